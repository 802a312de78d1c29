import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "../../scripts/check-package-types.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost, type TestHost } from "./test-host.js";

/** A host in which a command that holds the word fails, and says so. */
function hostWhere(failing: string): TestHost {
  const root = makeFolder({
    "transforms/one.ts": "",
    "transforms/two.ts": "",
    "transforms/one/a": "",
  });
  return createTestHost({
    root,
    run(words) {
      if (words.includes("pack")) {
        writeFileSync(join(words.at(-1) as string, "valk-codemod-1.2.3.tgz"), "");
      }
      return words.includes(failing) ? { status: 3, stdout: "out ", stderr: "err" } : {};
    },
  });
}

describe("the check of the package's types", () => {
  test("packs it, has every transform looked at, and leaves nothing behind", () => {
    const host = hostWhere("nothing");
    expect(main([], host)).toBe(0);
    const [pack, check] = host.ran.map(({ words }) => words);
    expect(pack?.slice(0, 2)).toEqual(["npm", "pack"]);
    const [, program = "", tarball = "", ...options] = check ?? [];
    expect(existsSync(program)).toBe(true);
    expect(tarball).toMatch(/valk-codemod-1\.2\.3\.tgz$/);
    expect(existsSync(tarball)).toBe(false);
    expect(options.slice(-3)).toEqual([
      "--include-entrypoints",
      "transforms/one",
      "transforms/two",
    ]);
    expect(host.said).toEqual([]);
  });

  test.each([
    ["esm-only", 2],
    ["pack", 1],
  ])("fails where %s does, and shows what it said", (failing, count) => {
    const host = hostWhere(failing);
    expect(main([], host)).toBe(3);
    expect(host.ran).toHaveLength(count);
    expect(host.said).toEqual([expect.stringMatching(/\nout err$/)]);
  });
});
