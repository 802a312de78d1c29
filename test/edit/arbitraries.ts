// Random edits, rewrites and new nodes for the properties.

import type { Arbitrary } from "fast-check";
import type { Edit } from "../../src/edit/edit.js";
import type { Fragment, Rewrite } from "../../src/edit/rewrite.js";
import {
  comment,
  list,
  type NewNode,
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
import { fc } from "../properties.js";
import { anyText, datumText, symbolText, trivia } from "../syntax/arbitraries.js";

const shortText = fc.oneof(fc.string({ maxLength: 5 }), fc.constantFrom("ab", "a\nb", "\r\n"));

/** A text and a valid list of edits of it. */
export const textAndEdits: Arbitrary<{ source: string; edits: Edit[] }> = fc
  .tuple(shortText, fc.array(fc.tuple(shortText, shortText, fc.constantFrom("-", "--", "\n"))))
  .map(([tail, pieces]) => {
    const edits: Edit[] = [];
    let source = "";
    for (const [old, newText, kept] of pieces) {
      source += kept;
      edits.push({ span: { start: source.length, end: source.length + old.length }, newText });
      source += old;
    }
    return { source: source + tail, edits };
  });

/** A rewrite that keeps pieces of a text in any order, drops others, and adds text between. */
export const rewrite: Arbitrary<Rewrite> = fc
  .tuple(
    fc.oneof(anyText, fc.string({ unit: fc.constantFrom("a", "b", "\n"), minLength: 1 })),
    fc.array(fc.nat(), { maxLength: 7 }),
  )
  .chain(([source, places]) => {
    const cuts = [
      ...new Set([0, source.length, ...places.map((place) => place % (source.length + 1))]),
    ];
    cuts.sort((a, b) => a - b);
    const kept = cuts.slice(1).map((end, index): Fragment => {
      return { start: cuts[index] as number, end };
    });
    const added = shortText.filter((text) => text !== "");
    return fc
      .tuple(fc.shuffledSubarray(kept), fc.array(fc.option(added), { maxLength: 8 }))
      .map(([pieces, additions]) => ({ source, fragments: interleaved(pieces, additions) }));
  });

function interleaved(
  pieces: readonly Fragment[],
  additions: readonly (Fragment | null)[],
): Fragment[] {
  const length = Math.max(pieces.length, additions.length);
  return Array.from({ length }, (_, index) => [additions[index], pieces[index]])
    .flat()
    .filter((fragment) => fragment !== undefined && fragment !== null);
}

/** A new node, and the plain text that it has to read as. */
export interface Described {
  readonly node: NewNode;
  readonly text: string;
}

const newSymbol = symbolText.map((text): Described => ({ node: symbol(text), text }));

const newNumber = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(
  (value): Described => ({
    node: number(value),
    text: String(value),
  }),
);

const newString = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom("\uE000", "\uE001", "a", " ", "\n", '"', "\\", "全") }),
  )
  .filter((value) => !value.includes("\0"))
  .map((value): Described => {
    const node = string(value);
    return { node, text: node.kind === "atom" ? node.text : "" };
  });

/** Elements as they stand in some file: indented, with comments and strings over several lines. */
const reusedNode: Arbitrary<Described> = fc
  .tuple(fc.constantFrom("", "  ", "\t", "(a\n    "), fc.option(trivia), datumText)
  .map(([before, gap, text]) => {
    const { root } = parse(`${before}${gap ?? ""}${text}`);
    let node = root.elements.at(-1);
    if (before.startsWith("(")) {
      node = node?.elements.at(-1);
    }
    if (node?.text !== text) throw new Error(`not found again: ${text}`);
    return { node: reuse(node), text };
  });

const newComment = fc
  .string({ unit: fc.constantFrom("a", " ", "(", "}", '"', ";", "\uE000", "\uE001", "\t") })
  .map((text): Described => {
    const node = comment(text);
    return { node, text: node.kind === "comment" ? `${node.text}\n` : "" };
  });

const PREFIXES = [
  [quote, "'"],
  [quasiquote, "`"],
  [unquote, ","],
  [unquoteSplicing, ",@"],
] as const;

/** A new node and, as text, what it has to read as. */
export const described: Arbitrary<Described> = fc.letrec<{ node: Described }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    newSymbol,
    newNumber,
    newString,
    reusedNode,
    bracketed(tie("node"), list, "(", ")"),
    bracketed(tie("node"), qexpr, "{", "}"),
    prefixed(tie("node")),
  ),
})).node;

function prefixed(item: Arbitrary<Described>): Arbitrary<Described> {
  return fc
    .tuple(fc.constantFrom(...PREFIXES), item)
    .map(([[build, mark], { node, text }]) => ({ node: build(node), text: mark + text }));
}

function bracketed(
  item: Arbitrary<Described>,
  build: typeof list,
  open: string,
  close: string,
): Arbitrary<Described> {
  const items = fc.array(fc.oneof({ weight: 5, arbitrary: item }, newComment), { maxLength: 6 });
  return items
    .filter((all) => all.length === 0 || all.some(({ node }) => node.kind !== "comment"))
    .map((all) => ({
      node: build(...all.map(({ node }) => node)),
      text: `${open}${all.map(({ text }) => text).join("\n")}${close}`,
    }));
}
