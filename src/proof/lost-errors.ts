// Errors that the old text answered and the new one passes over: as the value of a branch that registers
// nothing, which is followed by something else now; and of a name or flag that a call was given. Knows
// only what is certain to end in `error`, by itself or through a function of the file; whatever may be an
// error is the analysis's to refuse. Called by the proof.

import { PLAIN } from "./follow-value.js";
import { type ProofFailure, proofFailure } from "./proof.js";
import { OPEN_BRACE, OPEN_PAREN, type ValkText } from "./reader.js";
import { flagsOf, type SuiteReading } from "./suite-reading.js";
import { boundNames, topForms } from "./symbols.js";
import { childrenOf, headName, kindAt, NONE, startOf, tokenText } from "./tokens.js";

/** The errors of an old text that its migration would lose, each as a failure. */
export function findLostErrors(old: SuiteReading): readonly ProofFailure[] {
  const { text, canonical, droppedSuites, suite } = old;
  const plain = [...canonical].flatMap(([token, stand]) => (stand === PLAIN ? [token] : []));
  const settings = [...droppedSuites, ...(suite ? [suite] : []), ...flagsOf(old)].map(
    ({ value }) => value,
  );
  const doubtful = [...plain, ...settings];
  if (doubtful.length === 0) return [];
  const errs = errorFinder(text);
  return doubtful
    .filter((node) => errs(node))
    .map((node) =>
      proofFailure("proof-error-lost", "an error is passed over that stopped the script", {
        oldOffset: startOf(text, node),
      }),
    );
}

/** Answers whether a node certainly evaluates to an error on some way through it. */
function errorFinder(text: ValkText): (node: number) => boolean {
  const bodies = functionBodies(text);
  return (start) => {
    const waiting = [start];
    // Each function is followed once: a call of itself adds nothing.
    const followed = new Set<string>();
    for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
      const name = calledBy(text, node);
      if (name === "error") return true;
      const body = followed.has(name) ? undefined : bodies.get(name);
      followed.add(name);
      if (body !== undefined) waiting.push(body);
      waiting.push(...valuesOf(text, node, name));
    }
    return false;
  };
}

/** The nodes of which one is a node's value. */
function valuesOf(text: ValkText, node: number, name: string): readonly number[] {
  const kind = kindAt(text, node);
  if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) return [];
  const [head = NONE, ...args] = childrenOf(text, node);
  switch (name) {
    case "do":
      return args.slice(-1);
    case "if":
      return args.slice(1);
    case "let":
      return args;
    default:
      return head !== NONE && args.length === 0 && kindAt(text, head) === OPEN_PAREN ? [head] : [];
  }
}

function calledBy(text: ValkText, node: number): string {
  const kind = kindAt(text, node);
  if (kind !== OPEN_PAREN && kind !== OPEN_BRACE) return "";
  const [head = NONE] = childrenOf(text, node);
  return head === NONE ? "" : tokenText(text, head);
}

/** The bodies of the functions that a text defines once, by name. */
function functionBodies(text: ValkText): ReadonlyMap<string, number> {
  const bodies = new Map<string, number>();
  const doubled = new Set<string>();
  for (const form of topForms(text)) {
    const [name] = kindAt(text, form) === OPEN_PAREN ? boundNames(text, form, true) : [];
    if (name === undefined) continue;
    if (bodies.has(name)) doubled.add(name);
    const [, , value = NONE] = childrenOf(text, form);
    if (headName(text, form) === "fun" && value !== NONE) bodies.set(name, value);
  }
  for (const name of doubled) bodies.delete(name);
  return bodies;
}
