// Files of rules: what they do through `migrate` and `lint`, and what is wrong with one that does not fit.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { parseRuleFile } from "../../src/cli/rule-file.js";
import { makeFolder } from "../temporary-folder.js";
import { ruleFileJsonSchema } from "./rule-file-json-schema.js";
import { run } from "./run-main.js";

const SCHEMA = fileURLToPath(new URL("../../schemas/rules.schema.json", import.meta.url));

const AWAIT = {
  name: "await-start",
  message: "start answers a handle",
  pattern: "(start $$$options)",
  replacement: "(await (start $$$options))",
  example: { before: "(start)", after: "(await (start))" },
};
const ATOM = {
  name: "atom-use",
  message: "atoms are gone",
  pattern: "(atom/get $a)",
  example: { before: "(atom/get a)" },
};
const GUARDED = {
  ...AWAIT,
  guard: {
    inside: ["(def $$$)"],
    notInside: ["(fun $$$)"],
    tail: false,
    arity: { least: 1 },
    unused: { $options: ["done"] },
    where: { $options: "^:" },
  },
  bodies: true,
  example: { before: "(def {a} (start :a))", after: "(def {a} (await (start :a)))" },
};

function fileOf(...rules: readonly object[]): string {
  return JSON.stringify({ name: "my-rules", rules }, undefined, 2);
}

const validate = new Ajv().compile(ruleFileJsonSchema());

test("the schema is the one that is shipped", async () => {
  const text = `${JSON.stringify(ruleFileJsonSchema(), undefined, 2)}\n`;
  await expect(text).toMatchFileSnapshot(SCHEMA);
});

test.each([
  [[AWAIT]],
  [[AWAIT, ATOM]],
  [[GUARDED]],
  [[{ ...ATOM, hint: "h", severity: "refuse" }]],
])("reads %j", (rules) => {
  const text = fileOf(...rules);
  expect(parseRuleFile(text, "r.json").name).toBe("my-rules");
  expect(validate(JSON.parse(text))).toBe(true);
});

test.each([
  ["{", "r.json:1:2: this is no JSON"],
  ["[]", "1:1: the file: must be an object"],
  [fileOf(), "3:3: rules: must hold a rule"],
  [fileOf({ ...AWAIT, patern: "" }), "there is no key rules.0.patern; did you mean pattern?"],
  [fileOf({ ...AWAIT, guard: { insde: [] } }), "no key rules.0.guard.insde; did you mean inside"],
  [fileOf({ ...AWAIT, name: "A b" }), "rules.0.name: must be lower case"],
  [fileOf({ ...AWAIT, severity: "bad" }), "rules.0.severity: must be refuse, review, info"],
  [fileOf({ ...AWAIT, example: [] }), "rules.0.example: must be an object"],
  [fileOf({ ...AWAIT, pattern: "(f" }), "7:7: rule await-start: pattern-unreadable"],
  [fileOf({ ...AWAIT, replacement: "$x" }), "rule await-start: template-unknown-hole"],
  [fileOf({ ...AWAIT, guard: { inside: ["("] } }), "rule await-start: pattern-unreadable"],
  [
    fileOf({ ...AWAIT, guard: { notInside: ["(a)", "("] } }),
    "16:11: rule await-start: pattern-unreadable",
  ],
  [fileOf({ ...AWAIT, guard: { where: { $options: "(" } } }), "( is no regular expression"],
  [
    fileOf({ ...AWAIT, guard: { where: { $option: "x" } } }),
    "15:11: rule await-start: unknown-hole: the pattern has no hole $option",
  ],
  [fileOf({ ...ATOM, guard: { unused: { b: ["x"] } } }), "13:11: rule atom-use: unknown-hole"],
  [
    fileOf({ ...ATOM, guard: { unused: { a: ["x", "$b"] } } }),
    "15:13: rule atom-use: unknown-hole: the pattern has no hole $b",
  ],
  [
    fileOf({ ...AWAIT, example: { before: "(start)", after: "(start)" } }),
    'rule await-start: its example becomes "(await (start))"',
  ],
  [fileOf({ ...ATOM, example: { before: "(f)" } }), "rule atom-use: its example holds no match"],
])("refuses %s", (text, message) => {
  expect(() => parseRuleFile(text, "r.json")).toThrow(message);
});

test("says which hole a condition may have meant", () => {
  const text = fileOf({ ...AWAIT, guard: { unused: { $option: ["x"] } } });
  const hint = "did you mean $$$options?";
  expect(() => parseRuleFile(text, "r.json")).toThrow(expect.objectContaining({ hint }));
});

describe("a file of rules", () => {
  const source = "(def {s} (start))\n(f (atom/get s))\n";
  const makeRepository = (...rules: readonly object[]): string => {
    const folder = makeFolder({ "a.valk": source, "rules.json": fileOf(...rules) });
    execFileSync("git", ["init", "-q"], { cwd: folder });
    return folder;
  };

  test("rewrites, and reports what it has no replacement for", async () => {
    const cwd = makeRepository(AWAIT, ATOM);
    const { status, stdout } = await run(["migrate", "--transform", "rules.json", "--write"], {
      cwd,
    });
    expect(status).toBe(0);
    expect(stdout).toContain("a.valk:2:4  review  atom-use  atoms are gone");
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe(
      "(def {s} (await (start)))\n(f (atom/get s))\n",
    );
  });

  test("leaves a file that a rule refuses", async () => {
    const cwd = makeRepository(AWAIT, { ...ATOM, severity: "refuse" });
    const { status } = await run(["migrate", "-t", "rules.json", "--write"], { cwd });
    expect(status).toBe(1);
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe(source);
  });

  test("is what lint reports, too, where it replaces nothing", async () => {
    const cwd = makeRepository(AWAIT, ATOM);
    const { status, stdout } = await run(["lint", "--transform", "rules.json"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("a.valk:2:4");
    expect(stdout).toContain("atom-use");
    expect(stdout).not.toContain("await-start");
  });

  test.each([
    ["none.json", "cannot read the rules"],
    ["./none.mjs", "there is no file ./none.mjs"],
    ["nothing", "there is no transform nothing"],
    ["define-to-suit", "did you mean define-to-suite?"],
  ])("that is %s is an error", async (name, message) => {
    const { status, stderr } = await run(["migrate", "-t", name], { cwd: makeRepository(ATOM) });
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});
