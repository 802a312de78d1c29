import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FRAMEWORK_EXCEPTIONS } from "../../src/lint/framework-exceptions.js";
import { lint } from "../../src/lint/lint.js";

const moduleOf = (name: string) => ({
  path: name,
  source: readFileSync(new URL(`../../src/framework/${name}`, import.meta.url), "utf8"),
});

test("test.valk has no mutable global at all", () => {
  expect(lint([moduleOf("test.valk")])).toEqual({
    findings: [],
    suppressed: [],
    unused: new Map(),
    files: 1,
  });
});

test("test-compat.valk has those that are declared, and no others", () => {
  const { findings, suppressed } = lint([moduleOf("test-compat.valk")], {
    exceptions: FRAMEWORK_EXCEPTIONS,
  });
  expect(findings).toEqual([]);
  const names = new Set(suppressed.map(({ name }) => name));
  expect([...names].sort()).toEqual(FRAMEWORK_EXCEPTIONS.map(({ name }) => name).sort());
});
