// From a repair's plan to its verdict: what stays is a finding, with a way out of its own or the kind's.

import { expect, test } from "vitest";
import { fixVerdict } from "../../src/mutation/fix-verdict.js";

const kind = {
  code: "kept",
  severity: "info" as const,
  summary: "it stays",
  hint: "read the reason",
  explanation: "",
  example: "",
};
const span = { start: 0, end: 1 };

test("what stays has the kind's way out, or its own", () => {
  const left = [
    { name: "a", span, reason: "it is read" },
    { name: "b", span, reason: "there are no atoms", hint: "use a handle" },
  ];
  const { status, findings } = fixVerdict({ source: "x", edits: [] }, left, kind);
  expect(status).toBe("unchanged");
  expect(findings.map(({ message, hint }) => [message, hint])).toEqual([
    ["a stays global: it is read", "read the reason"],
    ["b stays global: there are no atoms", "use a handle"],
  ]);
});

test("edits are a plan", () => {
  const plan = { source: "x", edits: [{ span, newText: "y" }] };
  expect(fixVerdict(plan, [], kind)).toEqual({ status: "changed", findings: [], plan });
});
