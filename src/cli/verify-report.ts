// Where the report of a verification goes: standard output, or a file and the text beside it.
// Invariant: whatever the format, differences and totals reach the user.

import { resolve } from "node:path";
import { behaviourFormats } from "../report/verify/behaviour-formats.js";
import type {
  BehaviourInfo,
  BehaviourReport,
  BehaviourReportOptions,
  CreateBehaviourReport,
} from "../report/verify/report.js";
import type { Io, Output } from "./io.js";
import { createOutputFile } from "./output-file.js";
import { textOptionsFor } from "./terminal.js";
import type { VerifyRequest } from "./verify-request.js";
import { readVersion } from "./version.js";

export interface BehaviourSinks {
  readonly report: BehaviourReport;
  /** Puts the file in place. Throws UsageError when that fails. */
  commit(): void;
  /** Removes what was not committed. */
  discard(): void;
}

/** Opens what the request names. Throws UsageError. */
export async function openBehaviourSinks(
  request: VerifyRequest,
  run: Omit<BehaviourInfo, "toolVersion">,
  io: Io,
): Promise<BehaviourSinks> {
  const { format, output } = request;
  const info = { ...run, toolVersion: readVersion() };
  const create = await loadFormat(format);
  const toOutput = writerTo(io.stdout);
  if (output === undefined) {
    const report = create(toOutput, info, optionsFor(io.stdout, request, io));
    return { report, commit() {}, discard() {} };
  }
  const createText = await loadFormat("text");
  const file = createOutputFile(resolve(io.cwd, output));
  const main = create(file.write, info, optionsFor({ write: file.write }, request, io));
  const text = createText(toOutput, info, optionsFor(io.stdout, request, io));
  return {
    report: {
      file(behaviour) {
        main.file(behaviour);
        text.file(behaviour);
      },
      finish(totals) {
        main.finish(totals);
        text.finish(totals);
      },
    },
    commit: file.commit,
    discard: file.discard,
  };
}

async function loadFormat(format: string): Promise<CreateBehaviourReport> {
  const load = behaviourFormats.get(format) as () => Promise<CreateBehaviourReport>;
  return load();
}

function optionsFor(
  output: Output,
  { color, isQuiet }: VerifyRequest,
  { env }: Io,
): BehaviourReportOptions {
  return { ...textOptionsFor(output, color, env), isQuiet };
}

function writerTo(output: Output): (text: string) => void {
  return (text) => {
    output.write(text);
  };
}
