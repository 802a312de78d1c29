// The commands around transforms of one's own: `new`, `try`, and `--transform` with a module.

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { commitAll, git, makeProject } from "./git-project.js";
import { run } from "./run-main.js";

const RULES = JSON.stringify({
  name: "rules",
  rules: [
    {
      name: "f-to-g",
      message: "f is g now",
      pattern: "(f $$$a)",
      replacement: "(g $$$a)",
      example: { before: "(f 1)\n", after: "(g 1)\n" },
    },
  ],
});

const INDEX = fileURLToPath(new URL("../../src/index.js", import.meta.url));
const MODULE = `import { defineTransform, rewriting } from ${JSON.stringify(INDEX)};
export default defineTransform({
  name: "own",
  documentation: { summary: "s", before: "(f)\\n", after: "(g)\\n" },
  needs: "file",
  ...rewriting("(f $$$a)", "(g $$$a)"),
});
`;

describe("try", () => {
  test("runs a transform's own example and its fixtures", async () => {
    const cwd = makeFolder({
      "r.json": RULES,
      "fixtures/good.input.valk": "(f 2)\n",
      "fixtures/good.output.valk": "(g 2)\n",
      "fixtures/bad.input.valk": "(f 3)\n",
    });
    const { status, stdout } = await run(["try", "r.json", "fixtures"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toBe(`passed  its example
failed  bad: as it is: changed
  expected:
    (f 3)
  actual:
    (g 3)
passed  good
3 cases, 1 failed
`);
    expect((await run(["try", "r.json"], { cwd })).status).toBe(0);
    const { stderr } = await run(["try", "r.json", "none"], { cwd });
    expect(stderr).toContain("hint: name a folder of NAME.input.valk files");
  });

  test("holds a transform against a commit", async () => {
    const cwd = makeProject({
      "same.valk": "(f 1)\n",
      "laid-out.valk": "(f 1)\n",
      "other.valk": "(f 1)\n",
      "alone.valk": "(x)\n",
      "forgotten.valk": "(f 1)\n",
      "broken.valk": "(f 1) (\n",
      "kept.valk": "(y)\n",
    });
    commitAll(cwd);
    const after = {
      "same.valk": "(g 1)\n",
      "laid-out.valk": "(g\n  1)\n",
      "other.valk": "(h 1)\n",
      "alone.valk": "(z)\n",
      "broken.valk": "(g 1) (\n",
    };
    for (const [path, text] of Object.entries(after)) {
      writeFileSync(join(cwd, path), text);
    }
    commitAll(cwd);
    writeFileSync(join(cwd, "r.json"), RULES);
    const { status, stdout } = await run(["try", "r.json", "--against", "HEAD", "--diff"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("untouched  alone.valk\n");
    expect(stdout).toContain("refused    broken.valk  read-error: ");
    expect(stdout).toContain("extra      forgotten.valk\n");
    expect(stdout).toContain("-(g 1)\n+(h 1)\n");
    expect(stdout).toContain("1 file byte for byte as the commit left them\n");
    expect(git(cwd, "status", "--porcelain")).toBe("?? r.json\n");
    const first = git(cwd, "rev-list", "--max-parents=0", "HEAD").trim();
    const { stderr } = await run(["try", "r.json", "--against", first], { cwd });
    expect(stderr).toContain("has no parent");
  });
});

describe("a module that goes wrong, or reads other files", () => {
  const module = (judge: string, before = "(f)\\n") =>
    `import { defineTransform, rewriting } from ${JSON.stringify(INDEX)};
const { change, judge } = rewriting("(f $$$a)", "(g $$$a)");
export default defineTransform({
  name: "own",
  documentation: { summary: "s", before: "${before}", after: "${before.replace("f", "g")}" },
  needs: "project",
  change,
  judge: (source, context) => { ${judge} return judge(source, context); },
});
`;

  test("an error of its own is not taken for a case that failed", async () => {
    const cwd = makeFolder({ "own.mjs": module("throw new TypeError('mine');") });
    const { status, stderr } = await run(["try", "./own.mjs"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain("mine");
  });

  test("a module without an example has no case", async () => {
    const cwd = makeFolder({ "own.mjs": module("", "") });
    expect((await run(["try", "./own.mjs"], { cwd })).stdout).toBe("0 cases, 0 failed\n");
  });

  test("against a commit it reads the files of the parent", async () => {
    const cwd = makeProject({ "a.valk": "(f 1)\n", "b.valk": "yes", "latin.valk": "x" });
    writeFileSync(join(cwd, "latin.valk"), new Uint8Array([0xff]));
    commitAll(cwd);
    writeFileSync(join(cwd, "a.valk"), "(g 1)\n");
    commitAll(cwd);
    const judge = `const { project } = context;
    if (project.read("./b.valk") !== "yes" || project.read("../b.valk") || project.paths().includes("latin.valk")) throw new Error("other files");`;
    writeFileSync(join(cwd, "own.mjs"), module(judge));
    const { status, stdout } = await run(["try", "./own.mjs", "--against", "HEAD"], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: "1 file byte for byte as the commit left them\n",
    });
  });
});

describe("a module of one's own", () => {
  test("is loaded where the command line names it", async () => {
    const cwd = makeFolder({ "own.mjs": MODULE, "a.valk": "(f 1)\n" });
    const { status, stdout } = await run(["migrate", "-t", "./own.mjs", "--write"], { cwd });
    expect([status, stdout]).toEqual([0, expect.stringContaining("written  a.valk")]);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(g 1)\n");
  });

  test.each([
    ["export default 1;", "has no default export that is a transform"],
    ["export default () => 1;", "has no default export that is a transform"],
    ["throw new Error('no');", "cannot be loaded: no"],
  ])("%s is an error", async (text, message) => {
    const cwd = makeFolder({ "own.mjs": text });
    const { status, stderr } = await run(["try", "./own.mjs"], { cwd });
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test.skipIf("typescript" in process.features && process.features.typescript)(
    "in TypeScript needs a Node that reads it",
    async () => {
      const cwd = makeFolder({ "own.ts": MODULE });
      const { status, stderr } = await run(["migrate", "-t", "own.ts"], { cwd });
      expect([status, stderr]).toEqual([2, expect.stringContaining("does not read TypeScript")]);
    },
  );
});

describe("new", () => {
  test.each([
    [[], "mjs"],
    [["--typescript"], "mts"],
  ])(
    "writes a module, its test and a fixture, and overwrites nothing: %j",
    async (flags, ending) => {
      const cwd = makeFolder({});
      const { status, stdout } = await run(["new", "await-start", ...flags], { cwd });
      expect([status, stdout]).toEqual([
        0,
        `written  await-start.${ending}
written  await-start.test.${ending}
written  await-start.fixtures/calls.input.valk
written  await-start.fixtures/calls.output.valk
`,
      ]);
      expect(existsSync(join(cwd, `await-start.${ending}`))).toBe(true);
      const again = await run(["new", "await-start", ...flags], { cwd });
      expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("exists already")]);
    },
  );

  test("wants a name", async () => {
    const { status, stderr } = await run(["new", "../x"], { cwd: makeFolder({}) });
    expect([status, stderr]).toEqual([2, expect.stringContaining("is no name for a transform")]);
  });
});
