import { expect, test } from "vitest";
import type { Remark } from "../../../src/report/document.js";
import { formatLintMarkdown } from "../../../src/report/lint/markdown.js";
import type { LintReport } from "../../../src/report/lint/report.js";

const finding = (path: string, line: number): Remark => ({
  path,
  line,
  column: 1,
  code: "race",
  severity: "review",
  message: "count @you <b>",
  hint: "use an atom",
});

function format(findings: readonly Remark[]): string {
  const report: LintReport = {
    findings,
    files: 3,
    skipped: [],
    failed: [],
    kinds: [],
    tool: { name: "valk-codemod", version: "1" },
  };
  const style = {} as Parameters<typeof formatLintMarkdown>[1];
  return formatLintMarkdown(report, style);
}

test("findings stand below their files, and call nobody", () => {
  expect(format([finding("a\n.valk", 2), finding("b.valk", 1), finding("a\n.valk", 7)])).toBe(
    `<!-- valk-codemod lint -->
**valk-codemod lint**: 3 findings in 3 files.

<code>a\\x0a.valk</code>

- line 2: **race**: count @&#8203;you &lt;b&gt;. *use an atom*
- line 7: **race**: count @&#8203;you &lt;b&gt;. *use an atom*

<code>b.valk</code>

- line 1: **race**: count @&#8203;you &lt;b&gt;. *use an atom*
`,
  );
});

test("nothing found is said", () => {
  expect(format([])).toContain("**valk-codemod lint**: No findings in 3 files.\n");
});

test("what does not fit is counted", () => {
  const text = format(Array.from({ length: 2000 }, (_, at) => finding(`f${at}.valk`, 1)));
  expect(text.length).toBeLessThanOrEqual(65_000);
  const shown = text.match(/<code>/g)?.length as number;
  expect(text).toMatch(new RegExp(`\n${2000 - shown} more files not shown\\.\n$`));
});
