import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/syntax/diagnostic.js";
import { kindName } from "../../src/syntax/kinds.js";
import { Lexer } from "../../src/syntax/lexer.js";

/** The tokens as `Kind text`. */
function lex(source: string) {
  const diagnostics: Diagnostic[] = [];
  const lexer = new Lexer(source, diagnostics);
  const tokens: string[] = [];
  while (lexer.advance()) {
    tokens.push(`${kindName(lexer.kind)} ${source.slice(lexer.start, lexer.end)}`);
  }
  return {
    tokens,
    problems: diagnostics.map(({ code, span }) => `${code} ${span.start}-${span.end}`),
  };
}

describe("tokens", () => {
  test.each<[source: string, ...tokens: string[]]>([
    // Blanks and line ends
    [""],
    [" \t\v ", "Whitespace  \t\v "],
    ["\n\n", "Newline \n", "Newline \n"],
    ["\r\n", "Newline \r\n"],
    [" \r\n ", "Whitespace  ", "Newline \r\n", "Whitespace  "],
    ["\r", "Whitespace \r"],
    ["\r\r\n", "Whitespace \r", "Newline \r\n"],
    ["a\rb", "Symbol a", "Whitespace \r", "Symbol b"],
    // Comments
    [";", "Comment ;"],
    ["; note", "Comment ; note"],
    ["; note\na", "Comment ; note", "Newline \n", "Symbol a"],
    ["; note\r\na", "Comment ; note", "Newline \r\n", "Symbol a"],
    ["; a\rb\nc", "Comment ; a\rb", "Newline \n", "Symbol c"],
    ["; a\r", "Comment ; a\r"],
    [';;(")}\u{1F600}é┌', 'Comment ;;(")}\u{1F600}é┌'],
    ["a;b", "Symbol a", "Comment ;b"],
    // Symbols
    ["azAZ09_+-*\\/=<>!&?:", "Symbol azAZ09_+-*\\/=<>!&?:"],
    ["->", "Symbol ->"],
    ["\\", "Symbol \\"],
    ["-", "Symbol -"],
    ["&", "Symbol &"],
    ["test/define", "Symbol test/define"],
    ["*test-debug*", "Symbol *test-debug*"],
    [":key", "Symbol :key"],
    ["12abc", "Symbol 12abc"],
    ["1-", "Symbol 1-"],
    ["--1", "Symbol --1"],
    ["+1", "Symbol +1"],
    ["-12:", "Symbol -12:"],
    // Numbers
    ["0", "Number 0"],
    ["-0", "Number -0"],
    ["007", "Number 007"],
    ["-12", "Number -12"],
    ["9223372036854775807", "Number 9223372036854775807"],
    ["-9223372036854775808", "Number -9223372036854775808"],
    ["0000000000000000000000000001", "Number 0000000000000000000000000001"],
    ["99999999999999999999x", "Symbol 99999999999999999999x"],
    // Strings
    ['""', 'String ""'],
    ['"a b"', 'String "a b"'],
    ['"a\nb\r\n; (\tc"', 'String "a\nb\r\n; (\tc"'],
    ['"\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\""', 'String "\\a\\b\\f\\n\\r\\t\\v\\\\\\\'\\""'],
    ['"\\\\""\\""', 'String "\\\\"', 'String "\\""'],
    ['"\u{1F600}é┌\f"', 'String "\u{1F600}é┌\f"'],
    // Brackets and prefixes; no token needs a separator
    ["(){}", "OpenParen (", "CloseParen )", "OpenBrace {", "CloseBrace }"],
    ["'`,", "QuoteMark '", "QuasiquoteMark `", "UnquoteMark ,"],
    [",@a", "UnquoteSplicingMark ,@", "Symbol a"],
    [",,@", "UnquoteMark ,", "UnquoteSplicingMark ,@"],
    ['f"a"b', "Symbol f", 'String "a"', "Symbol b"],
    ["a'b", "Symbol a", "QuoteMark '", "Symbol b"],
  ])("%j", (source, ...tokens) => {
    expect(lex(source)).toEqual({ tokens, problems: [] });
  });
});

describe("errors", () => {
  test.each<[source: string, tokens: string[], problems: string[]]>([
    ["9223372036854775808", ["Number 9223372036854775808"], ["read-number-out-of-range 0-19"]],
    [
      " -9223372036854775809",
      ["Whitespace  ", "Number -9223372036854775809"],
      ["read-number-out-of-range 1-21"],
    ],
    ["1.5", ["Number 1", "Unknown .", "Number 5"], ["read-unexpected-character 1-2"]],
    ["[]#.@%^~$", ["Unknown []#.@%^~$"], ["read-unexpected-character 0-9"]],
    [", @", ["UnquoteMark ,", "Whitespace  ", "Unknown @"], ["read-unexpected-character 2-3"]],
    ["\f", ["Unknown \f"], ["read-unexpected-character 0-1"]],
    ["\uFEFFa", ["Unknown \uFEFF", "Symbol a"], ["read-unexpected-character 0-1"]],
    ["\u00A0\u2028", ["Unknown \u00A0\u2028"], ["read-unexpected-character 0-2"]],
    [
      "aé\u{1F600}b",
      ["Symbol a", "Unknown é\u{1F600}", "Symbol b"],
      ["read-unexpected-character 1-4"],
    ],
    ["\uD800", ["Unknown \uD800"], ["read-unexpected-character 0-1"]],
    ["\x7F", ["Unknown \x7F"], ["read-unexpected-character 0-1"]],
    ['"', ['String "'], ["read-unterminated-string 0-1"]],
    ['a "b\n', ["Symbol a", "Whitespace  ", 'String "b\n'], ["read-unterminated-string 2-5"]],
    ['"\\', ['String "\\'], ["read-unterminated-string 0-2"]],
    ['"\\"', ['String "\\"'], ["read-unterminated-string 0-3"]],
    ['"\\q"', ['String "\\q"'], ["read-invalid-escape 1-3"]],
    ['"\\\n"', ['String "\\\n"'], ["read-invalid-escape 1-3"]],
    ['"\\é"', ['String "\\é"'], ["read-invalid-escape 1-3"]],
    ['"\\\u{1F600}"', ['String "\\\u{1F600}"'], ["read-invalid-escape 1-4"]],
    [
      '"\\0\\x',
      ['String "\\0\\x'],
      ["read-invalid-escape 1-3", "read-invalid-escape 3-5", "read-unterminated-string 0-5"],
    ],
    [
      "a\0\0b",
      ["Symbol a", "Unknown \0", "Unknown \0", "Symbol b"],
      ["read-nul-byte 1-2", "read-nul-byte 2-3"],
    ],
    ["#\0", ["Unknown #", "Unknown \0"], ["read-unexpected-character 0-1", "read-nul-byte 1-2"]],
    ["; a\0b\0", ["Comment ; a\0b\0"], ["read-nul-byte 3-4", "read-nul-byte 5-6"]],
    ['"a\0b"', ['String "a\0b"'], ["read-nul-byte 2-3"]],
  ])("%j", (source, tokens, problems) => {
    expect(lex(source)).toEqual({ tokens, problems });
  });
});

test("each escape but the known ones is an error", () => {
  const known = "abfnrtv\\'\"";
  for (let code = 1; code < 128; code++) {
    const character = String.fromCharCode(code);
    expect(lex(`"\\${character}"`).problems.length === 0, character).toBe(
      known.includes(character),
    );
  }
});

test("each ASCII character starts a token or is an error", () => {
  const tokenless = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(
    (character) => lex(character).tokens[0]?.startsWith("Unknown"),
  );
  expect(tokenless.join("")).toBe(
    "\0\x01\x02\x03\x04\x05\x06\x07\b\f\x0E\x0F\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1A\x1B\x1C\x1D\x1E\x1F#$%.@[]^~\x7F",
  );
});
