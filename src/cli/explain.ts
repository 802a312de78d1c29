// `explain [CODE]`: the long text of a finding or an error, or the list of all codes.

import { type ListedKind, listedKinds } from "../outcome/kind-list.js";
import { formatKind } from "../outcome/kind-text.js";
import { FAILURE_POINTS } from "../proof/proof.js";
import { closestTo } from "../text/closest.js";
import { wrap } from "../text/columns.js";
import { countOf } from "../text/wording.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { UsageError } from "./usage-error.js";

export const explainCommand = makeCommand({
  operands: [
    {
      name: "[CODE]",
      text: "a code as reports print it; without one, all are listed",
      proposals: [...listedKinds.keys()],
    },
  ],
  options: [],
  help: `
Severities:
  refuse   the file stays as it is until a person has seen to it
  review   the file is migrated, and a person should look at the place
  info     nothing to do
  error    the file could not be read, proven or written

Examples:
  valk-codemod explain
  valk-codemod explain several-runs`,

  async run([code], _values, io) {
    if (code === undefined) {
      io.stdout.write(formatList([...listedKinds.values()], widthFor(io)));
      return exitStatus();
    }
    const kind = listedKinds.get(code);
    if (kind === undefined) {
      throw new UsageError(`there is no code ${code}`, suggestCode(code, [...listedKinds.keys()]));
    }
    io.stdout.write(formatKind(kind, widthFor(io)));
    return exitStatus();
  },
});

function widthFor({ stdout }: Io): number {
  return Math.min(stdout.columns || 80, 80);
}

/** Each code with its summary; those of failed proofs, which say one thing, together at the end. */
function formatList(kinds: readonly ListedKind[], width: number): string {
  const listed = kinds.filter(({ code }) => !(code in FAILURE_POINTS));
  const codeWidth = Math.max(...listed.map(({ code }) => code.length));
  const indent = " ".repeat(codeWidth + 11);
  const lines = listed.map((kind) =>
    wrap(`${kind.code.padEnd(codeWidth)}  ${kind.shown.padEnd(7)}  ${kind.summary}`, width, indent),
  );
  const proofs = Object.keys(FAILURE_POINTS).toSorted().join(", ");
  return `${lines.join("\n")}

Errors of a proof that failed: a defect of valk-codemod; the file stays as it is
${wrap(`  ${proofs}`, width, "  ")}

${countOf(kinds.length, "code")}; valk-codemod explain CODE says more.
`;
}

/** Codes that are spelled much like what was asked for, or where to find the list. */
function suggestCode(wrong: string, codes: readonly string[]): string {
  const close = closestTo(wrong, codes);
  return close.length > 0
    ? `did you mean ${close.join(", ")}?`
    : "valk-codemod explain lists all codes";
}
