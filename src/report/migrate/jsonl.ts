// The jsonl report, version 1: what happens while it happens, one JSON object a line. Each line is
// written at once; a log without the event `end` belongs to a run that did not get through.

import { safeJson } from "../json-stream.js";
import { describeEnd, describeFile, describeRun } from "./json.js";
import type { CreateReport } from "./report.js";

/** Writes `start` at once, `file` for each file, `end` at the end. */
export const createJsonLinesReport: CreateReport = (write, run) => {
  const say = (event: string, data: object): void => write(`${safeJson({ event, ...data })}\n`);
  say("start", describeRun(run));
  return {
    file: (file) => say("file", describeFile(file)),
    finish: (end) => say("end", describeEnd(end)),
  };
};
