// Says which old token each token of a migrated file was. Precondition: both readings agree, so that
// nodes of one kind correspond in order. Called by the proof before it compares what parts the tokens.

import { canonicalTokens } from "./effects.js";
import type { ProofInput } from "./proof.js";
import { COMMENT, type ValkText } from "./reader.js";
import { flagsOf, indirectOf, type Role, type SuiteReading, testsOf } from "./suite-reading.js";
import {
  beginsLine,
  isSameToken,
  kindAt,
  lastOf,
  lineFeedsAfter,
  NONE,
  tokenText,
} from "./tokens.js";

/** The old token of each new one, by the new one's index; `NONE` for what the migration has written. */
export type Counterparts = ArrayLike<number>;

/** Aligns two readings that agree. Linear in both texts. */
export function alignReadings(
  old: SuiteReading,
  now: SuiteReading,
  target: ProofInput["target"],
): Counterparts {
  const counterparts = new Int32Array(now.text.count).fill(NONE);
  for (const [form, counterpart] of alikePairs(old, now, target)) {
    const empty = form === old.run?.form ? old.run.emptyArgument : NONE;
    const last = lastOf(now.text, counterpart);
    let from = form;
    for (let to = counterpart; to <= last; to += 1, from += 1) {
      if (from === empty) from = lastOf(old.text, from) + 1;
      counterparts[to] = from;
    }
  }
  for (const [form, counterpart] of effectPairs(old, now)) {
    const before = canonicalTokens(old.text, form, old.canonical);
    const after = canonicalTokens(now.text, counterpart, now.canonical);
    for (const [at, token] of after.entries()) counterparts[token] = before[at] ?? NONE;
  }
  alignComments(old.text, now.text, counterparts);
  const lead = takenLead(old, now);
  if (lead !== undefined) counterparts[lead] = NONE;
  return counterparts;
}

/**
 * The first of the comments above a suite that does not stand first in the old text: the lines in
 * front of what did stand first are in front of it now.
 */
function takenLead(old: SuiteReading, now: SuiteReading): number | undefined {
  const first = old.units.find(({ role }) => !BESIDE.has(role));
  if (first?.role === "suite") return undefined;
  const inside = now.units.findIndex(({ zone }) => zone !== "above");
  const above = now.units.slice(0, inside).findLastIndex(({ role }) => role !== "comment");
  const lead = now.units[above + 1];
  return lead?.role === "comment" ? lead.token : undefined;
}

const BESIDE: ReadonlySet<Role> = new Set(["comment", "other", "part"]);

type Pair = readonly [old: number, now: number];

/** Nodes that have the same number of tokens, by their first ones. */
function alikePairs(
  old: SuiteReading,
  now: SuiteReading,
  target: ProofInput["target"],
): readonly Pair[] {
  const tests = zip(testsOf(old), testsOf(now)).map(([a, b]): Pair => [a.form, b.form]);
  // As an option, the last call of a flag is kept, without what is around its value.
  const last = new Map(flagsOf(old).map((stage) => [stage.flag, stage]));
  const isList = target === "list";
  const flags = isList
    ? flagsOf(now).map((stage): Pair => [last.get(stage.flag)?.value ?? NONE, stage.value])
    : zip(flagsOf(old), flagsOf(now)).map(([a, b]): Pair => [a.form, b.form]);
  const suite: Pair = isList
    ? [old.suite?.value ?? NONE, now.suite?.value ?? NONE]
    : [old.suite?.form ?? NONE, now.suite?.form ?? NONE];
  const run: Pair = isList
    ? [old.run?.argument ?? NONE, now.run?.argument ?? NONE]
    : [old.run?.form ?? NONE, now.run?.form ?? NONE];
  return [...tests, ...flags, suite, run].filter((pair) => !pair.includes(NONE));
}

/** Nodes in which the migration may have written something. */
function effectPairs(old: SuiteReading, now: SuiteReading): readonly Pair[] {
  const values = zip(indirectOf(old), indirectOf(now)).filter(([{ kind }]) => kind === "value");
  const others = zip([...old.above, ...old.below], [...now.above, ...now.below]);
  return [...values.map(([a, b]): Pair => [a.form, b.form]), ...others];
}

function zip<T>(a: readonly T[], b: readonly T[]): readonly (readonly [T, T])[] {
  return b.flatMap((each, at) => (at < a.length ? [[a[at] as T, each] as const] : []));
}

/**
 * Comments around forms: those that stand on a form's last line or directly above it, and blocks of
 * lines whose text occurs once. Of equal loose blocks nobody can tell which was which.
 */
function alignComments(old: ValkText, now: ValkText, counterparts: Int32Array): void {
  const isFree = (at: number): boolean => counterparts[at] === NONE;
  const align = (at: number, counterpart: number): void => {
    if (isFree(at) && isSameToken(old, counterpart, now, at)) counterparts[at] = counterpart;
  };
  for (const at of now.comments) {
    const before = counterparts[at - 1] ?? NONE;
    const isBehind = before !== NONE && lineFeedsAfter(now, at - 1) === 0;
    if (isBehind && lineFeedsAfter(old, before) === 0) align(at, before + 1);
  }
  for (const at of now.comments.toReversed()) {
    const below = (counterparts[at + 1] ?? NONE) - 1;
    const isAbove = below >= 0 && lineFeedsAfter(now, at) === 1;
    if (isAbove && lineFeedsAfter(old, below) === 1) align(at, below);
  }
  if (!now.comments.some(isFree)) return;
  const before = loneBlocks(old);
  for (const [lines, block] of loneBlocks(now)) {
    for (const [index, at] of block.entries()) align(at, before.get(lines)?.[index] ?? old.count);
  }
}

/** Blocks of comment lines, as tokens, by their text; without those whose text occurs twice. */
function loneBlocks(text: ValkText): ReadonlyMap<string, readonly number[]> {
  const blocks = new Map<string, readonly number[]>();
  const doubled = new Set<string>();
  for (let nth = 0; nth < text.comments.length; nth += 1) {
    const first = text.comments[nth] as number;
    if (!beginsLine(text, first)) continue;
    const block = [first];
    let below = first + 1;
    while (kindAt(text, below) === COMMENT && lineFeedsAfter(text, below - 1) === 1) {
      block.push(below);
      below += 1;
    }
    nth += block.length - 1;
    const lines = block.map((line) => tokenText(text, line)).join("\n");
    if (blocks.has(lines)) doubled.add(lines);
    else blocks.set(lines, block);
  }
  for (const lines of doubled) blocks.delete(lines);
  return blocks;
}
