import { expect, test } from "vitest";
import { createPatchReport } from "../../../src/report/migrate/patch.js";
import { someFiles, writeReport } from "./run-reports.js";

test("the patch report holds every change and nothing else", () => {
  expect(writeReport(createPatchReport, someFiles)).toMatchSnapshot();
});

test("its paths start at the top of the repository", () => {
  const patch = writeReport(
    createPatchReport,
    { "a.valk": "(test/old)" },
    { run: { rootInRepository: "examples/p/" } },
  );
  expect(patch).toContain("diff --git a/examples/p/a.valk b/examples/p/a.valk\n");
});

test("it hides nothing, whatever the preview hides", () => {
  const files = { "a.valk": "(test/old)" };
  expect(
    writeReport(createPatchReport, files, {
      options: { hidden: new Set(["reindented"] as const) },
    }),
  ).toBe(writeReport(createPatchReport, files));
});
