// Writes down what a proven file holds. Precondition of all of it: the two readings agree.

import { DEFAULT_SUITE } from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import { hashNodes } from "./hashes.js";
import { proofHead, withFacts } from "./plain-proof.js";
import type { FileProof, GraphProof, ProofInput, SuiteProof } from "./proof.js";
import { readValk } from "./reader.js";
import {
  type FlagStage,
  flagsOf,
  type Run,
  type SuiteReading,
  type TestStage,
  testsOf,
  valuesOf,
} from "./suite-reading.js";
import { NONE, nodeText } from "./tokens.js";

/**
 * The proof of a migration whose readings were found equal; texts are taken from the old one. What is
 * only wanted where the proof itself is shown is read from the two texts when it is asked for.
 */
export function describeProof(
  input: ProofInput,
  old: SuiteReading,
  now: SuiteReading,
  view?: GraphView,
): FileProof {
  const places = placesOf(old);
  const { source } = old.text;
  let known: Details | undefined;
  const details = (): Details => {
    known ??= readDetails(source, places);
    return known;
  };
  return withFacts(proofHead(input), {
    get suite() {
      return details().suite;
    },
    get runner() {
      return details().runner;
    },
    get flags() {
      return details().flags;
    },
    get tests() {
      return details().tests;
    },
    registeringForms: valuesOf(old).length,
    comments: { old: old.text.comments.length, new: now.text.comments.length },
    forms: old.above.length + old.below.length,
    ...(view === undefined ? {} : { graph: describeGraph(view) }),
  });
}

/** Where a suite and its tests stand: first tokens of nodes. */
interface Places {
  readonly suite: number;
  /** Whether a suite without a name has the default one: a file that others run has none. */
  readonly hasDefault: boolean;
  readonly runner: Pick<Run, "name" | "argument">;
  readonly flags: readonly Pick<FlagStage, "flag" | "value">[];
  readonly tests: readonly Pick<TestStage, "mode" | "name" | "body">[];
}

// Only numbers and words: a proof is kept longer than the readings that it was made of.
function placesOf(reading: SuiteReading): Places {
  const { suite, run } = reading;
  return {
    suite: suite?.value ?? NONE,
    hasDefault: run !== undefined,
    // A file that others run says nothing of how it is run.
    runner: { name: run?.name ?? "test/run", argument: run?.argument ?? NONE },
    flags: flagsOf(reading).map(({ flag, value }) => ({ flag, value })),
    tests: testsOf(reading).map(({ mode, name, body }) => ({ mode, name, body })),
  };
}

type Details = Pick<SuiteProof, "suite" | "runner" | "flags" | "tests">;

/** The words of the proof, from a text that was read before. */
function readDetails(source: string, { suite, hasDefault, runner, flags, tests }: Places): Details {
  const read = readValk(source);
  if (!read.ok) throw new Error(read.error.message);
  const { text } = read;
  const bodyHashes = hashNodes(
    text,
    tests.map(({ body }) => body),
  );
  const defaultSuite = hasDefault ? DEFAULT_SUITE : "";
  const copies = detach([
    suite === NONE ? defaultSuite : nodeText(text, suite),
    runner.argument === NONE ? "" : nodeText(text, runner.argument),
    ...flags.map(({ value }) => nodeText(text, value)),
    ...tests.map(({ name }) => nodeText(text, name)),
  ]);
  const copy = (index: number) => copies[index] as string;
  return {
    suite: copy(0),
    runner: { name: runner.name, argument: runner.argument === NONE ? null : copy(1) },
    flags: flags.map(({ flag }, index) => ({ name: flag, argument: copy(2 + index) })),
    tests: tests.map(({ mode }, index) => ({
      name: copy(2 + flags.length + index),
      mode,
      bodyHash: bodyHashes[index] as string,
    })),
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
