import { readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../src/cli/config.js";
import { makeFolder } from "../temporary-folder.js";
import { configJsonSchema } from "./config-json-schema.js";
import { LIST_MODULE } from "./git-project.js";
import { run } from "./run-main.js";

const SCHEMA = fileURLToPath(new URL("../../schemas/config.schema.json", import.meta.url));
const CONFIG = "valk-codemod.config.json";

const goodOnes: readonly object[] = [
  {},
  { $schema: "./schema.json" },
  { roots: ["test", "src/a.valk"], include: ["*.valk"], exclude: [] },
  { framework: "src/modules/test.valk", target: "list", baseline: "b.json" },
  { indentation: "tab" },
  { indentation: 1 },
  { indentation: 16 },
  { severities: { "computed-argument": "refuse", "quoted-call": "off", "duplicate-test": "info" } },
  { severities: { "several-runs": "refuse", "framework-unreadable": "review" } },
  { severities: { race: "info", "old-test": "off", "kept-def": "refuse" } },
  { lint: { entryPoints: { f: [0, 1] }, exceptions: [{ name: "n", reason: "r" }] } },
  { lint: { exceptions: [{ name: "n", path: "p", reason: "r" }] } },
  { format: {} },
  { format: { strict: false, indentation: 4, indents: { f: "align" }, endOfLine: "lf" } },
  { format: { indentation: "tab" } },
];

/** The configuration, and what is said about it behind the name of the file. */
const badOnes: readonly (readonly [unknown, string])[] = [
  [5, "1:1: the configuration: must be an object"],
  [[], "1:1: the configuration: must be an object"],
  [{ rots: [] }, "2:3: there is no key rots; did you mean roots?"],
  [{ zzzzzz: [] }, "2:3: there is no key zzzzzz; there are $schema, roots, include"],
  [{ $schema: 5 }, "2:3: $schema: must be text"],
  [{ roots: [] }, "2:3: roots: must name a folder or file"],
  [{ roots: "test" }, "2:3: roots: must be a list of texts"],
  [{ include: [1] }, "3:5: include.0: must be text"],
  [{ exclude: ["a", ""] }, "4:5: exclude.1: must not be empty"],
  [{ framework: "" }, "2:3: framework: must not be empty"],
  [{ target: "bilder" }, '2:3: target: must be "builder" or "list"'],
  [{ indentation: 0 }, '2:3: indentation: must be a number of columns from 1 to 16, or "tab"'],
  [{ indentation: 17 }, "2:3: indentation: must be a number of columns from 1 to 16"],
  [{ indentation: 2.5 }, "2:3: indentation: must be a number of columns from 1 to 16"],
  [{ indentation: "4" }, "2:3: indentation: must be a number of columns from 1 to 16"],
  [{ severities: [] }, "2:3: severities: must be an object"],
  [{ severities: { "quoted-call": "loud" } }, '3:5: severities.quoted-call: must be "review", '],
  [
    { severities: { "several-run": "review" } },
    "3:5: severities.several-run: is the code of no finding; did you mean several-runs",
  ],
  [{ severities: { toString: "off" } }, "3:5: severities.toString: is the code of no finding"],
  [
    { severities: { "several-runs": "review" } },
    '3:5: severities.several-runs: refuses files, and cannot be made "review"',
  ],
  [{ severities: { "test-in-both": "off" } }, "3:5: severities.test-in-both: refuses files"],
  [
    { severities: { "framework-unreadable": "refuse" } },
    '3:5: severities.framework-unreadable: cannot be made "refuse"',
  ],
  [
    { severities: { "framework-breaks": "review" } },
    '3:5: severities.framework-breaks: refuses files, and cannot be made "review"',
  ],
  [
    { severities: { "write-failed": "off" } },
    '3:5: severities.write-failed: cannot be made "off": it is an error of a run',
  ],
  [
    { severities: { "stale-entry": "info" } },
    '3:5: severities.stale-entry: cannot be made "info": it speaks of the baseline',
  ],
  [{ format: [] }, "2:3: format: must be an object"],
  [{ format: { strict: 1 } }, "3:5: format.strict: must be true or false"],
  [{ format: { strickt: true } }, "3:5: there is no key format.strickt; did you mean strict?"],
  [{ format: { indentation: 0 } }, "3:5: format.indentation: must be a number of columns"],
  [{ format: { indents: [] } }, "3:5: format.indents: must be an object"],
  [
    { format: { indents: { f: "far" } } },
    '4:7: format.indents.f: must be "block" or "body" or "align"',
  ],
  [{ format: { endOfLine: "cr" } }, '3:5: format.endOfLine: must be "auto" or "lf" or "crlf"'],
  [{ lint: [] }, "2:3: lint: must be an object"],
  [{ lint: { entryPoints: [] } }, "3:5: lint.entryPoints: must be an object"],
  [{ lint: { exceptions: [[]] } }, "4:7: lint.exceptions.0: must be an object with a name"],
  [{ baseline: null }, "2:3: baseline: must be text"],
  [
    { lint: { entrypoints: {} } },
    "3:5: there is no key lint.entrypoints; did you mean entryPoints?",
  ],
  [{ lint: { entryPoints: { f: [-1] } } }, "5:9: lint.entryPoints.f.0: must be a position"],
  [{ lint: { entryPoints: { f: 1 } } }, "4:7: lint.entryPoints.f: must be a list of positions"],
  [{ lint: { exceptions: [{ name: "n" }] } }, "4:7: lint.exceptions.0.reason is missing"],
  [
    { lint: { exceptions: [{ name: "n", reason: "r", paht: "p" }] } },
    "7:9: there is no key lint.exceptions.0.paht; did you mean path?",
  ],
];

const print = (config: unknown): string => JSON.stringify(config, null, 2);

describe("the schema", () => {
  const isValid = new Ajv({ strict: true }).compile(configJsonSchema());

  test("is the one that is shipped", async () => {
    await expect(`${print(configJsonSchema())}\n`).toMatchFileSnapshot(SCHEMA);
    const { files } = JSON.parse(readFileSync(join(SCHEMA, "../../package.json"), "utf8"));
    expect(files).toContain("schemas");
  });

  test("takes the linter's words for severities, and says the same by them", () => {
    const text = print({ severities: { leak: "error", race: "warning", "quoted-call": "error" } });
    expect(isValid(JSON.parse(text))).toBe(true);
    expect(parseConfig(text, "/c.json", "c.json").config).toEqual({
      severities: { leak: "refuse", race: "review", "quoted-call": "refuse" },
    });
  });

  test.each(goodOnes.map(print))("agrees that this is right: %s", (text) => {
    expect(isValid(JSON.parse(text))).toBe(true);
    const { $schema, ...config } = JSON.parse(text);
    expect(parseConfig(text, "/c.json", "c.json").config).toMatchObject(config);
  });

  test.each(badOnes)("agrees that this is wrong: %j", (config, message) => {
    expect(isValid(config)).toBe(false);
    expect(() => parseConfig(print(config), "/c.json", "c.json")).toThrow(`c.json:${message}`);
  });
});

describe("a text that is no JSON", () => {
  test.each([
    ["", "1:1: this is no JSON: expected a value, found the end of the text"],
    ["{", "1:2: this is no JSON: expected a key in quotation marks, found the end of the text"],
    ["{\n  // roots\n}", '2:3: this is no JSON: expected a key in quotation marks, found "/"'],
    [
      '{\n  "roots": ["test"],\n}',
      '3:1: this is no JSON: expected a key in quotation marks, found "}"',
    ],
    ['{"roots" ["a"]}', '1:10: this is no JSON: expected a colon, found "["'],
    ['{"target": list}', '1:12: this is no JSON: expected a value, found "list"'],
    ['{"target": "list"} }', '1:20: this is no JSON: "}" stands behind the end'],
    ['{"target": "list', "1:12: this is no JSON: this string is not closed"],
    ['{"target": "a", "target": "b"}', '1:17: this is no JSON: the key "target" stands twice'],
    [`{"roots": ${"[".repeat(200)}`, "1:111: this is no JSON: too many brackets"],
  ])("%j is an error that says where", (text, message) => {
    expect(() => parseConfig(text, "/c.json", "c.json")).toThrow(`c.json:${message}`);
  });
});

const MODULE = "src/modules/test.valk";
const compat = "(fun {test/suite n} {n})\n(fun {test/define n b} {n})\n(fun {test/run & a} {a})\n";
const oldFile = '(test/suite "S")\n(test/define "one" {== 1 1})\n(test/run)\n';
const project = (config: unknown, files: Readonly<Record<string, string>> = {}): string =>
  makeFolder({
    [MODULE]: compat,
    "test/a.valk": oldFile,
    "more/b.valk": oldFile,
    [CONFIG]: print(config),
    ...files,
  });

const changedIn = async (cwd: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = await run(["migrate", "--format", "json", ...args], { cwd });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { files } = JSON.parse(stdout);
  return files.filter((file: { status: string }) => file.status === "changed").map(pathOf);
};
const pathOf = ({ path }: { path: string }): string => path;

describe("a configured run", () => {
  test("is about the roots, wherever in the repository it is started", async () => {
    const cwd = project({ roots: ["test"] });
    expect(await changedIn(cwd)).toEqual(["test/a.valk", MODULE]);
    expect(await changedIn(cwd, "more")).toEqual(["more/b.valk", MODULE]);
    expect(await changedIn(cwd, "--no-config")).toEqual(["more/b.valk", "test/a.valk", MODULE]);
  });

  test("includes and excludes, unless the command line does", async () => {
    const cwd = project({ exclude: ["more"] });
    expect(await changedIn(cwd)).toEqual(["test/a.valk", MODULE]);
    expect(await changedIn(cwd, "--exclude", "test")).toEqual(["more/b.valk", MODULE]);
    expect(await changedIn(project({ include: ["more/*"] }))).toEqual(["more/b.valk", MODULE]);
  });

  test("has another file's configuration with --config", async () => {
    const cwd = project({ roots: ["no-such-folder"] }, { "other.json": '{"roots": ["more"]}' });
    expect(await changedIn(cwd, "--config", "other.json")).toEqual(["more/b.valk", MODULE]);
  });

  test.each([
    [2, "  "],
    ["tab", "\t"],
    [undefined, "    ", "  "],
  ])("indents by %j, and proves it", async (indentation, indent, inLists = indent) => {
    const late = { "test/c.valk": oldFile.replace("\n(test/run)", "\n; end\n(test/run)") };
    for (const target of ["builder", "list"]) {
      const lists = target === "list" ? { [MODULE]: LIST_MODULE } : {};
      const cwd = project({ indentation }, { ...late, ...lists });
      const { stdout } = await run(["migrate", "--target", target, "test/c.valk"], { cwd });
      const shown = target === "builder" ? `${indent}(test/add` : `${inLists}(test`;
      expect(stdout).toContain(`+${shown} "one"`);
    }
  });

  test("takes the target from the file", async () => {
    const cwd = project({ target: "list" }, { "lists.txt": LIST_MODULE });
    const given = ["--framework", "lists.txt"];
    expect((await run(["migrate", ...given], { cwd })).stdout).toContain("(test/run (list");
    const refused = await run(["migrate"], { cwd });
    expect(refused.stdout).toMatch(/refuse {2}new-on-old {2}\S+ does not answer test\n/);
    expect((await run(["migrate", "--target", "builder"], { cwd })).stdout).toContain(
      "(-> (test/suite",
    );
    expect((await run(["verify"], { cwd })).stdout).toContain("kept");
  });

  test("replaces the module that is named", async () => {
    const cwd = project({ framework: "./lib/valk-test.valk" }, { "lib/valk-test.valk": compat });
    expect(await changedIn(cwd)).toEqual(["more/b.valk", "test/a.valk", "lib/valk-test.valk"]);
  });

  test("filters standard input", async () => {
    const cwd = project({ indentation: 2, severities: { "forms-after-run": "refuse" } });
    const { stdout } = await run(["migrate", "-"], { cwd, input: oldFile });
    expect(stdout).toContain('\n  (test/add "one"');
    const late = `${oldFile}(println 1)\n`;
    const refused = await run(["migrate", "-"], { cwd, input: late });
    expect(refused).toMatchObject({ status: 1, stdout: late });
  });

  test.each<[string, unknown, readonly string[], RegExp]>([
    ["a root that is missing", { roots: ["test", "tset"] }, [], /:2:3: roots: tset is no folder/],
    ["a root outside", { roots: ["../x"] }, [], /:2:3: roots: \.\.\/x is no folder or file below/],
    ["a missing module", { framework: "no.valk" }, [], /:2:3: framework: no\.valk cannot be read/],
    ["a module outside", { framework: "../m.valk" }, [], /framework: \.\.\/m\.valk is outside/],
    ["a module elsewhere", { framework: "/m.valk" }, [], /framework: \/m\.valk is outside/],
    ["a baseline outside", { baseline: "../esc.json" }, [], /baseline: \.\.\/esc\.json is outside/],
    ["a baseline elsewhere", { baseline: "/esc.json" }, [], /baseline: \/esc\.json is outside/],
    [
      "a baseline far outside",
      { baseline: "test/../../a/../esc.json" },
      [],
      /baseline: \S+ is outside/,
    ],
    [
      "another file as module",
      { framework: "test/a.valk" },
      [],
      /framework: test\/a\.valk is no fr/,
    ],
    [
      "a missing configuration",
      {},
      ["--config", "no.json"],
      /cannot read the configuration: ENOENT/,
    ],
    ["an unknown key", { rots: [] }, [], /^error: valk-codemod\.config\.json:2:3: there is no key/],
  ])("fails on %s", async (_, config, args, message) => {
    const cwd = project(config);
    for (const command of ["migrate", "lint", "verify", "check"]) {
      const { status, stdout, stderr } = await run([command, ...args], { cwd });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(message);
      expect(stderr).toContain("\nhint: ");
    }
  });
});

test.each(["baseline", "framework", "roots"])("%s does not leave through a link", async (key) => {
  const cwd = project({});
  const elsewhere = makeFolder({});
  writeFileSync(join(elsewhere, "f.valk"), compat);
  symlinkSync(elsewhere, join(cwd, "link"));
  const value = key === "roots" ? ["link"] : "link/f.valk";
  writeFileSync(join(cwd, CONFIG), JSON.stringify({ [key]: value }));
  const { status, stderr } = await run(["check", "--update-baseline"], { cwd });
  expect(status).toBe(2);
  expect(stderr).toContain(`${key}: `);
  expect(readdirSync(elsewhere)).toEqual(["f.valk"]);
});

test("a baseline may stand beside a configuration that was named", async () => {
  const cwd = project({});
  const elsewhere = makeFolder({});
  const config = join(elsewhere, "c.json");
  writeFileSync(config, JSON.stringify({ baseline: "base.json" }));
  const { status } = await run(["check", "--config", config, "--update-baseline"], { cwd });
  expect(status).toBe(0);
  expect(readdirSync(elsewhere).sort()).toEqual(["base.json", "c.json"]);
});

describe("--print-config", () => {
  test.each(["migrate", "lint", "verify", "check"])(
    "of %s says where each value comes from",
    async (command) => {
      const cwd = project({ $schema: "x", roots: ["test"], exclude: ["b"], indentation: "tab" });
      const { status, stdout, stderr } = await run([command, "--print-config", "--exclude", "c"], {
        cwd,
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
      expect(JSON.parse(stdout)).toEqual({
        root: cwd,
        config: join(cwd, CONFIG),
        settings: {
          roots: { value: ["test"], from: "file" },
          include: { value: [], from: "default" },
          exclude: { value: ["c"], from: "command line" },
          framework: { value: null, from: "default" },
          dialect: {
            value: "2026-01",
            from: "files",
            reason: "nothing here tells dialects apart",
          },
          target: { value: "auto", from: "default" },
          indentation: { value: "tab", from: "file" },
          severities: { value: {}, from: "default" },
          baseline: { value: "valk-codemod.baseline.json", from: "default" },
          baselinePer: { value: "repository", from: "default" },
          lint: { value: {}, from: "default" },
          format: { value: {}, from: "default" },
        },
      });
    },
  );

  test("without a configuration", async () => {
    const cwd = project({ roots: ["test"] });
    const { stdout } = await run(["check", "--print-config", "--no-config", "more"], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({
      config: null,
      settings: { roots: { value: ["more"], from: "command line" } },
    });
  });
});
