import { describe, expect, test } from "vitest";
import {
  comment,
  list,
  number,
  qexpr,
  quasiquote,
  quote,
  reuse,
  string,
  symbol,
  unquote,
  unquoteSplicing,
} from "../../src/syntax/build.js";
import { parse } from "../../src/syntax/parser.js";

describe("symbol", () => {
  test.each(["a", "->", "\\", "-", "12abc", ":key", "test/define"])("takes %s", (text) => {
    expect(symbol(text)).toEqual({ kind: "atom", text });
  });

  test.each(["", " ", " a", "a ", "a b", "1", "-1", '"a"', "()", "'a", "a)", "a;", "é", "."])(
    "refuses %j",
    (text) => {
      expect(() => symbol(text)).toThrow(new TypeError(`not a symbol: ${JSON.stringify(text)}`));
    },
  );
});

describe("number", () => {
  test.each([
    [0, "0"],
    [-0, "0"],
    [-12, "-12"],
    [2n ** 63n - 1n, "9223372036854775807"],
    [-(2n ** 63n), "-9223372036854775808"],
  ])("takes %s", (value, text) => {
    expect(number(value)).toEqual({ kind: "atom", text });
  });

  test.each([2n ** 63n, -(2n ** 63n) - 1n, 1e30])("refuses %s, beyond 64 bits", (value) => {
    expect(() => number(value)).toThrow(new RangeError(`not a 64-bit integer: ${value}`));
  });

  test.each([1.5, Number.NaN, Number.POSITIVE_INFINITY])("refuses %s, no integer", (value) => {
    expect(() => number(value)).toThrow(RangeError);
  });
});

describe("string", () => {
  test.each([
    ["", '""'],
    ['say "a\\b"\n', '"say \\"a\\\\b\\"\\n"'],
  ])("takes %j", (value, text) => {
    expect(string(value)).toEqual({ kind: "atom", text });
  });

  test("refuses a NUL, which would end the input", () => {
    expect(() => string("a\0")).toThrow(new RangeError('not a string of the language: "a\\u0000"'));
  });
});

test("lists and q-expressions hold their items", () => {
  const item = symbol("a");
  expect(list(item, number(1))).toEqual({ kind: "list", items: [item, number(1)] });
  expect(qexpr()).toEqual({ kind: "qexpr", items: [] });
});

test("reuse holds the element itself", () => {
  const node = parse("(a)").root;
  expect(reuse(node)).toEqual({ kind: "reuse", node });
});

describe("what would not read is refused", () => {
  test.each([list, qexpr])("brackets that hold only comments", (build) => {
    expect(() => build(comment("a"), comment("b"))).toThrow(TypeError);
    expect(build(comment("a"), symbol("f"))).toBeDefined();
    expect(build()).toBeDefined();
  });

  test.each([quote, quasiquote, unquote, unquoteSplicing])("a prefix without a datum", (build) => {
    expect(() => build(comment("a"))).toThrow(TypeError);
  });

  test.each(["a\nb", "a\r", "\0"])("a comment of more than a line: %j", (text) => {
    expect(() => comment(text)).toThrow(RangeError);
  });
});
