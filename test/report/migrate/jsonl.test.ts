import { expect, test } from "vitest";
import { createJsonReport } from "../../../src/report/migrate/json.js";
import { createJsonLinesReport } from "../../../src/report/migrate/jsonl.js";
import type { RunInfo } from "../../../src/report/migrate/report.js";
import { createUnifiedView } from "../../../src/report/views/unified.js";
import { createStyle } from "../../../src/text/style.js";
import { someFiles, writeReport } from "./run-reports.js";

test("the jsonl report says what the JSON report says, an event a line", () => {
  const json = JSON.parse(writeReport(createJsonReport, someFiles));
  const lines = writeReport(createJsonLinesReport, someFiles).trimEnd().split("\n");
  expect(lines.join("")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  const [start, ...rest] = lines.map((line) => JSON.parse(line));
  const end = rest.pop();
  expect(rest.map(({ event, ...file }) => [event, file])).toEqual(
    json.files.map((file: object) => ["file", file]),
  );
  const { files, ...others } = json;
  expect({ ...start, ...end, event: "both" }).toEqual({ ...others, event: "both" });
  expect([start.event, end.event]).toEqual(["start", "end"]);
});

test("each event is written when it happens", () => {
  const written: string[] = [];
  const run: RunInfo = {
    toolVersion: "1",
    root: "/r",
    rootInRepository: "",
    transform: "stub",
    kinds: [],
    target: "builder",
    mode: "preview",
  };
  const report = createJsonLinesReport((text) => written.push(text), run, {
    style: createStyle(false),
    columns: undefined,
    verbosity: "normal",
    showDiff: false,
    context: 3,
    view: createUnifiedView,
    hidden: new Set(),
    showStatistics: false,
  });
  expect(written).toHaveLength(1);
  report.file({ status: "unchanged", path: "a", findings: [], tests: { old: 0, new: 0 } });
  expect(written).toHaveLength(2);
  expect(written.every((line) => line.endsWith("}\n"))).toBe(true);
});
