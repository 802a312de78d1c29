// Effects written as values: what each call of the old API becomes, wherever its value is
// made, for both targets. A stage is a function of the suite; a list's part is a list of
// tests. Tokens are replaced, nothing else, so that the layout of every form stays its own.

import { LIST_ENTRIES, NEUTRAL_STAGE, STAGES } from "../analysis/framework-api.js";
import type { Item, RunItem } from "../analysis/item.js";
import { isNil, type Script } from "../analysis/script.js";
import type { Site } from "../analysis/site.js";
import { type Replacements, replacementsOf } from "../edit/shift.js";
import { SyntaxKind } from "../syntax/kinds.js";
import type { SyntaxNode } from "../syntax/tree.js";

/** The replacements inside all forms of a file that make it speak the builder API. */
export function builderReplacements(script: Script): Replacements {
  const replacements = new Map<number, string>();
  for (const item of script.items) {
    if (item.kind === "registration") {
      replacements.set(item.form.head.index, STAGES[item.mode]);
    } else if (item.kind === "run") {
      removeIgnoredArguments(item, replacements);
    }
  }
  for (const site of sitesOf(script)) {
    replaceByStage(site, replacements);
  }
  return replacementsOf(replacements);
}

/** The same for the list API; `wrapped` are the entries that have to be lists by themselves. */
export function listReplacements(script: Script, wrapsEntries: boolean): Replacements {
  const replacements = new Map<number, string>();
  for (const item of script.items) {
    if (item.kind === "registration") {
      const entry = LIST_ENTRIES[item.mode];
      if (wrapsEntries) {
        replaceByList(item.node, item.form.head, entry, replacements);
      } else {
        replacements.set(item.form.head.index, entry);
      }
    }
  }
  for (const site of sitesOf(script)) {
    replaceByPart(site, replacements);
  }
  return replacementsOf(replacements);
}

function sitesOf({ items, effects }: Script): readonly Site[] {
  return [
    ...effects.definitionSites,
    ...items.flatMap((item: Item) => ("sites" in item ? item.sites : [])),
  ];
}

function replaceByStage(site: Site, replacements: Map<number, string>): void {
  switch (site.kind) {
    case "registration":
      replacements.set(site.form.head.index, STAGES[site.mode]);
      break;
    case "loop":
      wrap(site.node, "(test/add-all ", ")", replacements);
      break;
    case "group":
      openGroup(site.node, site.parts, replacements);
      break;
    case "empty":
      replacements.set(site.node.index, `{${NEUTRAL_STAGE}}`);
      break;
    case "plain":
      wrapInside(site.node, "do (", `) ${NEUTRAL_STAGE}`, replacements);
      break;
    default:
    // A flag or a call of a helper is a stage as it stands.
  }
}

function replaceByPart(site: Site, replacements: Map<number, string>): void {
  switch (site.kind) {
    case "registration":
      replaceByList(site.form.node, site.form.head, LIST_ENTRIES[site.mode], replacements);
      break;
    case "loop":
      wrap(site.node, "(foldl join {} ", ")", replacements);
      break;
    case "group":
      openGroup(site.node, site.parts, replacements);
      break;
    case "empty":
      replacements.set(site.node.index, "{}");
      break;
    case "plain":
      wrapInside(site.node, "do (", ") {}", replacements);
      break;
    default:
  }
}

/** `(test/define n b)` to `(list (test n b))`, `{test/define n b}` to `{list (test n b)}`. */
function replaceByList(
  node: SyntaxNode,
  head: SyntaxNode,
  entry: string,
  replacements: Map<number, string>,
): void {
  const close = closerOf(node);
  replacements.set(head.index, `list (${entry}`);
  replacements.set(close, `)${node.tree.text(close)}`);
}

/** Leaves the parts of `(do a b …)`, and what stands between them, without what held them. */
function openGroup(
  { tree, index }: SyntaxNode,
  parts: readonly SyntaxNode[],
  replacements: Map<number, string>,
): void {
  const first = (parts[0] as SyntaxNode).index;
  const last = tree.after((parts.at(-1) as SyntaxNode).index);
  // Before the first part stand only blanks, behind the last at most a comment on its line.
  let rest = last;
  for (let at = last; at < tree.after(index); at++) {
    rest = tree.kind(at) === SyntaxKind.Comment ? at + 1 : rest;
  }
  for (let gone = index + 1; gone < first; gone++) {
    replacements.set(gone, "");
  }
  for (let gone = rest; gone < tree.after(index); gone++) {
    replacements.set(gone, "");
  }
}

/** Brackets around a form. */
function wrap(
  node: SyntaxNode,
  before: string,
  after: string,
  replacements: Map<number, string>,
): void {
  const isCode = node.kind === SyntaxKind.QExpr;
  if (isCode) {
    // A body `{map f xs}` is the call without its brackets.
    wrapInside(node, `${before.slice(1)}(`, `)${after.slice(1)}`, replacements);
    return;
  }
  const close = closerOf(node);
  replacements.set(node.index + 1, `${before}(`);
  replacements.set(close, `)${after}`);
}

/** Text behind the opening bracket and before the closing one. */
function wrapInside(
  node: SyntaxNode,
  before: string,
  after: string,
  replacements: Map<number, string>,
): void {
  const { tree, index } = node;
  const close = closerOf(node);
  replacements.set(index + 1, `${tree.text(index + 1)}${before}`);
  replacements.set(close, `${after}${tree.text(close)}`);
}

/** Number of the closing bracket: the last element of the form. */
function closerOf(node: SyntaxNode): number {
  return node.tree.after(node.index) - 1;
}

/** The old runners ignored `{}`, `()` and `nil`; the new ones would take them for a suite. */
function removeIgnoredArguments(
  { mode, form: { node, args } }: RunItem,
  replacements: Map<number, string>,
): void {
  const { tree } = node;
  for (const argument of mode === "sync" ? args : args.slice(1)) {
    if (isNil(argument)) {
      const before = argument.index - 1;
      const startsLine = tree.kind(before - 1) === SyntaxKind.Newline;
      // The blanks go that would otherwise stand double; a line keeps its indentation.
      const blanks = startsLine ? tree.after(argument.index) : before;
      replacements.set(argument.index, "");
      if (tree.kind(blanks) === SyntaxKind.Whitespace) {
        replacements.set(blanks, "");
      }
    }
  }
}
