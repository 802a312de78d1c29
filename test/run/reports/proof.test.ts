import { expect, test } from "vitest";
import { createProofReport } from "../../../src/run/reports/proof.js";
import { someFiles, writeReport } from "./run-reports.js";

test("the proof file holds what was proven and what was not", () => {
  const proof = JSON.parse(writeReport(createProofReport, someFiles));
  expect(proof).toMatchSnapshot();
});

test("it leaves out files about which there is nothing to say", () => {
  const files = { "a.valk": "", "b.valk": "INFO" };
  const proof = JSON.parse(writeReport(createProofReport, files));
  expect(proof.files).toMatchObject([{ path: "b.valk", status: "unchanged" }]);
});
