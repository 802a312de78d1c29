import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DEFAULT_DIALECT, dialectNamed } from "../../src/dialect/dialects.js";
import { levelOf } from "../../src/finding/finding.js";
import { lint } from "../../src/lint/lint.js";
import { lintKinds } from "../../src/lint/rules/lint-rules.js";

const page = readFileSync(new URL("../../docs/threading.md", import.meta.url), "utf8");

const examples = [...page.matchAll(/```lisp\n; lint ?(2026-\d\d)?:(.*)\n([\s\S]*?)```/g)].map(
  ([, dialect = "", expected = "", source = ""]) => ({
    dialect: dialectNamed(dialect) ?? DEFAULT_DIALECT,
    expected: expected.trim(),
    source,
  }),
);

test("every example is marked", () => {
  expect(examples.length).toBe(page.split("```lisp").length - 1);
});

test.each(examples)(
  "the example with the findings '$expected' has them",
  ({ dialect, expected, source }) => {
    const project = { read: () => undefined, dialect };
    const found = lint([{ path: "a.valk", source }], { project }).findings;
    expect(found.map(({ code, name }) => `${code} ${name}`).join(", ")).toBe(expected);
  },
);

test("every code is in the table", () => {
  for (const { code, severity } of lintKinds.values()) {
    expect(page).toContain(`| \`${code}\` | ${levelOf(severity)} |`);
  }
});
