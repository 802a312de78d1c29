// Writes down what a proven file holds. Precondition of all of it: the two readings agree.

import { DEFAULT_SUITE } from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import { hashNodes, hashText } from "./hashes.js";
import type { FileProof, GraphProof, ProofInput } from "./proof.js";
import { flagsOf, type SuiteReading, testsOf, valuesOf } from "./suite-reading.js";
import { NONE, nodeText } from "./tokens.js";

/** The proof of a migration whose readings were found equal; texts are taken from the old one. */
export function describeProof(
  input: ProofInput,
  old: SuiteReading,
  now: SuiteReading,
  view?: GraphView,
): FileProof {
  const { text, suite } = old;
  // A file that others run says nothing of how it is run.
  const run = old.run ?? { name: "test/run", argument: NONE };
  const defaultSuite = old.run === undefined ? "" : DEFAULT_SUITE;
  const tests = testsOf(old);
  const flags = flagsOf(old);
  const bodyHashes = hashNodes(
    text,
    tests.map(({ body }) => body),
  );
  const copies = detach([
    suite === undefined ? defaultSuite : nodeText(text, suite.value),
    run.argument === NONE ? "" : nodeText(text, run.argument),
    ...flags.map(({ value }) => nodeText(text, value)),
    ...tests.map(({ name }) => nodeText(text, name)),
  ]);
  const copy = (index: number) => copies[index] as string;
  return {
    path: input.path,
    oldHash: hashText(input.oldText),
    newHash: hashText(input.newText),
    edits: input.edits.length,
    suite: copy(0),
    runner: { name: run.name, argument: run.argument === NONE ? null : copy(1) },
    flags: flags.map(({ flag }, index) => ({ name: flag, argument: copy(2 + index) })),
    tests: tests.map(({ mode }, index) => ({
      name: copy(2 + flags.length + index),
      mode,
      bodyHash: bodyHashes[index] as string,
    })),
    registeringForms: valuesOf(old).length,
    comments: { old: text.comments, new: now.text.comments },
    forms: old.above.length + old.below.length,
    ...(view === undefined ? {} : { graph: describeGraph(view) }),
  };
}

function describeGraph({ role, parts, function: own }: GraphView): GraphProof {
  const loaded = [...parts.values()].map((part) => {
    const [name = "", path = ""] = detach([part.name, part.path]);
    return { name, path };
  });
  if (own === undefined) return { role, parts: loaded };
  const [name = ""] = detach([own.name]);
  return { role, name, parts: loaded };
}

/**
 * Copies of texts. A slice of a string keeps the whole string in memory, and a report of many files
 * would so keep all their texts; slices of one joint copy keep only what they are made of.
 */
function detach(texts: readonly string[]): string[] {
  return Buffer.from(texts.join("\0")).toString().split("\0");
}
