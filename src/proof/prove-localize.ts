// The proof of localize-def: from its own reading of both texts, nothing differs, no blank or line end either,
// but heads `def` that became `=`, and each of these binds what only its own body reads, behind the binding. It looks at
// the one file; who else loads it is for the transform to know. Called by the transform.

import { checkEdits, layoutFailure } from "./check-text.js";
import { type Nesting, readNesting } from "./nesting.js";
import { plainProof } from "./plain-proof.js";
import { type ChangeClaim, type ProofFailure, type ProofResult, proofFailure } from "./proof.js";
import { readValk, type ValkText } from "./reader.js";
import {
  endOf,
  gapBefore,
  isSameToken,
  lastOf,
  skipComments,
  startOf,
  tokenText,
} from "./tokens.js";

/** Proves one file's change, or says why it is not proven. Linear, but for the second run. */
export function proveLocalize(input: ChangeClaim): ProofResult {
  const { oldText, newText, edits } = input;
  const failures: ProofFailure[] = checkEdits(oldText, newText, edits);
  const old = readValk(oldText);
  const now = readValk(newText);
  if (!old.ok || !now.ok) {
    return {
      ok: false,
      failures: [...failures, proofFailure("proof-read-error", "a text cannot be read")],
    };
  }
  const changed = compareTokens(old.text, now.text, failures);
  if (failures.length === 0) {
    failures.push(...checkDefs(old.text, changed));
  }
  if (failures.length === 0 && input.migrateAgain(newText).changed) {
    failures.push(proofFailure("proof-not-idempotent", "a second run changes the new text again"));
  }
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: plainProof(input, old.text, now.text) };
}

/** The tokens that changed; every change other than `def` to `=` is a failure. */
function compareTokens(old: ValkText, now: ValkText, failures: ProofFailure[]): readonly number[] {
  const changed: number[] = [];
  const different = (at: number): void => {
    const oldOffset = startOf(old, at);
    failures.push(
      proofFailure("proof-form-changed", "a token that is no def differs", { oldOffset }),
    );
  };
  if (old.count !== now.count) {
    different(Math.min(old.count, now.count));
    return changed;
  }
  for (let at = 0; at <= old.count; at += 1) {
    if (gapBefore(old, at) !== gapBefore(now, at)) {
      failures.push(layoutFailure({ oldOffset: startOf(old, at) }));
      return changed;
    }
    if (isSameToken(old, at, now, at)) continue;
    if (tokenText(old, at) === "def" && tokenText(now, at) === "=") {
      changed.push(at);
    } else {
      different(at);
    }
  }
  return changed;
}

/** A def that became local: its names, and the stretches of tokens that decide about them. */
interface LocalDef {
  /** The body that it binds in. */
  readonly body: number;
  /** The last token of the form. */
  readonly last: number;
  /** The body or branch in which everything runs behind the def. */
  readonly branch: number;
  /** The first token of the value where that is a function, which may name itself. */
  readonly ownFunction: number;
}

function checkDefs(text: ValkText, changed: readonly number[]): readonly ProofFailure[] {
  const nesting = readNesting(text);
  const places = placesByName(text);
  const failures: ProofFailure[] = [];
  const byName = new Map<string, LocalDef[]>();
  const bound = new Set<number>();
  for (const head of changed) {
    const found = readDef(text, nesting, head);
    if (found === undefined) {
      failures.push(failureAt(text, head, "the def does not stand in a body"));
      continue;
    }
    for (const { name, token, local } of found) {
      bound.add(token);
      byName.set(name, [...(byName.get(name) ?? []), local]);
    }
  }
  for (const [name, defs] of byName) {
    failures.push(...checkName(text, nesting, defs, places.get(name) ?? [], bound));
  }
  return failures;
}

interface BoundName {
  readonly name: string;
  readonly token: number;
  readonly local: LocalDef;
}

function readDef(text: ValkText, nesting: Nesting, head: number): readonly BoundName[] | undefined {
  const form = nesting.parents[head] as number;
  const body = nesting.bodiesAround(head)[0];
  if (body === undefined) return undefined;
  const list = skipComments(text, head + 1);
  const value = skipComments(text, lastOf(text, list) + 1);
  const isFunction = tokenText(text, skipComments(text, value + 1)) === "\\";
  const names: BoundName[] = [];
  for (let at = list + 1; at < lastOf(text, list); at += 1) {
    const local: LocalDef = {
      body,
      last: lastOf(text, form),
      branch: nesting.branchOf(head),
      ownFunction: isFunction ? value : -1,
    };
    names.push({ name: tokenText(text, at), token: at, local });
  }
  return names;
}

function checkName(
  text: ValkText,
  nesting: Nesting,
  defs: readonly LocalDef[],
  places: readonly number[],
  bound: ReadonlySet<number>,
): readonly ProofFailure[] {
  const failures: ProofFailure[] = [];
  const byBody = new Map<number, LocalDef[]>();
  for (const def of defs) {
    byBody.set(def.body, [...(byBody.get(def.body) ?? []), def]);
  }
  for (const token of places) {
    if (bound.has(token) || nesting.isParameter(token)) continue;
    const body = nesting.bodiesAround(token).find((around) => byBody.has(around));
    if (body === undefined) continue;
    const own = byBody.get(body) ?? [];
    const isBehind = own.some((def) => comesBehind(text, def, token));
    if (nesting.isHidden(token, body)) {
      failures.push(failureAt(text, token, "the name is used where a local is not seen"));
    } else if (!isBehind) {
      failures.push(failureAt(text, token, "the name is used before it is bound"));
    }
  }
  return [...failures, ...checkOutside(text, nesting, byBody, places, bound)];
}

function comesBehind(text: ValkText, def: LocalDef, token: number): boolean {
  const isInBranch = token > def.branch && token <= lastOf(text, def.branch);
  const isOwn = def.ownFunction !== -1 && token > def.ownFunction && token < def.last;
  return isInBranch && (token > def.last || isOwn);
}

/** In every other body and form the name has to be bound before anything else is done with it. */
function checkOutside(
  text: ValkText,
  nesting: Nesting,
  inside: ReadonlyMap<number, readonly LocalDef[]>,
  places: readonly number[],
  bound: ReadonlySet<number>,
): readonly ProofFailure[] {
  const seen = new Set<number>();
  const failures: ProofFailure[] = [];
  for (const token of places) {
    const around = nesting.bodiesAround(token);
    const isOther = around.every((body) => !inside.has(body)) && !nesting.isShadowed(token);
    if (bound.has(token) || !isOther || nesting.isParameter(token)) continue;
    const outermost = around.at(-1) ?? nesting.topOf(token);
    if (seen.has(outermost)) continue;
    seen.add(outermost);
    if (!nesting.isBinder(token)) {
      failures.push(failureAt(text, token, "the name is used elsewhere without being bound there"));
    }
  }
  return failures;
}

function placesByName(text: ValkText): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at < text.count; at += 1) {
    if (endOf(text, at) - startOf(text, at) === 0 || text.source.charCodeAt(startOf(text, at)) < 40)
      continue;
    const name = tokenText(text, at);
    const known = places.get(name);
    if (known === undefined) places.set(name, [at]);
    else known.push(at);
  }
  return places;
}

function failureAt(text: ValkText, token: number, message: string): ProofFailure {
  return proofFailure("proof-form-changed", message, { oldOffset: startOf(text, token) });
}
