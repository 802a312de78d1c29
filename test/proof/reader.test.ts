// The proof's own reader against the grammar: what it accepts, what it rejects and where, and that
// tokens and whitespace make up the text for any input.

import { describe, expect, test } from "vitest";
import { COMMENT, END, readValk, type ValkText } from "../../src/proof/reader.js";
import { lastOf, tokenText } from "../../src/proof/tokens.js";
import { fc } from "../properties.js";

function read(source: string): ValkText {
  const result = readValk(source);
  if (!result.ok) throw new Error(`${result.error.offset}: ${result.error.message}`);
  return result.text;
}

const tokensOf = (source: string): string[] => {
  const text = read(source);
  return Array.from({ length: text.count }, (_, index) => tokenText(text, index));
};

describe("tokens", () => {
  test.each<readonly [source: string, tokens: readonly string[]]>([
    ["", []],
    [" \t\v\r\n", []],
    ['(f"a"{b})', ["(", "f", '"a"', "{", "b", "}", ")"]],
    [
      "(-> \\ test/define *test-debug* :key a?b!&c)",
      ["(", "->", "\\", "test/define", "*test-debug*", ":key", "a?b!&c", ")"],
    ],
    [
      "12abc -1 - --5 9223372036854775807 -9223372036854775808",
      ["12abc", "-1", "-", "--5", "9223372036854775807", "-9223372036854775808"],
    ],
    [
      "-00000000000000000000000000001 1234567890123456789x",
      ["-00000000000000000000000000001", "1234567890123456789x"],
    ],
    [
      "'x `(a ,b ,@c) ''()",
      ["'", "x", "`", "(", "a", ",", "b", ",@", "c", ")", "'", "'", "(", ")"],
    ],
    ["' ; why\n x", ["'", "; why", "x"]],
    [
      '"\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\"" "two\nlines" ""',
      ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\""', '"two\nlines"', '""'],
    ],
    ["a;b\r\n;c\rd\ne;", ["a", ";b", ";c\rd", "e", ";"]],
    ["; end\r", ["; end\r"]],
    ['"✅ µ" ; 🧪 ─', ['"✅ µ"', "; 🧪 ─"]],
    ["() {} (()) (a ; b\n)", ["(", ")", "{", "}", "(", "(", ")", ")", "(", "a", "; b", ")"]],
    ["((a ; c\n))", ["(", "(", "a", "; c", ")", ")"]],
    ["(; c\n a)", ["(", "; c", "a", ")"]],
  ])("%j", (source, tokens) => {
    expect(tokensOf(source)).toEqual(tokens);
  });

  test("the last token of a node is its closer, its datum's end, or itself", () => {
    const text = read('(a \'`{b ,c} "d")');
    const lasts = Array.from({ length: text.count }, (_, index) => lastOf(text, index));
    expect(lasts).toEqual([10, 1, 8, 8, 8, 5, 7, 7, 8, 9, 10].slice(0, text.count));
  });

  test("one token of its own kind stands behind the last", () => {
    const text = read("a ; b");
    expect(text.kinds[text.count]).toBe(END);
    expect(text.starts[text.count]).toBe(5);
    expect(text.comments).toEqual([1]);
  });
});

test("line feeds are counted in front of each token and of the end", () => {
  const { count, feeds } = read("\n(a\r\n\n ; b\n)\n\n");
  expect([...feeds.slice(0, count + 1)]).toEqual([1, 0, 2, 1, 2]);
});

describe("errors", () => {
  test.each<readonly [source: string, offset: number]>([
    ["a [b]", 2],
    ["1.5", 1],
    ["a\f", 1],
    ["\uFEFFa", 0],
    ["é", 0],
    ["🧪", 0],
    ["a @b", 2],
    [", @a", 2],
    ["a\0", 1],
    ['"a\0"', 2],
    ["; a\0", 3],
    ["(a", 0],
    ["a (b {c}", 2],
    ["a)", 1],
    ["(a}", 2],
    ["{a)", 2],
    ["( )", 2],
    ["{\n}", 2],
    ["(; a\n)", 5],
    ["(; a\n; b\n)", 9],
    ["'", 0],
    ["(a ')", 4],
    ["a ,@ ; b", 2],
    ['"a', 0],
    ['"a\\"', 0],
    ['"a\\q"', 2],
    ['"a\\', 2],
    ['"a\\é"', 2],
    ["9223372036854775808", 0],
    ["(a -9223372036854775809)", 3],
    ["99999999999999999999", 0],
    ['"\ud800"', 1],
    ['"\udc00a"', 1],
    ["; \ud83d\n", 2],
    ["; a\udc00", 3],
    ['"\udc00\ud800"', 1],
  ])("%j at %i", (source, offset) => {
    const result = readValk(source);
    expect(result).toMatchObject({ ok: false, error: { offset } });
    expect(result.ok ? "" : result.error.message).not.toBe("");
  });
});

describe("any text", () => {
  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom(..."(){}'`,@;\"\\ \n\r\tab1-"),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
    ),
    maxLength: 40,
  });

  test("is read without an exception, and what is not in a token is whitespace", () => {
    fc.assert(
      fc.property(text, (source) => {
        const result = readValk(source);
        if (!result.ok) {
          expect(result.error.offset).toBeLessThanOrEqual(source.length);
          return;
        }
        let at = 0;
        for (let token = 0; token <= result.text.count; token += 1) {
          expect(source.slice(at, result.text.starts[token])).toMatch(/^[ \t\v\r\n]*$/);
          at = result.text.ends[token] as number;
        }
        expect(at).toBe(source.length);
      }),
      { numRuns: 2000 },
    );
  });

  test("nesting, prefixes and brackets do not use up the stack", () => {
    const depth = 200_000;
    expect(read(`${"(".repeat(depth)}${")".repeat(depth)}`).count).toBe(2 * depth);
    const quoted = read(`${"'".repeat(depth)}x`);
    expect(lastOf(quoted, 0)).toBe(depth);
    expect(readValk("({".repeat(depth)).ok).toBe(false);
  });

  test("texts denser than usual are read to the end", () => {
    expect(read("()".repeat(1000)).count).toBe(2000);
    expect(readValk(`${"()".repeat(1000)}]`)).toMatchObject({ ok: false, error: { offset: 2000 } });
  });

  test("comments in brackets do not make the check of empty brackets slow", () => {
    const inner = ";\n".repeat(50_000);
    expect(readValk(`(${inner})`).ok).toBe(false);
    expect(read(`(${inner}a)`).kinds[1]).toBe(COMMENT);
  });
});
