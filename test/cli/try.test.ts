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
    const fixtures = { "fixtures/a.input.valk": "(h)\n", "fixtures/b.input.valk": "(f)\n" };
    const judge = "if (source.includes('f')) throw new TypeError('mine');";
    const cwd = makeFolder({ "own.mjs": module(judge), ...fixtures });
    const { status, stdout } = await run(["try", "./own.mjs", "fixtures"], { cwd });
    // Where exactly, only Node's own loader knows.
    expect([status, stdout.replaceAll(/\d+:\d+/g, "1:2")]).toEqual([
      2,
      `stopped its example: mine (at ./own.mjs:1:2)
passed  a
stopped b: mine (at ./own.mjs:1:2)
3 cases, 0 failed, 2 stopped with an error
`,
    ]);
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

/** A module whose function answers `edits` for a tree; `more` stands beside it. */
const editing = (edits: string, more = "") =>
  `import * as valk from ${JSON.stringify(INDEX)};
const { defineTransform, editing, finding, findMatches, readPattern, replaceNode } = valk;
const own = { code: "own-name", severity: "review", summary: "s", hint: "h", explanation: "e" };
export default defineTransform({
  name: "own",
  documentation: { summary: "s", before: "", after: "" },
  needs: "file",
  ${more}
  ...editing((tree) => ${edits}),
});
`;

describe("what is wrong with a module is said to its author", () => {
  test.each([
    ["an error", "tree.nothing.at", "reading 'at') (at ./own.mjs:"],
    ["no answer", "undefined", "has to answer edits, or { edits, findings }"],
    ["an answer that is no edits", "['x']", "has to answer edits, or { edits, findings }"],
    ["a pattern that was not read", "findMatches({ pattern: '(f)' }, tree.root)", "readPattern"],
    ["a pattern that cannot be read", "[readPattern('(f')]", "(at ./own.mjs:"],
    [
      "edits of matches inside of each other",
      "findMatches({ pattern: readPattern('(f $$$)') }, tree.root).map(({ node }) => replaceNode(node, '(g)'))",
      "the edits at 1:1 and 1:4 overlap",
    ],
    [
      "a finding that is not declared",
      "({ edits: [], findings: [finding(own, tree.root.span)] })",
      "it reports own-name, which is none of its findings",
    ],
  ])("%s", async (_what, edits, message) => {
    const cwd = makeProject({ "own.mjs": editing(edits), "a.valk": "(f (f))\n" });
    const { status, stdout } = await run(["migrate", "-t", "./own.mjs"], { cwd });
    expect([status, stdout]).toEqual([2, expect.stringMatching(/a\.valk.*transform-error/)]);
    expect(stdout.replace(/\n\s*/g, " ")).toContain(message);
    expect(stdout).not.toContain("defect of valk-codemod");
  });

  test("and so is a change that its proof does not let pass", async () => {
    const edits = "tree.root.elements.map((node) => replaceNode(node, '(f 1)'))";
    const module = editing(edits, "mayChange: { adds: ['2'] },");
    const cwd = makeProject({ "own.mjs": module, "a.valk": "(f)\n" });
    const { stdout } = await run(["migrate", "-t", "./own.mjs"], { cwd });
    expect(stdout).toContain("widen its mayChange");
  });

  test.each([
    ["name", 'name: "Own Name"', "name has to be lower case, with - between words"],
    ["documentation", "documentation: {}", "documentation has to be { summary, before, after }"],
    ["needs", 'needs: "all"', 'needs has to be "file" or "project"'],
    ["judge", "judge: 1", "judge has to be a function"],
    ["change", "change: undefined", "change has to be a function"],
  ])("a definition without %s", async (_part, text, message) => {
    const module = editing("[]").replace(
      "...editing((tree) => []),",
      `...editing(() => []), ${text}`,
    );
    const cwd = makeFolder({ "own.mjs": module });
    const { status, stderr } = await run(["try", "./own.mjs"], { cwd });
    expect([status, stderr]).toEqual([2, expect.stringContaining(`defineTransform: ${message}`)]);
    expect(stderr).toMatch(/\(at \.\/own\.mjs:\d+:\d+\)/);
  });

  test("a pattern that cannot be read is shown with the place in it", async () => {
    const module = MODULE.replace('"(g $$$a)"', () => '"(g $$$b)"');
    const { stderr } = await run(["try", "./own.mjs"], { cwd: makeFolder({ "own.mjs": module }) });
    expect(stderr).toContain("the pattern has no such hole");
    expect(stderr).toContain("in (g $$$b) at 1:4");
  });

  test("lint takes no module", async () => {
    const cwd = makeFolder({ "own.mjs": MODULE, "a.valk": "" });
    const { status, stderr } = await run(["lint", "-t", "./own.mjs"], { cwd });
    expect([status, stderr]).toEqual([2, expect.stringContaining("lint takes a file of rules")]);
  });
});

describe("a finding of a module's own", () => {
  const module = editing(
    "({ edits: [], findings: [finding(own, tree.root.elements[0].span)] })",
    "findings: [own],",
  );
  const accepted = "; valk-codemod-disable-next-line own-name we know\n(f)\n";

  test("is held back by a comment, in files and on standard input", async () => {
    const cwd = makeProject({ "own.mjs": module, "a.valk": "(f)\n", "b.valk": accepted });
    const { stdout } = await run(["migrate", "-t", "./own.mjs", "-v"], { cwd });
    expect(stdout).toMatch(/a\.valk:1:1 .*own-name/);
    expect(stdout).not.toMatch(/b\.valk:\d.*own-name/);
    const filter = ["migrate", "-t", "./own.mjs", "-"];
    expect((await run(filter, { cwd, input: "(f)\n" })).stderr).toContain("own-name");
    expect((await run(filter, { cwd, input: accepted })).stderr).toBe("");
  });
});

describe("editing with repeat", () => {
  const wrap = (repeat: boolean, answer: string): string =>
    editing(
      `findMatches({ pattern: readPattern('(f $$$)'), outermost: true }, tree.root)
        .map(({ node }) => replaceNode(node, ${answer}))`,
    )
      .replace("}),\n});", `}), { repeat: ${repeat} }),\n});`)
      .replace(/\),\n\}\);\n$/, `, { repeat: ${repeat} }),\n});\n`);
  const renamed = "'(g ' + node.elements[1].text + ')'";

  test("reaches matches inside of each other, and needs no second run", async () => {
    const cwd = makeFolder({ "own.mjs": wrap(true, renamed), "a.valk": "(f (f (f 1)))\n" });
    const { status } = await run(["migrate", "-t", "./own.mjs", "--write"], { cwd });
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(g (g (g 1)))\n");
  });

  test("without it, the proof refuses what a second run would change", async () => {
    const cwd = makeFolder({ "own.mjs": wrap(false, renamed), "a.valk": "(f (f 1))\n" });
    const { stdout } = await run(["migrate", "-t", "./own.mjs"], { cwd });
    expect(stdout).toContain("proof-not-idempotent");
  });

  test("that comes to no end is refused", async () => {
    const grows = "'(f 1 ' + node.text + ')'";
    const cwd = makeFolder({ "own.mjs": wrap(true, grows), "a.valk": "(f 1)\n" });
    const { status, stdout } = await run(["migrate", "-t", "./own.mjs", "--check"], { cwd });
    expect([status, stdout]).toEqual([1, expect.stringContaining("endless-rewrite")]);
  });
});

describe("a module of one's own", () => {
  test("is loaded where the command line names it", async () => {
    const cwd = makeFolder({ "own.mjs": MODULE, "a.valk": "(f 1)\n" });
    const { status, stdout } = await run(["migrate", "-t", "./own.mjs", "--write"], { cwd });
    expect([status, stdout]).toEqual([0, expect.stringContaining("written  a.valk")]);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(g 1)\n");
    expect(stdout).toMatch(/edits +1 +proven, one by one/);
    expect(stdout).not.toMatch(/suites|framework/);
  });

  test("is said in no report to be about tests", async () => {
    const cwd = makeFolder({ "own.mjs": MODULE, "a.valk": "(f 1)\n" });
    const proof = ["--proof", "p.json", "-f", "json"];
    const { stdout } = await run(["migrate", "-t", "./own.mjs", ...proof], { cwd });
    for (const text of [stdout, readFileSync(join(cwd, "p.json"), "utf8")]) {
      expect(JSON.parse(text)).not.toHaveProperty("target");
      const [file] = JSON.parse(text).files;
      expect(Object.keys(file.proof)).not.toContain("suite");
      expect(file.proof.edits).toBe(1);
    }
  });

  test.each([
    ["export default 1;", "has no default export that is a transform"],
    ["export default () => 1;", "has no default export that is a transform"],
    ["throw new Error('no');", "cannot be loaded: no (at ./own.mjs:1:7)"],
    ["import 'nowhere-to-be-found';", "hint: mend the module"],
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
It is tried by: valk-codemod try await-start.${ending} await-start.fixtures
`,
      ]);
      expect(existsSync(join(cwd, `await-start.${ending}`))).toBe(true);
      const short = await run(["try", "await-start"], { cwd });
      expect([short.status, short.stderr]).toEqual([
        2,
        `error: there is no transform await-start\nhint: did you mean the file await-start.${ending}?\n`,
      ]);
      const again = await run(["new", "await-start", ...flags], { cwd });
      expect([again.status, again.stderr]).toEqual([2, expect.stringContaining("exists already")]);
    },
  );

  test("wants a name", async () => {
    const { status, stderr } = await run(["new", "../x"], { cwd: makeFolder({}) });
    expect([status, stderr]).toEqual([2, expect.stringContaining("is no name for a transform")]);
  });
});
