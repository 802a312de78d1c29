import { describe, expect, test } from "vitest";
import { escapeCharacters } from "../../scripts/bundle.mjs";

describe("code in ASCII", () => {
  test.each([
    ['"…"', '"\\u2026"'],
    ["/[→é]/", "/[\\u2192\\u00e9]/"],
    ["`1😀`", "`1\\ud83d\\ude00`"],
    ['"\\\\…"', '"\\\\\\u2026"'],
    ["plain", "plain"],
  ])("of %s means the same", (code, expected) => {
    expect(escapeCharacters(code)).toBe(expected);
  });

  test.each(["String.raw`a…`", '"\\…"', "/\\\\\\→/"])("is not made of %s", (code) => {
    expect(() => escapeCharacters(code)).toThrow("cannot be written in ASCII");
  });
});
