// Whatever reads keeps its tokens, strings and comments when it is formatted, and is left alone afterwards.

import { expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { applyEdits } from "../../src/edit/edit.js";
import { formatPart } from "../../src/format/format.js";
import { layoutEdits } from "../../src/format/layout.js";
import { type FormatOptions, rulesFor } from "../../src/format/rules.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import { readValk } from "../../src/proof/reader.js";
import { parse } from "../../src/syntax/parser.js";
import { formatTransform } from "../../transforms/format/format-transform.js";
import { fc } from "../properties.js";
import { nearlyValidText, validText } from "../syntax/arbitraries.js";
import { generatedFile } from "../valk-generator.js";
import { formatted } from "./format-text.js";

const someFile = fc.oneof(
  validText,
  generatedFile.map(({ source }) => source),
  generatedFile.map(({ source }) => source.replaceAll("\n", "\r\n")),
);

const someOptions: fc.Arbitrary<FormatOptions> = fc.record({
  strict: fc.boolean(),
  endOfLine: fc.constantFrom("auto", "lf", "crlf"),
  indent: fc.constantFrom(undefined, "  ", "    ", "\t"),
  indents: fc.constantFrom({}, { foo: "align", a: "align", str: "body" } as const),
});

/** The tokens of a text, as the proof reads them. */
function tokensOf(source: string): readonly string[] {
  const read = readValk(source);
  if (!read.ok) {
    throw new Error(read.error.message);
  }
  const { starts, ends, count } = read.text;
  return [...starts.subarray(0, count)].map((start, at) => source.slice(start, ends[at]));
}

const context = {
  path: "a.valk",
  project: { read: () => undefined, dialect: FEBRUARY_2026 },
  options: undefined,
};

test("tokens and comments are the same, and a second time changes nothing", () => {
  fc.assert(
    fc.property(someFile, someOptions, (source, options) => {
      const result = migrateFile(formatTransform(options), source, context);
      const text = result.status === "changed" ? result.newText : source;
      expect(["changed", "unchanged"]).toContain(result.status);
      expect(tokensOf(text)).toEqual(tokensOf(source));
      expect(formatted(text, options)).toBe(text);
    }),
    { numRuns: 300 },
  );
});

test("lines neither begin nor end with what they should not", () => {
  fc.assert(
    fc.property(someFile, (source) => {
      const code = formatted(source, { strict: true, endOfLine: "lf" })
        .replace(/"(?:\\.|[^"\\])*"|;.*/gs, (text) => (text.startsWith(";") ? ";" : '""'))
        .replaceAll(";", "");
      expect(code).not.toMatch(/[({][ \t]+[^\s]|[ \t]+[)}](?<!\n[ \t]*[)}])|\n\n\n|^\n/);
    }),
  );
});

test("a part that is formatted keeps all tokens, and every line outside it", () => {
  fc.assert(
    fc.property(someFile, fc.nat(), fc.nat(), (source, one, other) => {
      const [a, b] = [one % (source.length + 1), other % (source.length + 1)];
      const part = { start: Math.min(a, b), end: Math.max(a, b) };
      const edits = formatPart(source, part, rulesFor(source, FEBRUARY_2026));
      const text = applyEdits(source, edits);
      const lineEnd = source.indexOf("\n", Math.max(part.start, part.end - 1));
      const before = source.slice(0, source.lastIndexOf("\n", part.start - 1) + 1);
      expect(tokensOf(text)).toEqual(tokensOf(source));
      expect(text.startsWith(part.start === 0 ? "" : before.trimEnd())).toBe(true);
      expect(text.endsWith(lineEnd === -1 ? "" : source.slice(lineEnd))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test("what does not read is refused, with its place, and only that", () => {
  fc.assert(
    fc.property(nearlyValidText, (source) => {
      // What is decoded from UTF-8 holds no half characters.
      fc.pre(!/[\ud800-\udfff]/u.test(source));
      const { status, findings } = migrateFile(formatTransform({}), source, context);
      expect(status === "blocked").toBe(!readValk(source).ok);
      expect(findings.map(({ code }) => code)).toEqual(status === "blocked" ? ["read-error"] : []);
    }),
  );
});

test("neither deep nesting nor long runs are too much", () => {
  const deep = `${"(f  ".repeat(100_000)}x${")".repeat(100_000)}\n`;
  const long = `(f\n${"; c\n".repeat(50_000)}${"a  b\n".repeat(50_000)})\n`;
  for (const source of [deep, long]) {
    const edits = layoutEdits(parse(source), rulesFor(source, FEBRUARY_2026), []);
    expect(edits.length).toBeGreaterThanOrEqual(100_000);
  }
});
