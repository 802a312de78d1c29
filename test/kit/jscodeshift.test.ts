import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { toJscodeshift } from "../../src/kit/jscodeshift.js";
import atomByJscodeshift, { defToAtom } from "../../transforms/def-to-atom.js";
import { readSuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import transform, { defineToSuite } from "../../transforms/define-to-suite.js";
import localizeByJscodeshift, { localizeDef } from "../../transforms/localize-def.js";
import { readFixtures } from "../transforms/define-to-suite/fixtures.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const fixtures = readFixtures("define-to-suite");

describe("the adapter", () => {
  const file = (source: string) => ({ path: "test/a.valk", source });
  const simple = fixtures.find(({ name }) => name === "simple");

  test("answers the new text, by default of the builder target", () => {
    expect(transform(file(simple?.input ?? ""), {}, {})).toBe(simple?.outputs.builder);
    expect(transform(file(simple?.input ?? ""), {}, { target: "list" })).toBe(simple?.outputs.list);
  });

  test("answers nothing for a file that stays, and reports why", () => {
    const reports: string[] = [];
    const api = { report: (message: string) => reports.push(message) };
    expect(transform(file('(test/define "a" {1})'), api, {})).toBeUndefined();
    expect(reports.join()).toMatch(/^refuse no-run: .+ \(.+\)$/);
  });

  test("looks loads up below the root", () => {
    const folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
    writeFileSync(join(folder, "cases.valk"), '(test/define "shared" {1})\n');
    const loader = '(load "cases.valk")\n(test/define "a" {1})\n(test/run)\n';
    expect(transform(file(loader), {}, { root: folder })).toBeUndefined();
    expect(transform(file(loader), {}, {})).toContain("(test/add");
    rmSync(folder, { recursive: true });
  });

  test("refuses a target that there is not", () => {
    expect(() => transform(file("(test/run)"), {}, { target: "class" })).toThrow(
      /unknown target "class"/,
    );
  });

  test.each([
    ["define-to-suite", transform, defineToSuite],
    ["localize-def", localizeByJscodeshift, localizeDef],
    ["def-to-atom", atomByJscodeshift, defToAtom],
  ] as const)("runs %s as its module's default export", (_name, adapted, { documentation }) => {
    expect(adapted(file(documentation.before), {}, {})).toBe(documentation.after);
    expect(adapted(file(documentation.after), {}, {})).toBeUndefined();
  });

  test("throws when a change fails its proof", () => {
    const source = '(test/define "a" {1})\n(test/run)\n';
    const emptied = [{ span: { start: 0, end: source.length }, newText: "" }];
    const lossy = toJscodeshift(
      {
        ...defineToSuite,
        judge: () => ({
          status: "changed",
          findings: [],
          change: () => rewriteOfEdits(source, emptied),
        }),
      },
      readSuiteOptions,
    );
    expect(() => lossy(file(source), {}, {})).toThrow(/failed its proof: proof-/);
  });
});

describe("the real jscodeshift", () => {
  let folder = "";

  beforeAll(() => {
    execFileSync(process.execPath, [join(root, "scripts/build.mjs"), "--if-needed"]);
    folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
  }, 120_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(["builder", "list"] as const)(
    "target %s: the same bytes as ours",
    (target) => {
      const tree = join(folder, target);
      mkdirSync(tree);
      for (const { name, input } of fixtures) {
        writeFileSync(join(tree, `${name}.valk`), input);
      }
      execFileSync(
        process.execPath,
        [
          join(root, "node_modules/jscodeshift/bin/jscodeshift.js"),
          "--transform",
          join(root, "dist/transforms/define-to-suite.js"),
          "--extensions=valk",
          "--fail-on-error",
          "--run-in-band",
          `--target=${target}`,
          ".",
        ],
        { cwd: tree, stdio: "pipe" },
      );
      for (const { name, input, outputs } of fixtures) {
        expect(readFileSync(join(tree, `${name}.valk`), "utf8"), name).toBe(
          outputs[target] ?? input,
        );
      }
    },
    120_000,
  );
});
