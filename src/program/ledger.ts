// The ledger of a file's tests: which there are, in which style each is written, and in which suite
// it runs. A migration moves each test from old to new once; a test that stands in both was doubled
// by a merge. A reading only; called by the finding `test-in-both` and by the check.

import {
  DEFAULT_SUITE_NAME,
  LIST_ENTRIES,
  REGISTRATIONS,
  STAGES,
} from "../framework/framework-api.js";
import { readForm } from "../syntax/form.js";
import { isTokenKind, isTriviaKind, SyntaxKind } from "../syntax/kinds.js";
import { decodeString } from "../syntax/string-literal.js";
import { isSymbol, type SyntaxNode } from "../syntax/tree.js";
import type { PipelineItem } from "./item.js";
import { dataIn, itemsOf, type Script } from "./script.js";

/** One test as it is written. */
export interface TestEntry {
  /** A registration of the old API, an entry of a list, or a stage of a pipeline. */
  readonly style: "old" | "list" | "builder";
  /** The call that registers it, or its stage or list entry. */
  readonly node: SyntaxNode;
  /** The name as a value; undefined for one that is computed. */
  readonly name: string | undefined;
  /** What names it in messages and baselines: its name, or the tokens that compute it. */
  readonly label: string;
  /** Its body's tokens on one line. */
  readonly body: string;
  /** The name of its suite as a value; undefined for one that is computed. */
  readonly suite: string | undefined;
}

/** All tests of a file that are written out in it, in document order. Linear. */
export function readLedger(script: Script): readonly TestEntry[] {
  const entries = [
    ...oldTests(script),
    ...itemsOf(script, "pipeline").flatMap((item) => newTests(item)),
  ];
  return entries.toSorted((a, b) => a.node.start - b.node.start);
}

/** Top-level registrations, and those that helpers, conditions and loops make. */
function oldTests(script: Script): readonly TestEntry[] {
  const suites = itemsOf(script, "suite");
  const suite = suiteName(suites.at(-1)?.name);
  const nested = script.uses
    .filter(({ name, role, quoted, inBody }) => {
      return name in REGISTRATIONS && role === "call" && !quoted && !inBody;
    })
    .map(({ node }) => node.parent as SyntaxNode);
  return [...itemsOf(script, "registration").map(({ node }) => node), ...nested].map((node) =>
    readEntry("old", node, suite),
  );
}

const NEW_CALLS: ReadonlyMap<string, "list" | "builder"> = new Map([
  ...Object.values(STAGES).map((name) => [name, "builder"] as const),
  ...Object.values(LIST_ENTRIES).map((name) => [name, "list"] as const),
]);

function newTests({ node: pipeline }: PipelineItem): readonly TestEntry[] {
  const found: (readonly ["list" | "builder", SyntaxNode])[] = [];
  let suite: string | undefined = DEFAULT_SUITE_NAME;
  let end = 0;
  for (const node of dataIn(pipeline)) {
    // What stands inside a test is its body.
    if (node.start < end) {
      continue;
    }
    const name = readForm(node)?.name;
    const style = NEW_CALLS.get(name ?? "");
    if (style !== undefined) {
      found.push([style, node]);
      end = node.end;
    } else if (name === "test/suite" || isSymbol(node, ":suite-name")) {
      suite = suiteName(name === undefined ? node.nextElement : readForm(node)?.args[0]);
    }
  }
  return found.map(([style, node]) => readEntry(style, node, suite));
}

function suiteName(node: SyntaxNode | undefined): string | undefined {
  return node === undefined ? DEFAULT_SUITE_NAME : stringValue(node);
}

function stringValue(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === SyntaxKind.String ? decodeString(node.text) : undefined;
}

function readEntry(
  style: TestEntry["style"],
  node: SyntaxNode,
  suite: string | undefined,
): TestEntry {
  const [nameNode, bodyNode] = readForm(node)?.args ?? [];
  const name = stringValue(nameNode);
  const tokens = nameNode === undefined ? "" : tokensOf(nameNode);
  const body = bodyNode === undefined ? "" : tokensOf(bodyNode);
  return { style, node, suite, name, label: name ?? tokens, body };
}

/** The tokens of an element on one line: what it says, whatever its layout. */
export function tokensOf({ tree, index }: SyntaxNode): string {
  let text = "";
  let before: SyntaxKind = SyntaxKind.OpenParen;
  for (let at = index; at < tree.after(index); at++) {
    const kind = tree.kind(at);
    if (isTokenKind(kind) && !isTriviaKind(kind)) {
      text += OPENING.has(before) || CLOSING.has(kind) ? tree.text(at) : ` ${tree.text(at)}`;
      before = kind;
    }
  }
  return text;
}

const OPENING: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.OpenParen,
  SyntaxKind.OpenBrace,
  SyntaxKind.QuoteMark,
  SyntaxKind.QuasiquoteMark,
  SyntaxKind.UnquoteMark,
  SyntaxKind.UnquoteSplicingMark,
]);

const CLOSING: ReadonlySet<SyntaxKind> = new Set([SyntaxKind.CloseParen, SyntaxKind.CloseBrace]);
