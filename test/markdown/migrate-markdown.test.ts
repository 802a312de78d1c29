import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/edit/edit.js";
import { type MarkdownResult, migrateMarkdown } from "../../src/markdown/migrate-markdown.js";
import type { AnyTransform } from "../../transforms/all-transforms.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { fc } from "../properties.js";
import { projectOf, type Target } from "../transforms/define-to-suite/fixtures.js";
import { generatedFile } from "../valk-generator.js";

const migrate = (
  source: string,
  target: Target = "builder",
  transform: AnyTransform = defineToSuite,
): MarkdownResult =>
  migrateMarkdown(transform, source, {
    path: "docs/page.md",
    project: projectOf(),
    options: { target },
  });

/** The migrated text, checked against the edits; fails the test when nothing changes. */
function migrated(source: string, target: Target = "builder"): string {
  const result = migrate(source, target);
  if (result.status !== "changed") {
    throw new Error(`${result.status}: ${JSON.stringify(result, null, 2)}`);
  }
  expect(applyEdits(source, result.edits)).toBe(result.newText);
  return result.newText;
}

/** What is said of each place, by the line of the page. */
function remarks(source: string): readonly string[] {
  return migrate(source).findings.map(({ code, message, span }) => {
    const line = source.slice(0, span.start).split("\n").length;
    return `${line} ${code}: ${message}`;
  });
}

const folder = new URL("../fixtures/markdown/", import.meta.url);
const readFixture = (file: string): string => readFileSync(new URL(file, folder), "utf8");
const names = readdirSync(folder)
  .filter((file) => file.endsWith(".output.md"))
  .map((file) => file.replace(".output.md", ""));

describe.each(["output", "list"])("the fixtures with the %s", (suffix) => {
  const target = suffix === "list" ? "list" : "builder";

  describe.each(names)("%s", (name) => {
    const input = readFixture(`${name}.input.md`);
    const output = readFixture(`${name}.${suffix}.md`);
    const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");

    test("becomes its output, byte for byte", () => {
      expect(migrated(input, target)).toBe(output);
    });

    test("is left alone when migrated twice", () => {
      expect(migrate(output, target).status).toBe("unchanged");
    });

    test("keeps CRLF line ends", () => {
      expect(migrated(withCrlf(input), target)).toBe(withCrlf(output));
    });

    test("keeps a byte order mark", () => {
      expect(migrated(`\ufeff${input}`, target)).toBe(`\ufeff${output}`);
    });

    test("does not gain a final line end", () => {
      expect(migrated(input.trimEnd(), target)).toBe(output.trimEnd());
    });
  });
});

test("a page in the new style has nothing to migrate and nothing to say", () => {
  expect(migrate(readFixture("new-style.input.md"))).toEqual({
    status: "unchanged",
    findings: [],
    blocks: { migrated: 0, left: 0 },
  });
});

test.each(["builder", "list"])("so has a sketch of a suite as a %s", (style) => {
  const suite =
    style === "builder"
      ? '(-> (test/suite "S")\n    (test/add "a" {true})\n    …\n    (test/run))'
      : '(test/run (list (test "a" {true}) …) {})';
  expect(migrate(`\`\`\`lisp\n${suite}\n\`\`\`\n`).findings).toEqual([]);
  const old = suite.replace(/\(test(\/add)? "a"/, '(test/define "a"');
  expect(remarks(`\`\`\`lisp\n${old}\n\`\`\`\n`)).toEqual([
    expect.stringMatching(/ block left as it is: .* here \(read-error\)$/),
  ]);
});

test("says of every block that is left where it is, and why", () => {
  expect(remarks(readFixture("left.input.md"))).toMatchInlineSnapshot(`
    [
      "6 markdown-block: block left as it is: a fragment, not a whole suite (no-run)",
      "13 markdown-block: block left as it is: a fragment, not a whole suite (suite-without-run)",
      "21 markdown-block: block left as it is: the grammar does not know such a character here (read-error)",
      "30 markdown-block: block left as it is: the file runs its tests more than once, but the first run ends the process (several-runs)",
      "38 duplicate-test: "same" is also the name of the test at line 2, counted from the fence",
      "44 markdown-block: block left as it is: a tab stands half in the code and half in what surrounds it",
      "50 markdown-block: block left as it is: indented, its lines would not read the same in this place",
      "56 markdown-block: block left as it is: its lines do not start with the same indentation or quotation marks",
      "62 markdown-block: block left as it is: its fence is never closed",
    ]
  `);
  expect(migrate(readFixture("left.input.md")).blocks).toEqual({ migrated: 1, left: 8 });
});

test("says what a migrated block leaves to be looked at", () => {
  const block = "; (test/define …)\n(test/define (str 1) {true})\n(test/run)\n";
  expect(remarks(`- x\n\n  \`\`\`lisp\n  ${block.replace(/\n(?=.)/g, "\n  ")}  \`\`\`\n`)).toEqual([
    expect.stringMatching(/^4 quoted-call: /),
    expect.stringMatching(/^5 computed-argument: /),
  ]);
});

test.each([
  ["carriage returns", "```lisp\n(test/define 1 {true})\r(test/run)\n```\n", /carriage returns/],
  ["a fence without end", "> ```lisp\n> (test/run)\n\nText\n", /never closed/],
  ["half a tab", "- x\n\n  ```lisp\n\t(test/define 1 {true})\n\t(test/run)\n  ```\n", /a tab/],
  [
    "code left of its fence",
    "  ```lisp\n(test/define 1 {true})\n(test/run)\n  ```\n",
    /would not read/,
  ],
])("leaves a block with %s", (_name, source, why) => {
  const { status, findings } = migrate(source);
  expect({ status, messages: findings.map(({ message }) => message) }).toEqual({
    status: "unchanged",
    messages: [expect.stringMatching(why)],
  });
});

test("migrates the others when one block would not read the same", () => {
  const block = "(test/define 1 {true})\n(test/run)\n";
  const good = `\`\`\`lisp\n${block}\`\`\`\n`;
  const source = `${good}\n  \`\`\`lisp\n${block}  \`\`\`\n\n${good}`;
  const after = migrated(good);
  expect(migrated(source)).toBe(`${after}\n  \`\`\`lisp\n${block}  \`\`\`\n\n${after}`);
});

test("a page may start with its block, behind a byte order mark, and mix line ends", () => {
  const source = "\ufeff~~~lisp\r\n\n(test/define 1 {true})\n\r\n(test/run)\n~~~\r\nText\r";
  const [before, after] = [source.slice(0, 11), "\n~~~\r\nText\r"];
  expect(migrated(source)).toBe(
    `${before}(-> (test/suite "Valkyria Test Suite")\n    (test/add 1 {true})\n\r\n    (test/run))${after}`,
  );
});

test("a block whose proof fails makes the whole page fail, at its own place", () => {
  const failing: AnyTransform = {
    ...defineToSuite,
    prove: () => ({
      ok: false,
      failures: [{ code: "proof-order", point: 1, message: "no", oldOffset: 13 }],
    }),
  };
  const source = "Text\n\n> ```lisp\n> (test/define 1 {true})\n> (test/run)\n> ```\n";
  expect(migrate(source, "builder", failing)).toMatchObject({
    status: "failed",
    failures: [{ code: "proof-order", oldOffset: source.indexOf("1 {true}") }],
    blocks: { migrated: 0, left: 0 },
  });
});

describe("the fence", () => {
  const page = (info: string): string =>
    `\`\`\`${info}\n(test/suite "S")\n(test/define "a" {1})\n(test/run)\n\`\`\`\n`;

  test.each([
    "lisp",
    'VALK title="a.valk"',
    "valk{1,3}",
    "{.valk}",
    " { .lisp }",
    '{#cart .valk .numberLines startFrom="10"}',
    "{k=v .Lisp}",
  ])("%s marks Valk", (info) => {
    expect(migrated(page(info))).toBe(
      page(info).replace('(test/suite "S")\n(test/define "a" {1})\n(test/run)', () =>
        migrated(page("lisp")).split("\n").slice(1, -2).join("\n"),
      ),
    );
  });

  test.each([
    "",
    "valkyrie",
    "{valk}",
    "{.python .valk}",
    "{.valk.numberLines}",
    "{.valk} title",
    '{title=".valk"}',
    '{title="a} .valk"}',
    "{.valk",
    "{#valk}",
    "{{.valk}}",
    "{}",
  ])("%s does not", (info) => {
    expect(migrate(page(info))).toMatchObject({ status: "unchanged", findings: [] });
  });

  test("in a footnote is none to Markdown", () => {
    const note = `[^1]: Text\n\n${page("valk").replace(/^(?=.)/gm, "    ")}`;
    expect(migrate(note)).toMatchObject({ status: "unchanged", findings: [] });
  });
});

describe("a random page", () => {
  const prefix = fc.constantFrom(
    ["", ""],
    ["> ", "> "],
    ["- ", "  "],
    ["1. ", "   "],
    ["> - ", ">   "],
    ["  ", "  "],
    ["- ", "\t"],
    [">", ">"],
  );
  const prose = fc.constantFrom(
    "Text\n\n",
    "# `test/define`\n\n",
    "```scheme\n(test/run)\n```\n\n",
    "> quoted\n\n",
    "| a | b |\n|---|---|\n\n",
    "* item\n\n",
    "<details>\n\n",
  );
  const fence = fc.constantFrom("```lisp", "~~~valk x=1", "`````lisp", "~~~~ VALK");
  const page = fc
    .record({
      start: fc.constantFrom("", "\ufeff"),
      parts: fc.array(fc.tuple(prose, prefix, fence, generatedFile), {
        minLength: 1,
        maxLength: 3,
      }),
      isCrlf: fc.boolean(),
      isFinished: fc.boolean(),
    })
    .map(({ start, parts, isCrlf, isFinished }) => {
      const blocks = parts.map(([before, [first, rest], opening, { source }]) => {
        const code = source.endsWith("\n") ? source : `${source}\n`;
        const closing = opening.replace(/[^`~].*/, "");
        const lines = `${opening}\n${code}${closing}`.split("\n");
        return `${before}${first}${lines.join(`\n${rest}`)}\n\n`;
      });
      const text = blocks.join("") + (isFinished ? "" : "The end");
      return start + (isCrlf ? text.replaceAll("\n", "\r\n") : text);
    });

  test("changes within its blocks alone, and once", () => {
    let changed = 0;
    fc.assert(
      fc.property(page, fc.constantFrom<Target>("builder", "list"), (source, target) => {
        const result = migrate(source, target);
        expect(result.status).not.toBe("failed");
        if (result.status !== "changed") {
          return;
        }
        changed += 1;
        const { newText, edits } = result;
        expect(applyEdits(source, edits)).toBe(newText);
        expect(outside(newText)).toEqual(outside(source));
        expect(migrate(newText, target).status).toBe("unchanged");
      }),
      { numRuns: 60 },
    );
    expect(changed).toBeGreaterThan(20);
  });

  /** The lines of the page without the code, fences included; the code has no fence of its own. */
  function outside(text: string): readonly string[] {
    const lines: string[] = [];
    let closing: string | undefined;
    for (const line of text.split("\n")) {
      const marker = /^\ufeff?[-\d.> \t]*(`{3,}|~{3,})/.exec(line)?.[1];
      if (marker !== undefined || closing === undefined) {
        lines.push(line);
      }
      if (marker !== undefined) {
        closing = closing === undefined ? marker : undefined;
      }
    }
    return lines;
  }
});
