import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { excerptOf } from "../../src/finding/excerpt.js";
import { finding } from "../../src/finding/finding.js";
import { locateFindings } from "../../src/outcome/planned-file.js";
import { formatExcerpt } from "../../src/report/excerpt-text.js";
import { escapeControls } from "../../src/text/escape.js";
import { noRun } from "../../transforms/define-to-suite/findings/no-run.js";

/** The excerpt of the place between two `|`, as it is shown. */
function shown(marked: string, columns?: number): readonly string[] {
  const start = marked.indexOf("|");
  const end = marked.indexOf("|", start + 1) - 1;
  const source = marked.replaceAll("|", "");
  return formatExcerpt(excerptOf(source, { start, end }), columns);
}

describe("an excerpt", () => {
  test.each<[string, string, readonly string[]]>([
    ["the middle of a line", "one\n(f |( )|)\nthree", ["(f ( ))", "   ^^^"]],
    ["the first line", "|[|1]", ["[1]", "^"]],
    ["the end of a text", "(f||", ["(f", "  ^"]],
    ["a line that ends with a carriage return", "|(f|\r\n)", ["(f", "^^"]],
    ["a carriage return in a line", "a\r|b|", ["a\\x0db", "     ^"]],
    ["a place that goes on in further lines", 'x\n(f |"a\nb\nc|', ['(f "a', "   ^^"]],
    ["a line feed itself", "ab|\n|c", ["ab", "  ^"]],
    ["tabs before the place", "\t\ta\t|b|\n", ["        a   b", "            ^"]],
    ["a tab as the place", "a|\t|b", ["a   b", " ^^^"]],
    ["wide characters before it", '"日本" |é|', ['"日本" é', "       ^"]],
    ["emoji of several characters", '"👩‍🔬🇫🇷" |~|', ['"👩‍🔬🇫🇷" ~', "       ^"]],
    ["a wide place", "|日|", ["日", "^^"]],
    ["control characters", "\u001b[2J|\f|\u202e", ["\\x1b[2J\\x0c\\u{202e}", "       ^^^^"]],
    ["half of what people see as one", "e|\u0301|x", ["é\u0078".replace("é", "e\u0301"), "^"]],
  ])("of %s", (_name, marked, expected) => {
    expect(shown(marked)).toEqual(expected);
  });

  const long = `${"a".repeat(50)}|b|${"c".repeat(50)}`;

  test.each<[string, string, number, readonly string[]]>([
    ["around the place", long, 20, [`...${"a".repeat(7)}b${"c".repeat(6)}...`, " ".repeat(10)]],
    ["at its end", `|b|${"c".repeat(50)}`, 20, [`b${"c".repeat(13)}...`, ""]],
    ["at its start", `${"a".repeat(50)}|b|`, 20, [`...${"a".repeat(13)}b`, " ".repeat(16)]],
    ["to next to nothing", long, 3, ["...b...", "   "]],
  ])("is cut %s", (_name, marked, columns, [line, lead]) => {
    expect(shown(marked, columns)).toEqual([line, `${lead}^`]);
  });

  test("keeps of a line without end what is around the place", () => {
    const source = `${"a".repeat(10_000)}b${"c".repeat(10_000)}`;
    const excerpt = excerptOf(source, { start: 10_000, end: 20_000 });
    expect(excerpt.text).toBe(`${"a".repeat(320)}b${"c".repeat(319)}`);
    expect(excerpt).toMatchObject({ start: 320, end: 640, isCutBefore: true, isCutAfter: true });
    const [line] = formatExcerpt(excerpt, undefined);
    expect(line).toMatch(/^\.\.\.a+bc+\.\.\.$/);
  });

  test.each([
    ["\n", 319, false],
    ["\r\n", 318, false],
    ["\r\n", 319, false],
    ["\r", 319, true],
    ["\n", 320, true],
    ["\r\n", 320, true],
  ])("that ends with %j %i characters behind the place", (lineEnd, count, isCutAfter) => {
    const source = `x\n${"a".repeat(320)}b${"c".repeat(count)}${lineEnd}${"d".repeat(400)}`;
    const excerpt = excerptOf(source, { start: 322, end: 323 });
    expect(excerpt.text).toBe(source.slice(2, 642).replace(/[\r\n]+$/, ""));
    expect(excerpt).toMatchObject({ start: 320, end: 321, isCutBefore: false, isCutAfter });
  });

  test("never holds half a character", () => {
    const source = "👍".repeat(1000);
    for (const start of [700, 701]) {
      const { text } = excerptOf(source, { start, end: start + 1 });
      expect(() => encodeURIComponent(text)).not.toThrow();
    }
  });

  test("is safe, fits, and has its carets below the place", () => {
    const character = fc.oneof(
      fc.constantFrom("a", " ", "\t", "日", "é", "👩‍🔬", "\u001b", "\r", "\u202e", "\ufeff"),
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
    );
    const line = fc.array(character, { maxLength: 40 }).map((all) => all.join(""));
    fc.assert(
      fc.property(line, line, fc.integer({ min: 20, max: 60 }), (before, after, columns) => {
        const lead = before.replaceAll("\n", "");
        const source = `x\n${lead} #${after}`;
        const start = source.indexOf("#", lead.length + 2);
        const excerpt = excerptOf(source, { start, end: start + 1 });
        const [text, carets] = formatExcerpt(excerpt, columns);
        expect(escapeControls(text)).toBe(text);
        expect(text).not.toContain("\t");
        // What a single cell takes is not for the excerpt to change.
        expect(stringWidth(text)).toBeLessThanOrEqual(columns + 8);
        const ahead = text.slice(0, text.indexOf("#"));
        if (!lead.includes("#")) {
          expect(carets.startsWith(`${" ".repeat(stringWidth(ahead))}^`)).toBe(true);
        }
      }),
      { seed: 1, numRuns: 1000 },
    );
  });
});

test("stands with every finding about a place, and with none about a whole file", () => {
  const found = (start: number, end: number) => finding(noRun, { start, end });
  const [place, whole] = locateFindings("one\ntwo three\n", [found(8, 13), found(0, 0)]);
  expect(place?.excerpt).toMatchObject({ text: "two three", start: 4, end: 9 });
  expect(whole?.excerpt).toBeUndefined();
});
