import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { levelOf } from "../../src/finding/finding.js";
import { lint } from "../../src/lint/lint.js";
import { lintKinds } from "../../src/lint/rules/lint-rules.js";

const page = readFileSync(new URL("../../docs/threading.md", import.meta.url), "utf8");

const examples = [...page.matchAll(/```lisp\n; lint:(.*)\n([\s\S]*?)```/g)].map(
  ([, expected, source]) => ({ expected: (expected as string).trim(), source: source as string }),
);

test("every example is marked", () => {
  expect(examples.length).toBe(page.split("```lisp").length - 1);
});

test.each(examples)(
  "the example with the findings '$expected' has them",
  ({ expected, source }) => {
    const found = lint([{ path: "a.valk", source }]).findings;
    expect(found.map(({ code, name }) => `${code} ${name}`).join(", ")).toBe(expected);
  },
);

test("every code is in the table", () => {
  for (const { code, severity } of lintKinds.values()) {
    expect(page).toContain(`| \`${code}\` | ${levelOf(severity)} |`);
  }
});
