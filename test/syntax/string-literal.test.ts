import { expect, test } from "vitest";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import { decodeString, encodeString } from "../../src/syntax/string-literal.js";
import { fc } from "../properties.js";
import { anyText, stringText } from "./arbitraries.js";

test.each([
  ['""', ""],
  ['"a b"', "a b"],
  ['"\\a\\b\\f\\n\\r\\t\\v"', "\u0007\b\f\n\r\t\v"],
  ['"\\\\ \\\' \\""', "\\ ' \""],
  ['"\\\\n"', "\\n"],
  ['"a\n\tb\r\n"', "a\n\tb\r\n"],
  ['"\u{1F600}\uE000"', "\u{1F600}\uE000"],
])("%j stands for %j", (literal, value) => {
  expect(decodeString(literal)).toBe(value);
});

test.each(["", '"', "a", '"a', 'a"', '"\\"', '"\\', '"\\q"', '"\\\n"', '"\\\u{1F600}"', "'a'"])(
  "%j is no literal",
  (text) => {
    expect(decodeString(text)).toBeUndefined();
  },
);

test.each([
  ["", '""'],
  ["a 'b' (é)", "\"a 'b' (é)\""],
  ['"', '"\\""'],
  ["\\", '"\\\\"'],
  ["\u0007\b\f\n\r\t\v", '"\\a\\b\\f\\n\\r\\t\\v"'],
  ["\r\n", '"\\r\\n"'],
  ["\u{1F600}\u0001", '"\u{1F600}\u0001"'],
])("%j is written as %s", (value, literal) => {
  expect(encodeString(value)).toBe(literal);
});

test("a value survives being written and read", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, fc.string()), (value) => {
      expect(decodeString(encodeString(value))).toBe(value);
    }),
  );
});

test("what is written reads as one string, on one line", () => {
  const values = fc.oneof(anyText, fc.string()).filter((value) => !value.includes("\0"));
  fc.assert(
    fc.property(values, (value) => {
      const literal = encodeString(value);
      const { root, diagnostics } = parse(literal);
      expect(diagnostics).toEqual([]);
      expect(root.children.map(({ kind, text }) => ({ kind, text }))).toEqual([
        { kind: SyntaxKind.String, text: literal },
      ]);
      expect(literal).not.toMatch(/[\r\n]/);
    }),
  );
});

test("every literal that reads has a value, and writing it keeps the value", () => {
  fc.assert(
    fc.property(stringText, (literal) => {
      const value = decodeString(literal);
      expect(value).toBeDefined();
      expect(decodeString(encodeString(value ?? ""))).toBe(value);
    }),
  );
});
