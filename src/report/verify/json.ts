// The JSON report of a verification, version 1: both runs of every file, and what comparing them
// came to. Written file by file, a file a line.

import type { FileBehaviour } from "../../behaviour/file-behaviour.js";
import type { RunReport } from "../../behaviour/run-report.js";
import { unseenAsJson } from "../../project/unseen.js";
import { createJsonStream } from "../json-stream.js";
import { describeBehaviour } from "./describe-totals.js";
import type { CreateBehaviourReport } from "./report.js";

/** Lines of other output that are listed of one run; `printedLines` counts all of them. */
const LISTED_LINES = 1000;

/** Writes one JSON object. */
export const createBehaviourJson: CreateBehaviourReport = (write, info) => {
  const { toolVersion, unseen, ...run } = info;
  const tool = { name: "valk-codemod", version: toolVersion };
  const passedOver = unseen && unseenAsJson(unseen);
  const head = { version: 1, tool, ...run, ...(passedOver && { unseen: passedOver }) };
  const stream = createJsonStream(write, head, "files");
  return {
    file: (file) => stream.item(describeFile(file)),
    finish: (totals) => stream.end({ totals: describeBehaviour(totals) }),
  };
};

function describeFile({ path, comparison, warnings, before, after }: FileBehaviour): object {
  return {
    path,
    ...comparison,
    warnings,
    before: describeRun(before),
    after: describeRun(after),
  };
}

function describeRun({ exit, suites, printed, announcedStatus }: RunReport): object {
  return {
    exit,
    ...(announcedStatus === undefined ? {} : { announcedStatus }),
    suites,
    printed: printed.slice(0, LISTED_LINES).map(({ text }) => text),
    printedLines: printed.length,
  };
}
