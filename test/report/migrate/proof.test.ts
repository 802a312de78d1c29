import { expect, test } from "vitest";
import { createProofReport } from "../../../src/report/migrate/proof.js";
import { someFiles, writeReport } from "./run-reports.js";

test("the proof file holds what was proven and what was not", () => {
  const proof = JSON.parse(writeReport(createProofReport, someFiles));
  expect(proof).toMatchSnapshot();
});

test("it names what was proven but not written", () => {
  const problem = { code: "write-failed", message: "no", hint: "no" };
  const applied = {
    written: ["m.valk"],
    failed: [{ path: "a.valk", problem }],
    skipped: ["b.valk", "m.valk"],
    interrupted: false,
  };
  const proof = JSON.parse(writeReport(createProofReport, { "a.valk": "(test/old)" }, { applied }));
  expect(proof.notWritten).toEqual(["a.valk", "b.valk"]);
});

test("it leaves out files about which there is nothing to say", () => {
  const files = { "a.valk": "", "b.valk": "INFO" };
  const proof = JSON.parse(writeReport(createProofReport, files));
  expect(proof.files).toMatchObject([{ path: "b.valk", status: "unchanged" }]);
});
