// Who printed what. Results are printed by the file that defines `test/run`; what other code prints is
// foreign, whatever it looks like. In an output foreign bytes stand between two marks that are no bytes;
// in the transcript the signs of results are taken from them, so that nobody reads one in a line that
// a test body printed.

import { toBytes, toText } from "./bytes.js";
import { lookUp } from "./environment.js";
import type { Machine, Source } from "./model.js";
import { isFrameworkLine } from "./test-output.js";
import { isCons, symbol } from "./values.js";

const OPEN = "\uE000";
const CLOSE = "\uE001";
const MARKS = /[\uE000\uE001]/g;
const FOREIGN = /\uE000([^\uE001]*)\uE001/g;

const RUN = symbol("test/run");

/** The file that reports results, as far as one is loaded. */
function reporterOf({ globals }: Machine): Source | undefined {
  const run = lookUp(globals, RUN);
  return typeof run === "object" && run.kind === "lambda" && isCons(run.body)
    ? run.body.source
    : undefined;
}

/** The bytes as they go into an output: between marks, line by line, where they are foreign. */
export function attribute(machine: Machine, bytes: string): string {
  const reporter = reporterOf(machine);
  if (reporter === undefined || machine.printer === reporter) {
    return bytes;
  }
  return bytes
    .split("\n")
    .map((piece) => (piece === "" ? "" : `${OPEN}${piece}${CLOSE}`))
    .join("\n");
}

export function withoutMarks(bytes: string): string {
  return bytes.replace(MARKS, "");
}

/** The text of an output's bytes, line by line; foreign lines do not pass for results. */
export function reveal(bytes: string): string {
  return bytes.includes(OPEN) ? bytes.split("\n").map(revealLine).join("\n") : toText(bytes);
}

function revealLine(line: string): string {
  const plain = toText(withoutMarks(line));
  if (plain === line || !isFrameworkLine(plain)) {
    return plain;
  }
  // Bytes of one sign may come from several calls.
  const whole = line.replaceAll(`${CLOSE}${OPEN}`, "");
  return toText(whole.replace(FOREIGN, (_, inner: string) => toBytes(disarm(toText(inner)))));
}

const SIGNS = /🧪|✅|❌|⏭️|⏰|🏁|❔|About|<<<|⟨/gu;

function disarm(text: string): string {
  return text.replace(SIGNS, "$&\u2060");
}
