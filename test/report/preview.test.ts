import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import type { PlannedChange } from "../../src/outcome/planned-file.js";
import { formatPreview, type PreviewOptions } from "../../src/report/preview.js";
import { createSplitView } from "../../src/report/views/split.js";
import { createUnifiedView } from "../../src/report/views/unified.js";
import { createWordDiffView } from "../../src/report/views/word-diff.js";
import { CHANGE_CLASSES, type ChangeClass } from "../../src/review/change-class.js";
import { reviewFile } from "../../src/review/file-review.js";
import { createStyle } from "../../src/text/style.js";
import { runGitApply } from "../programs.js";
import { fc } from "../properties.js";
import { migrated } from "../review/migrations.js";
import { makeFolder } from "../temporary-folder.js";
import { generatedFile } from "../valk-generator.js";

const examples = join(import.meta.dirname, "../../examples/valk-project/test");

function changeOf(source: string, path = "test/file.valk"): PlannedChange {
  const { findings, ...change } = migrated(source);
  const located = findings.map((found) => ({ ...found, line: 1, column: 1 }));
  return { ...change, path, findings: located };
}

const example = (name: string): PlannedChange =>
  changeOf(readFileSync(join(examples, name), "utf8"), `test/${name}`);

const preview = (file: PlannedChange, options: Partial<PreviewOptions> = {}): string =>
  formatPreview(file, [], {
    style: createStyle(false),
    columns: 80,
    context: 3,
    view: createUnifiedView,
    hidden: new Set(),
    ...options,
  });

const MECHANICAL: ReadonlySet<ChangeClass> = new Set(["reindented", "renamed"]);

const shown: readonly [string, Partial<PreviewOptions>][] = [
  ["unified", {}],
  ["unified, mechanical changes hidden", { hidden: MECHANICAL }],
  ["word diff", { view: createWordDiffView }],
  ["split at 60 columns", { view: createSplitView, columns: 60 }],
  ["split at 80 columns", { view: createSplitView }],
  ["split at 200 columns", { view: createSplitView, columns: 200 }],
  ["split, mechanical changes hidden", { view: createSplitView, hidden: MECHANICAL }],
];

const telling = ["test_condition.valk", "test_pricing.valk", "test_tabs.valk"];

describe.each(shown)("%s", (_name, options) => {
  test.each(telling)("of %s", (name) => {
    const file = example(name);
    expect(preview(file, options)).toMatchSnapshot("plain");
    expect(preview(file, { ...options, style: createStyle(true) })).toMatchSnapshot("coloured");
  });

  test("says the same with colours and without", () => {
    const file = example("test_pricing.valk");
    const colored = preview(file, { ...options, style: createStyle(true) });
    const isWordDiff = options.view === createWordDiffView;
    const plain = preview(file, options);
    expect(stripVTControlCharacters(colored)).toBe(
      isWordDiff ? plain.replace(/\[-|-\]|\{\+|\+\}/g, "") : plain,
    );
  });

  test("lets nothing through that a terminal obeys", () => {
    const text = preview(
      changeOf('(test/define "a\u001b[2J\u202e" {true}) ; \u0007\n(test/run)\n'),
      options,
    );
    expect(text).toContain("\\x1b[2J\\u{202e}");
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("the unified view", () => {
  /** The patch that the view is, without what it says besides. */
  const patchIn = (path: string, view: string): string => {
    const lines = view.split("\n").slice(2);
    const diff = lines
      .filter((line) => !line.startsWith("@@ moved"))
      .map((line) =>
        line.startsWith("@@")
          ? line
          : line.slice(1).replace(/^[<>]/, (sign) => (sign === "<" ? "-" : "+")),
      );
    return `--- a/${path}\n+++ b/${path}\n${diff.join("\n")}`;
  };

  test("is a diff that git applies, once its marks are taken away", () => {
    const batch = fc.array(generatedFile, { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(batch, fc.nat(5), (files, context) => {
        const changes = files.map(({ source }, at) => changeOf(`${source}\n`, `f${at}.valk`));
        const folder = makeFolder(
          Object.fromEntries(changes.map(({ path, source }) => [path, source])),
        );
        const patches = changes.map((change) =>
          patchIn(change.path, preview(change, { context: context + 1 })),
        );
        runGitApply(folder, patches.join(""));
        for (const { path, newText } of changes) {
          expect(readFileSync(join(folder, path), "utf8")).toBe(newText);
        }
      }),
      { numRuns: 10 },
    );
  });

  test("tells when only one side ends its last line", () => {
    const source = '(def {a} 1)\n(test/define "x" {true})\n(test/run)';
    const file = { ...changeOf(source), newText: "(def {a} 1)\n", edits: [] };
    const { rewrite: _, ...rest } = file;
    const edits = [{ span: { start: 11, end: source.length }, newText: "\n" }];
    expect(preview({ ...rest, edits })).toContain("!-(test/run)\n\\ No newline at end of file\n");
  });
});

describe("the split view", () => {
  const anyText = fc
    .string({ unit: fc.constantFrom(...'ab ("\t漢📦é', "👩‍👩‍👧", "e\u0301"), maxLength: 120 })
    .map((text) => text.replaceAll('"', ""));

  test("is never wider than asked for and cuts no grapheme", () => {
    fc.assert(
      fc.property(anyText, anyText, fc.integer({ min: 60, max: 130 }), (name, comment, columns) => {
        const file = changeOf(`; ${comment}\n(test/define "${name}" {true})\n(test/run)\n`);
        const text = preview(file, { view: createSplitView, columns });
        const widths = text
          .split("\n")
          .slice(2)
          .map((line) => stringWidth(line));
        expect(Math.max(...widths)).toBeLessThanOrEqual(columns);
        expect(text).not.toMatch(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud83d])\u200d\n/);
      }),
      { numRuns: 300 },
    );
  });

  test("wraps what is to be read, without loss, and cuts what is not", () => {
    const long = `a ${"long ".repeat(30)}name`;
    const file = changeOf(`; ${long}\n(test/define "${long}" {true})\n(test/run)\n`);
    const text = preview(file, { view: createSplitView });
    expect(text).toContain("…");
    const rights = text.split("\n").map((line) => line.slice(44).trim());
    expect(rights.join("").replaceAll(" ", "")).toContain(`"${long.replaceAll(" ", "")}"{true})`);
  });
});

test("of a module that is replaced it is told what it defines now, and what no more", () => {
  const source =
    "(def {*test-registry*} {})\n(fun {test/define n b} {n})\n(fun {test/run & a} {a})\n";
  const newText = "(fun {-> & x} {x})\n(fun {test/impl/go x} {x})\n(fun {test/run & a} {a b})\n";
  const edits = [{ span: { start: 0, end: source.length }, newText }];
  const { rewrite: _, ...change } = changeOf('(test/define "x" {true})\n(test/run)\n');
  const lines = preview({ ...change, source, newText, edits })
    .split("\n")
    .slice(2);
  expect(lines).toEqual([
    "  defines now: ->, 1 inner name",
    "  defines no more: *test-registry*, test/define",
    "  defines as before, by another text: test/run",
    "",
  ]);
});

test("a file that is replaced as a whole is not shown line by line", () => {
  const source = "(a)\n";
  const newText = "(b)\n";
  const edits = [{ span: { start: 0, end: 4 }, newText }];
  const { rewrite: _, ...change } = changeOf('(test/define "x" {true})\n(test/run)\n');
  const text = preview({ ...change, source, newText, edits });
  expect(text).toBe(
    "test/file.valk  1 test, +1 -1\n  replaced as a whole; --format patch shows both texts\n",
  );
});

test("text around code has no syntax", () => {
  const file = changeOf('(def {a} "b")\n(test/define "x" {true})\n(test/run)\n');
  const style = createStyle(true);
  const cyan = style.cyan('"b"');
  expect(preview(file, { style })).toContain(cyan);
  expect(preview({ ...file, code: [] }, { style })).not.toContain(cyan);
});

test("what is hidden is named, and nothing else is left out", () => {
  const file = example("test_condition.valk");
  const text = preview(file, { hidden: new Set(CHANGE_CLASSES) });
  expect(text).toBe(
    "test/test_condition.valk  6 tests, +16 -17\n" +
      "  6 re-indented (hidden), 1 renamed (hidden), 2 moved (hidden), 1 added (hidden), " +
      "7 to review (hidden)\n",
  );
  expect(reviewFile(file).counts.review).toBe(7);
});
