import { describe, expect, test } from "vitest";
import { NOBODY, OwnersError, parseOwners, readOwners } from "../../src/project/code-owners.js";
import { makeFolder } from "../temporary-folder.js";

const text = `# who looks after what
*            @all
/test/       @b @a   # tests
docs/*       docs@example.org
*.valk       @valk
/test/free/
/with\\ blank/ @blank
`;

describe("the owners of a file", () => {
  test.each([
    ["README.md", "@all"],
    ["test/x.md", "@a @b"],
    ["sub/test/x.md", "@all"],
    ["docs/a.md", "docs@example.org"],
    ["docs/sub/a.md", "@all"],
    ["test/x.valk", "@valk"],
    ["test/free/x.valk", NOBODY],
    ["with blank/x", "@blank"],
  ])("%s: %s, by the last line that matches", (path, owners) => {
    expect(parseOwners(text, "CODEOWNERS")(path)).toBe(owners);
  });

  test("nobody's where no line matches", () => {
    expect(parseOwners("/a/ @a\r\n", "CODEOWNERS")("b")).toBe(NOBODY);
  });

  test.each([
    ["* @a\n[Docs] @b\n", 2],
    ["^[Docs]\n", 1],
    ["\n\n!x @a\n", 3],
  ])("%j is no file of GitHub's", (wrong, line) => {
    const parse = (): unknown => parseOwners(wrong, "docs/CODEOWNERS");
    expect(parse).toThrow(OwnersError);
    expect(parse).toThrow(`docs/CODEOWNERS:${line}:1: `);
  });

  test("are read from the first file that there is", () => {
    expect(readOwners(makeFolder({ a: "" }))).toBeUndefined();
    const folder = makeFolder({ CODEOWNERS: "* @second", ".github/CODEOWNERS": "* @first" });
    expect(readOwners(folder)?.("a")).toBe("@first");
  });
});
