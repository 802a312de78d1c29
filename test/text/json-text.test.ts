import { describe, expect, test } from "vitest";
import { JsonSyntaxError, nodeAt, parseJson, placeIn } from "../../src/text/json-text.js";
import { fc } from "../properties.js";

describe("JSON with places", () => {
  test("has the value that JSON.parse gives", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), fc.constantFrom(undefined, 1, "\t"), (text, indent) => {
        const value = JSON.parse(text);
        expect(parseJson(JSON.stringify(value, null, indent)).value).toEqual(value);
      }),
    );
  });

  test("accepts nothing that JSON.parse does not, and misses nothing but double keys", () => {
    const parts = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"\\n"',
      '"\\x"',
      "1",
      "-0.5e+3",
      "01",
      "true",
    ];
    const texts = fc.array(fc.constantFrom(...parts, "nul", " ", "\n", "\u00a0", "\u0001"), {
      maxLength: 7,
    });
    fc.assert(
      fc.property(texts, (tokens) => {
        const text = tokens.join("");
        const isJson = accepts(() => JSON.parse(text));
        const isDouble = () => /stands twice/.test(messageOf(() => parseJson(text)));
        expect(accepts(() => parseJson(text)) || (isJson && isDouble())).toBe(isJson);
      }),
      { numRuns: 2000 },
    );
  });

  test("knows where things stand", () => {
    const text = '{\n  "a": [1,\n    {"b": true}]\n}';
    const root = parseJson(text);
    const place = (...path: (string | number)[]) => placeIn(text, nodeAt(root, path).start);
    expect(place()).toBe("1:1");
    expect(place("a")).toBe("2:3");
    expect(place("a", 0)).toBe("2:9");
    expect(place("a", 1, "b")).toBe("3:6");
    expect(place("a", 7)).toBe("2:8");
    expect(place("c")).toBe("1:1");
  });

  test.each([
    ['{"a":1,"a":2}', 7, 'the key "a" stands twice'],
    ['"\u0001"', 0, "this string is not closed on its line, or has a wrong escape"],
    ["[1 2]", 3, 'expected a comma or ], found "2"'],
    ['{"a":1 "b"}', 7, 'expected a comma or }, found "\\""'],
    ["\ufeff{}", 0, 'expected a value, found "\ufeff"'],
  ])("says what is wrong with %j", (text, offset, message) => {
    expect(() => parseJson(text)).toThrow(new JsonSyntaxError(message, offset));
  });
});

function accepts(action: () => unknown): boolean {
  return messageOf(action) === "";
}

function messageOf(action: () => unknown): string {
  try {
    action();
    return "";
  } catch (error) {
    return String(error);
  }
}
