// The check for programs: one object, an entry of a list a line.

import { unseenAsJson } from "../../project/unseen.js";
import { safeJson } from "../json-stream.js";
import { type CheckReport, isFailing } from "./check-report.js";

/** The report as JSON, version 1. */
export function formatCheckJson(report: CheckReport): string {
  const { fresh, known, stale, failed, unseen, ...rest } = report;
  const lists = { new: fresh, known, gone: stale, failed };
  const passedOver = unseen && unseenAsJson(unseen);
  const head = {
    version: 1,
    passes: !isFailing(report) && failed.length === 0,
    ...rest,
    ...(passedOver && { unseen: passedOver }),
  };
  const parts = Object.entries(lists).map(([name, items]) => {
    const lines = items.map((item) => `\n    ${safeJson(item)}`);
    return `  ${JSON.stringify(name)}: [${lines.join(",")}${lines.length > 0 ? "\n  " : ""}]`;
  });
  const fields = Object.entries(head).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${safeJson(value)}`,
  );
  return `{\n${[...fields, ...parts].join(",\n")}\n}\n`;
}
