// The proof of def-to-atom: read backwards, the new text is the old one byte for byte, once
// `(atom/get n)` is `n` again, `(atom/add! n 1)` is `(def {n} (+ n 1))`, and so on. And nothing else
// may happen to an atom: every place that names one makes, reads or changes it as an atom.

import { checkEdits, layoutFailure } from "./check-text.js";
import { type Nesting, readNesting } from "./nesting.js";
import { plainProof } from "./plain-proof.js";
import { type ChangeClaim, type ProofFailure, type ProofResult, proofFailure } from "./proof.js";
import { ATOM, OPEN_BRACE, OPEN_PAREN, readValk, type ValkText } from "./reader.js";
import { gapBefore, isSameToken, kindAt, lastOf, NONE, startOf, tokenText } from "./tokens.js";

/** Proves one file's change, or says why it is not proven. Linear, but for the second run. */
export function proveAtoms(input: ChangeClaim): ProofResult {
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
  const comparison = new BackwardComparison(old.text, now.text);
  failures.push(...comparison.run());
  if (failures.length === 0) {
    failures.push(...checkUses(now.text, comparison.made));
  }
  if (failures.length === 0 && input.migrateAgain(newText).changed) {
    failures.push(proofFailure("proof-not-idempotent", "a second run changes the new text again"));
  }
  return failures.length > 0
    ? { ok: false, failures }
    : { ok: true, proof: plainProof(input, old.text, now.text) };
}

/** Where an atom is made: the token of its name in the new text, and whether it is a global. */
interface Made {
  readonly name: string;
  readonly token: number;
  readonly isGlobal: boolean;
}

const CHANGES: Readonly<Record<string, string>> = { "atom/add!": "+", "atom/sub!": "-" };

/** What gives a number or an error, so that an atom may hold it. */
const NUMERIC_HEADS: ReadonlySet<string> = new Set(
  "+ - * / == != < > <= >= not and or len error? str->num time-us atom/get atom/add! atom/sub!".split(
    " ",
  ),
);

class BackwardComparison {
  readonly made: Made[] = [];
  #at = 0;
  #other = 0;
  /** Closers in the new text behind which ` ())` stands, which the old text does not have. */
  readonly #wrapped = new Set<number>();
  /** For each new token the old one whose gap stands in front of it; `NONE` for what was written. */
  readonly #gaps: Int32Array;

  constructor(
    readonly old: ValkText,
    readonly now: ValkText,
  ) {
    this.#gaps = new Int32Array(now.count + 1).fill(NONE);
  }

  run(): readonly ProofFailure[] {
    const { old, now } = this;
    while (this.#at < old.count || this.#other < now.count) {
      if (this.#skipAdded() || this.#undo()) continue;
      if (!isSameToken(old, this.#at, now, this.#other)) {
        const oldOffset = startOf(old, this.#at);
        return [proofFailure("proof-form-changed", "a token differs", { oldOffset })];
      }
      if (!this.#wrapped.has(this.#other - 3)) this.#keepGaps(this.#at, this.#other);
      this.#at += 1;
      this.#other += 1;
    }
    this.#keepGaps(this.#at, this.#other);
    return this.#checkGaps();
  }

  /** Notes that so many tokens have in front of them what these old ones had. */
  #keepGaps(at: number, other: number, count = 1): void {
    for (let offset = 0; offset < count; offset += 1) this.#gaps[other + offset] = at + offset;
  }

  #checkGaps(): readonly ProofFailure[] {
    const { old, now } = this;
    const at = this.#gaps.findIndex((kept, token) => {
      const gap = gapBefore(now, token);
      return kept === NONE ? gap !== "" && gap !== " " : gap !== gapBefore(old, kept);
    });
    return at === -1 ? [] : [layoutFailure({ newOffset: startOf(now, at) })];
  }

  #skipAdded(): boolean {
    if (this.#wrapped.has(this.#other)) {
      this.#keepGaps(this.#at, this.#other);
      // `) ( )`; the closer behind them is the old form's.
      this.#other += 3;
      return true;
    }
    return false;
  }

  /** Undoes one change that begins here; false where none does. */
  #undo(): boolean {
    return this.#undoRead() || this.#undoMaking() || this.#undoChange();
  }

  #nowIs(offset: number, text: string): boolean {
    return tokenIs(this.now, this.#other + offset, text);
  }

  #oldIs(offset: number, text: string): boolean {
    return tokenIs(this.old, this.#at + offset, text);
  }

  /** `(atom/get n)` was `n`. */
  #undoRead(): boolean {
    const wasName = kindAt(this.old, this.#at) === ATOM;
    if (!wasName || !this.#nowIs(0, "(") || !this.#nowIs(1, "atom/get") || !this.#nowIs(3, ")")) {
      return false;
    }
    if (!isSameToken(this.old, this.#at, this.now, this.#other + 2)) return false;
    this.#keepGaps(this.#at, this.#other);
    this.#at += 1;
    this.#other += 4;
    return true;
  }

  /** `{n} (atom 0)` was `{n} 0`, and the head in front may have become `=`. */
  #undoMaking(): boolean {
    const isDef = this.#oldIs(0, "def") && this.#oldIs(1, "{") && this.#oldIs(3, "}");
    const isMade = this.#nowIs(4, "(") && this.#nowIs(5, "atom") && this.#nowIs(7, ")");
    const isGlobal = this.#nowIs(0, "def");
    if (!isDef || !isMade || !(isGlobal || this.#nowIs(0, "=")) || this.#oldIs(4, "(")) {
      return false;
    }
    const { old, now } = this;
    const isSameName = isSameToken(old, this.#at + 2, now, this.#other + 2);
    const isSameValue = isSameToken(old, this.#at + 4, now, this.#other + 6);
    if (!isSameName || !isSameValue || !isNumber(old, this.#at + 4)) return false;
    const token = this.#other + 2;
    this.made.push({ name: tokenText(now, token), token, isGlobal });
    this.#keepGaps(this.#at, this.#other, 5);
    this.#at += 5;
    this.#other += 8;
    return true;
  }

  /** `(atom/set! n v)`, `(atom/add! n 1)`, either perhaps in `(do … ())`, was `(def {n} …)`. */
  #undoChange(): boolean {
    const isDef = this.#oldIs(1, "def") && this.#oldIs(2, "{") && this.#oldIs(4, "}");
    if (!isDef || !isOpener(kindAt(this.now, this.#other))) return false;
    const isWrapped = this.#nowIs(1, "do") && this.#nowIs(2, "(");
    const inner = this.#other + (isWrapped ? 2 : 0);
    const call = tokenText(this.now, inner + 1);
    const sign = CHANGES[call];
    if (call !== "atom/set!" && sign === undefined) return false;
    if (!isSameToken(this.old, this.#at + 3, this.now, inner + 2)) return false;
    if (isWrapped && !this.#endsInNil(inner)) return false;
    this.#keepGaps(this.#at, this.#other);
    // In braces `do` has taken the head's place, and the call has got brackets of its own.
    const isInBraces = kindAt(this.now, this.#other) === OPEN_BRACE;
    this.#keepGaps(this.#at + 1, isInBraces ? this.#other + 1 : inner + 1);
    this.#keepGaps(this.#at + 2, inner + 2);
    const value = this.#at + 5;
    const amount = inner + 3;
    if (sign === undefined) {
      if (!isNumber(this.old, value)) return false;
      this.#at = value;
      this.#other = amount;
    } else if (!this.#undoStep(value, amount, sign)) {
      return false;
    }
    if (isWrapped) this.#wrapped.add(lastOf(this.now, inner));
    return true;
  }

  #endsInNil(inner: number): boolean {
    const { now } = this;
    const closer = lastOf(now, inner);
    const opener = this.#other;
    return (
      tokenIs(now, closer + 1, "(") &&
      tokenIs(now, closer + 2, ")") &&
      lastOf(now, opener) === closer + 3
    );
  }

  /** `1` was `(+ n 1)`, `(+ 1 n)` or `(- n 1)`. */
  #undoStep(value: number, amount: number, sign: string): boolean {
    const { old, now } = this;
    if (!tokenIs(old, value, "(") || !tokenIs(old, value + 1, sign)) return false;
    const name = this.#at + 3;
    const isName = (token: number): boolean => isSameToken(old, token, old, name);
    const isAmount = (token: number): boolean => isSameToken(old, token, now, amount);
    const isPlain = isName(value + 2) && isAmount(value + 3);
    const isSwapped = sign === "+" && isAmount(value + 2) && isName(value + 3);
    if (!(isPlain || isSwapped) || lastOf(old, value) !== value + 4) return false;
    this.#keepGaps(value, amount);
    this.#at = value + 5;
    this.#other = amount + 1;
    return true;
  }
}

function tokenIs(text: ValkText, token: number, expected: string): boolean {
  return token < text.count && tokenText(text, token) === expected;
}

function isOpener(kind: number): boolean {
  return kind === OPEN_PAREN || kind === OPEN_BRACE;
}

/** Whether a value is a number, a truth value, or a call that gives a number or an error. */
function isNumber(text: ValkText, token: number): boolean {
  if (kindAt(text, token) === OPEN_PAREN) return NUMERIC_HEADS.has(tokenText(text, token + 1));
  return kindAt(text, token) === ATOM && tokenText(text, token) !== "nil";
}

const ATOM_CALLS: ReadonlySet<string> = new Set([
  "atom/get",
  "atom/set!",
  "atom/add!",
  "atom/sub!",
]);

/** Every place that names an atom, where that atom is seen, treats it as one. */
function checkUses(text: ValkText, made: readonly Made[]): readonly ProofFailure[] {
  const nesting = readNesting(text);
  const own = new Set(made.map(({ token }) => token));
  const globals = new Set(made.filter(({ isGlobal }) => isGlobal).map(({ name }) => name));
  const locals = new Map<string, Set<number>>();
  for (const { name, token, isGlobal } of made) {
    const body = nesting.bodiesAround(token)[0];
    if (!isGlobal && body !== undefined) {
      locals.set(name, (locals.get(name) ?? new Set()).add(body));
    }
  }
  const failures: ProofFailure[] = [];
  for (let at = 0; at < text.count; at += 1) {
    const name = kindAt(text, at) === ATOM ? tokenText(text, at) : "";
    const bodies = locals.get(name);
    const isSeen = globals.has(name) || (bodies !== undefined && isInside(nesting, at, bodies));
    if (isSeen && !own.has(at) && !isAtomUse(text, nesting, at)) {
      const newOffset = startOf(text, at);
      failures.push(
        proofFailure("proof-form-changed", "an atom is used as a plain value", { newOffset }),
      );
    }
  }
  return failures;
}

function isInside(nesting: Nesting, token: number, bodies: ReadonlySet<number>): boolean {
  return nesting.bodiesAround(token).some((body) => bodies.has(body));
}

function isAtomUse(text: ValkText, nesting: Nesting, token: number): boolean {
  const form = nesting.parents[token] as number;
  const isFirstArgument = form !== NONE && token === form + 2;
  return (
    (isFirstArgument && ATOM_CALLS.has(tokenText(text, form + 1))) || nesting.isParameter(token)
  );
}
