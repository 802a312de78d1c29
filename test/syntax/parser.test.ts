import { describe, expect, test } from "vitest";
import { formatTree } from "../../src/syntax/dump.js";
import { isTokenKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import type { SyntaxNode, SyntaxTree } from "../../src/syntax/tree.js";
import { fc } from "../properties.js";
import { anyText, NASTY, nastyText, nearlyValidText, someText, validText } from "./arbitraries.js";
import { type Datum, readNaively } from "./naive-reader.js";

/** The tree as nested brackets: `List[( Symbol a )]`, blanks and comments left out. */
function outline(node: SyntaxNode): string {
  if (node.isToken) {
    return node.kindName === "Unknown" ? `Unknown ${node.text}` : node.text;
  }
  const children = node.children.filter((child) => !child.isTrivia).map(outline);
  return `${node.kindName}[${children.join(" ")}]`;
}

function problems(source: string) {
  return parse(source).diagnostics.map(({ code, span }) => `${code} ${span.start}-${span.end}`);
}

describe("trees of texts that read", () => {
  test.each([
    ["", "Root[]"],
    [" ; note", "Root[]"],
    ["a 1", "Root[a 1]"],
    ["()", "Root[List[( )]]"],
    ["{}", "Root[QExpr[{ }]]"],
    ["( a)", "Root[List[( a )]]"],
    ["(a ; note\n)", "Root[List[( a )]]"],
    ['(f"a"{b})', 'Root[List[( f "a" QExpr[{ b }] )]]'],
    ["'x", "Root[Prefixed[' x]]"],
    ["`x", "Root[Prefixed[` x]]"],
    [",x", "Root[Prefixed[, x]]"],
    [",@x", "Root[Prefixed[,@ x]]"],
    ["' \n ; note\r\n x y", "Root[Prefixed[' x] y]"],
    ["'`,,@x y", "Root[Prefixed[' Prefixed[` Prefixed[, Prefixed[,@ x]]]] y]"],
    ["'(a 'b)c", "Root[Prefixed[' List[( a Prefixed[' b] )]] c]"],
    ["('())", "Root[List[( Prefixed[' List[( )]] )]]"],
    ["'\"s\" '1", "Root[Prefixed[' \"s\"] Prefixed[' 1]]"],
  ])("%j", (source, tree) => {
    expect(outline(parse(source).root)).toBe(tree);
    expect(problems(source)).toEqual([]);
  });
});

describe("trees of texts that do not read", () => {
  test.each<[source: string, tree: string, ...problems: string[]]>([
    ["( )", "Root[List[( )]]", "read-blank-brackets 0-3"],
    ["{\n}", "Root[QExpr[{ }]]", "read-blank-brackets 0-3"],
    ["(; note\n)", "Root[List[( )]]", "read-blank-brackets 0-9"],
    ["(\n; note\n{ } )", "Root[List[( QExpr[{ }] )]]", "read-blank-brackets 9-12"],
    ["'{ }", "Root[Prefixed[' QExpr[{ }]]]", "read-blank-brackets 1-4"],
    ["(", "Root[List[(]]", "read-unclosed-bracket 0-1"],
    [
      "a {b (c ",
      "Root[a QExpr[{ b List[( c]]]",
      "read-unclosed-bracket 2-3",
      "read-unclosed-bracket 5-6",
    ],
    [")", "Root[Unknown )]", "read-stray-closer 0-1"],
    ["a } b", "Root[a Unknown } b]", "read-stray-closer 2-3"],
    ["(a))", "Root[List[( a )] Unknown )]", "read-stray-closer 3-4"],
    ["(a}", "Root[List[( a Unknown }]]", "read-unclosed-bracket 0-1", "read-stray-closer 2-3"],
    ["(a} b)", "Root[List[( a Unknown } b )]]", "read-stray-closer 2-3"],
    ["{(a }b", "Root[QExpr[{ List[( a] }] b]", "read-unclosed-bracket 1-2"],
    [
      "({a) b}",
      "Root[List[( QExpr[{ a] )] b Unknown }]",
      "read-unclosed-bracket 1-2",
      "read-stray-closer 6-7",
    ],
    ["'", "Root[Prefixed[']]", "read-missing-datum 0-1"],
    ["'; note", "Root[Prefixed[']]", "read-missing-datum 0-1"],
    ["a ,@ ", "Root[a Prefixed[,@]]", "read-missing-datum 2-4"],
    ["(a ')", "Root[List[( a Prefixed['] )]]", "read-missing-datum 3-4"],
    [
      "(`, )",
      "Root[List[( Prefixed[` Prefixed[,]] )]]",
      "read-missing-datum 1-2",
      "read-missing-datum 2-3",
    ],
    ["'} a", "Root[Prefixed[' Unknown } a]]", "read-stray-closer 1-2"],
    [", @a", "Root[Prefixed[, Unknown @] a]", "read-unexpected-character 2-3"],
    ["( #)", "Root[List[( Unknown # )]]", "read-unexpected-character 2-3"],
    ["\uFEFF(a)", "Root[Unknown \uFEFF List[( a )]]", "read-unexpected-character 0-1"],
    ['("a)', 'Root[List[( "a)]]', "read-unclosed-bracket 0-1", "read-unterminated-string 1-4"],
    [
      "{(a \0)",
      "Root[QExpr[{ List[( a Unknown \0 )]]]",
      "read-unclosed-bracket 0-1",
      "read-nul-byte 4-5",
    ],
  ])("%j", (source, tree, ...errors) => {
    expect(outline(parse(source).root)).toBe(tree);
    expect(problems(source)).toEqual(errors);
  });
});

test("each code has a message of its own", () => {
  const source = `#\0 "\\q" 99999999999999999999 ) ( ) {' (a "`;
  const messages = parse(source).diagnostics.map(({ code, message }) => [code, message]);
  expect(Object.fromEntries(messages)).toEqual({
    "read-unexpected-character": "the grammar does not know such a character here",
    "read-nul-byte": "a NUL byte ends the input for the reader",
    "read-unterminated-string": "string is not closed",
    "read-invalid-escape":
      "strings know only the escapes \\a \\b \\f \\n \\r \\t \\v \\\\ \\' \\\"",
    "read-number-out-of-range": "number does not fit into 64 bits",
    "read-unclosed-bracket": "this bracket is never closed",
    "read-stray-closer": "nothing is open that this could close",
    "read-blank-brackets":
      "brackets that hold only blanks or comments do not read; write them without",
    "read-missing-datum": "a reader prefix needs a datum",
  });
});

/** The texts of all leaves, in order. */
function leafTexts(tree: SyntaxTree): string[] {
  const texts: string[] = [];
  for (let index = 0; index < tree.size; index++) {
    if (isTokenKind(tree.kind(index))) {
      texts.push(tree.text(index));
    }
  }
  return texts;
}

type TreeNumbers = Pick<
  SyntaxTree,
  "size" | "source" | "kind" | "start" | "end" | "after" | "parent"
>;

/** The first thing wrong with the numbers of a tree, if anything is. */
function inconsistency(tree: TreeNumbers): string | undefined {
  /** For each element, where its next child has to start. */
  const expectedStarts: number[] = [];
  for (let index = 0; index < tree.size; index++) {
    const parent = tree.parent(index);
    const [start, end, after] = [tree.start(index), tree.end(index), tree.after(index)];
    const isToken = isTokenKind(tree.kind(index));
    if (index === 0 ? parent !== -1 : !(parent >= 0 && parent < index)) return `parent of ${index}`;
    if (index > 0 && index >= tree.after(parent)) return `${index} stands behind its parent`;
    if (isToken ? after !== index + 1 : after <= index || after > tree.size)
      return `after ${index}`;
    if (isToken && start >= end) return `${index} is empty`;
    if (start !== (index === 0 ? 0 : expectedStarts[parent])) return `gap before ${index}`;
    expectedStarts[index] = start;
    if (index > 0) expectedStarts[parent] = end;
  }
  for (let index = 0; index < tree.size; index++) {
    const isTiled = isTokenKind(tree.kind(index)) || expectedStarts[index] === tree.end(index);
    if (!isTiled) return `gap at the end of ${index}`;
  }
  return tree.after(0) === tree.size && tree.end(0) === tree.source.length ? undefined : "root";
}

describe("a tree whose numbers are wrong is found out", () => {
  const tree = parse("(a)");
  const indices = [0, 1, 2, 3, 4];
  const right = {
    starts: indices.map((index) => tree.start(index)),
    ends: indices.map((index) => tree.end(index)),
    afters: indices.map((index) => tree.after(index)),
    parents: indices.map((index) => tree.parent(index)),
  };

  function treeOf({ starts, ends, afters, parents }: typeof right): TreeNumbers {
    return {
      size: tree.size,
      source: tree.source,
      kind: (index) => tree.kind(index),
      start: (index) => starts[index] as number,
      end: (index) => ends[index] as number,
      after: (index) => afters[index] as number,
      parent: (index) => parents[index] as number,
    };
  }

  test("the right numbers pass", () => {
    expect(inconsistency(treeOf(right))).toBeUndefined();
  });

  test.each<[complaint: string, wrong: Partial<typeof right>]>([
    ["parent of 0", { parents: [0, 0, 1, 1, 1] }],
    ["parent of 2", { parents: [-1, 0, 2, 1, 1] }],
    ["3 stands behind its parent", { afters: [5, 3, 3, 4, 5] }],
    ["after 2", { afters: [5, 5, 4, 4, 5] }],
    ["after 1", { afters: [5, 6, 3, 4, 5] }],
    ["3 is empty", { starts: [0, 0, 0, 2, 2] }],
    ["gap before 3", { starts: [0, 0, 0, 0, 2] }],
    ["gap at the end of 0", { ends: [4, 3, 1, 2, 3] }],
    ["root", { afters: [4, 5, 3, 4, 5] }],
  ])("%s", (complaint, wrong) => {
    expect(inconsistency(treeOf({ ...right, ...wrong }))).toBe(complaint);
  });
});

test("the leaves join to the source, whatever it holds", () => {
  fc.assert(
    fc.property(someText, (source) => {
      expect(leafTexts(parse(source)).join("")).toBe(source);
    }),
    { numRuns: 500 },
  );
});

test("children tile their parents, and the numbers agree", () => {
  fc.assert(
    fc.property(someText, (source) => {
      expect(inconsistency(parse(source))).toBeUndefined();
    }),
    { numRuns: 500 },
  );
});

test("diagnostics are sorted and speak of some text each", () => {
  fc.assert(
    fc.property(fc.oneof(anyText, nastyText, nearlyValidText), (source) => {
      let previous = 0;
      for (const { span } of parse(source).diagnostics) {
        expect(span.start).toBeGreaterThanOrEqual(previous);
        expect(span.end).toBeGreaterThan(span.start);
        expect(span.end).toBeLessThanOrEqual(source.length);
        previous = span.start;
      }
    }),
    { numRuns: 500 },
  );
});

describe("against a naive reader", () => {
  function dataOf(node: SyntaxNode): Datum {
    const first = node.firstChild;
    return first === undefined ? node.text : { mark: first.text, items: node.elements.map(dataOf) };
  }

  /** What the parser makes of a text, as the naive reader gives it. */
  function read(source: string): readonly Datum[] | undefined {
    const { root, diagnostics } = parse(source);
    return diagnostics.length === 0 ? root.elements.map(dataOf) : undefined;
  }

  test("all texts of up to four nasty characters", () => {
    const misread: string[] = [];
    let valid = 0;
    let texts = [""];
    for (let length = 1; length <= 4; length++) {
      texts = texts.flatMap((text) => NASTY.map((character) => text + character));
      for (const text of texts) {
        const expected = readNaively(text);
        if (JSON.stringify(read(text)) !== JSON.stringify(expected)) misread.push(text);
        if (expected !== undefined) valid++;
      }
    }
    expect(misread).toEqual([]);
    // So that accepting or rejecting everything would not pass.
    expect(valid).toBe(10_213);
  });

  test("random texts", () => {
    fc.assert(
      fc.property(fc.oneof(nastyText, nearlyValidText, validText), (source) => {
        expect(read(source)).toEqual(readNaively(source));
      }),
      { numRuns: 2000 },
    );
  });

  test("valid texts, which both read", () => {
    fc.assert(
      fc.property(validText, (source) => {
        expect(readNaively(source)).toBeDefined();
        expect(read(source)).toBeDefined();
      }),
    );
  });
});

describe("depth and length", () => {
  const COUNT = 100_000;
  const many = (text: string) => text.repeat(COUNT);

  test.each<[name: string, source: string, diagnostics: number]>([
    ["nested lists", many("(") + many(")"), 0],
    ["nested q-expressions with content", many("{a ") + many("}"), 0],
    ["prefixes", `${many("'")}a`, 0],
    ["prefixed lists", many("`(") + many(")"), 0],
    ["unclosed brackets", many("({"), 2 * COUNT],
    ["unclosed brackets that one closer abandons", `{${many("(")}}`, COUNT],
    ["stray closers", many(")}"), 2 * COUNT],
    ["mismatched closers", many("(") + many("}"), 2 * COUNT],
    ["mismatched pairs", many("({)"), COUNT],
    ["prefixes without a datum", many(",@"), COUNT],
    ["prefixes before a closer", `(${many("'")})`, COUNT],
    ["blank brackets", many("( )"), COUNT],
    ["a long number", many("9"), 1],
    ["bad escapes", `"${many("\\q")}"`, COUNT],
    ["comments with NUL", many(";\0\n"), COUNT],
  ])("%s", (_, source, diagnostics) => {
    const tree = parse(source);
    expect(tree.diagnostics).toHaveLength(diagnostics);
    expect(inconsistency(tree)).toBeUndefined();
    expect(leafTexts(tree).join("") === source).toBe(true);
  });
});

test("a tree keeps what it holds while other texts are parsed", () => {
  fc.assert(
    fc.property(someText, someText, (source, other) => {
      const tree = parse(source);
      const before = formatTree(tree);
      parse(other);
      expect(formatTree(tree)).toBe(before);
    }),
  );
});
