// Effects written as values: what each call of the old API becomes, wherever its value is
// made, for both targets. A stage is a function of the suite; a list's part is a list of
// tests. Tokens are replaced, nothing else, so that the layout of every form stays its own.

import type { Replacements } from "../../../src/edit/shift.js";
import { TokenTexts } from "../../../src/edit/token-texts.js";
import { LIST_ENTRIES, STAGES } from "../../../src/framework/framework-api.js";
import type { Item, RunItem } from "../../../src/program/item.js";
import { isNil, type Script } from "../../../src/program/script.js";
import type { Site } from "../../../src/program/site.js";
import type { Form } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { writeSequence } from "./sequences.js";
import { BUILDER_WORDS, LIST_WORDS, type Words } from "./words.js";

/** The replacements inside all forms of a file that make it speak the builder API. */
export function builderReplacements(script: Script): Replacements {
  const texts = new TokenTexts(script.tree);
  for (const item of script.items) {
    if (item.kind === "registration") {
      texts.replace(item.form.head.index, STAGES[item.mode]);
    } else if (item.kind === "run") {
      removeIgnoredArguments(item, texts);
    }
  }
  for (const site of sitesOf(script)) {
    if (site.kind === "registration") {
      texts.replace(site.form.head.index, STAGES[site.mode]);
    } else {
      writeSite(site, BUILDER_WORDS, texts);
    }
  }
  return texts.build();
}

/** The same for the list API; `wrapped` are the entries that have to be lists by themselves. */
export function listReplacements(script: Script, wrapsEntries: boolean): Replacements {
  const texts = new TokenTexts(script.tree);
  for (const item of script.items) {
    if (item.kind === "registration") {
      const entry = LIST_ENTRIES[item.mode];
      if (wrapsEntries) {
        replaceByList(item.form, entry, texts);
      } else {
        texts.replace(item.form.head.index, entry);
      }
    }
  }
  for (const site of sitesOf(script)) {
    if (site.kind === "registration") {
      replaceByList(site.form, LIST_ENTRIES[site.mode], texts);
    } else {
      writeSite(site, LIST_WORDS, texts);
    }
  }
  return texts.build();
}

/** All sites, each before those inside it. */
function sitesOf({ items, effects }: Script): readonly Site[] {
  return [
    ...effects.definitionSites,
    ...items.flatMap((item: Item) => ("sites" in item ? item.sites : [])),
  ];
}

function writeSite(
  site: Exclude<Site, { kind: "registration" }>,
  words: Words,
  texts: TokenTexts,
): void {
  switch (site.kind) {
    case "loop":
      wrapLoop(site.node, words, texts);
      break;
    case "group":
      openGroup(site.node, site.parts, texts);
      break;
    case "sequence":
      writeSequence(site, words, texts);
      break;
    case "empty":
      texts.replace(site.node.index, words.nothing);
      break;
    case "plain":
      writePlain(site.node, words, texts);
      break;
    default:
    // A flag or a call of a helper is a value as it stands.
  }
}

/** `(test/define n b)` to `(list (test n b))`, `{test/define n b}` to `{list (test n b)}`. */
function replaceByList({ node, head }: Form, entry: string, texts: TokenTexts): void {
  texts.replace(head.index, entry);
  if (node.kind === SyntaxKind.QExpr) {
    texts.fill(node, "list (", ")");
  } else {
    texts.surround(node, "(list ", ")");
  }
}

/** Leaves the parts of `(do a b …)`, and what stands between them, without what held them. */
function openGroup(
  { tree, index }: SyntaxNode,
  parts: readonly SyntaxNode[],
  texts: TokenTexts,
): void {
  const first = (parts[0] as SyntaxNode).index;
  const last = tree.after((parts.at(-1) as SyntaxNode).index);
  // Before the first part stand only blanks, behind the last at most a comment on its line.
  let rest = last;
  for (let at = last; at < tree.after(index); at++) {
    rest = tree.kind(at) === SyntaxKind.Comment ? at + 1 : rest;
  }
  for (let gone = index + 1; gone < first; gone++) {
    texts.replace(gone, "");
  }
  for (let gone = rest; gone < tree.after(index); gone++) {
    texts.replace(gone, "");
  }
}

/** A body `{map f xs}` is the call without its brackets. */
function wrapLoop(node: SyntaxNode, { loop }: Words, texts: TokenTexts): void {
  if (node.kind === SyntaxKind.QExpr) {
    texts.fill(node, `${loop} (`, ")");
  } else {
    texts.surround(node, `(${loop} `, ")");
  }
}

/** What does something else answers the neutral value behind it. */
function writePlain(node: SyntaxNode, { neutral }: Words, texts: TokenTexts): void {
  if (node.isToken) {
    texts.surround(node, "(do ", ` ${neutral})`);
  } else {
    texts.fill(node, "do (", `) ${neutral}`);
  }
}

/** The old runners ignored `{}`, `()` and `nil`; the new ones would take them for a suite. */
function removeIgnoredArguments({ mode, form: { node, args } }: RunItem, texts: TokenTexts): void {
  const { tree } = node;
  for (const argument of mode === "sync" ? args : args.slice(1)) {
    if (isNil(argument)) {
      const before = argument.index - 1;
      const startsLine = tree.kind(before - 1) === SyntaxKind.Newline;
      // The blanks go that would otherwise stand double; a line keeps its indentation.
      const blanks = startsLine ? tree.after(argument.index) : before;
      texts.replace(argument.index, "");
      if (tree.kind(blanks) === SyntaxKind.Whitespace) {
        texts.replace(blanks, "");
      }
    }
  }
}
