import { describe, expect, test } from "vitest";
import { LINT_FORMATS, runLint } from "../../src/cli/lint-command.js";
import { formatBaseline, readBaseline } from "../../src/finding/baseline.js";
import { formatGithub } from "../../src/report/github.js";
import { formatLintText } from "../../src/report/lint/text.js";
import { formatSarif } from "../../src/report/sarif.js";
import { createStyle } from "../../src/text/style.js";

const tool = { name: "valk-codemod", version: "1.2.3" };
const plain = { style: createStyle(false), columns: undefined };
const racing = {
  path: "test/a b.valk",
  source: "(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n 1)}))\n(println n)\n",
};
const fine = { path: "b.valk", source: "(def {x} 1)\n" };

describe("lint as a command", () => {
  test.each(LINT_FORMATS)("%s", (format) => {
    const { output, isFailing } = runLint([racing, fine], { format, tool });
    expect(output(plain)).toMatchSnapshot();
    expect(isFailing).toBe(true);
  });

  test.each(LINT_FORMATS)("%s of nothing", (format) => {
    const { output, isFailing } = runLint([fine], { format, tool });
    expect(output(plain)).toMatchSnapshot();
    expect(isFailing).toBe(false);
  });

  test("--fail-on", () => {
    const leaking = { path: "a.valk", source: "(fun {f x} {do (def {y} x) y})" };
    expect(runLint([leaking], { tool }).isFailing).toBe(true);
    expect(runLint([leaking], { tool, failOn: "error" }).isFailing).toBe(false);
    expect(runLint([racing], { tool, failOn: "error" }).isFailing).toBe(true);
  });
});

describe("baselines", () => {
  const { findings } = runLint([racing], { tool });
  const baseline = readBaseline(formatBaseline(findings));

  test("put up with what is known, wherever it moved", () => {
    const moved = { ...racing, source: `\n\n${racing.source}` };
    expect(runLint([moved], { tool, baseline })).toMatchObject({ isFailing: false, findings: [] });
  });

  test("and not with one more of it", () => {
    const more = {
      ...racing,
      source: `${racing.source}(aio/interval aio 1 (\\ {} {def {n} 2}))\n`,
    };
    expect(runLint([more], { tool, baseline }).findings.map(({ line }) => line)).toEqual([4]);
  });

  test("nor with what is new altogether", () => {
    const other = { path: "c.valk", source: "(def {x} 1)\n(def {x} 2)" };
    expect(runLint([racing, other], { tool, baseline }).findings.map(({ path }) => path)).toEqual([
      "c.valk",
    ]);
  });

  test("survive being written and read", () => {
    expect(formatBaseline(readBaseline(formatBaseline(findings)))).toBe(formatBaseline(findings));
  });
});

describe("reports", () => {
  const odd = {
    path: "a%,:\n.valk",
    line: 1,
    column: 2,
    code: "race",
    severity: "info" as const,
    message: "50% of\nit",
    hint: "stop",
  };

  test("GitHub commands escape what would end them", () => {
    expect(formatGithub([odd])).toBe(
      "::notice file=a%25%2C%3A\\x0a.valk,line=1,col=2,title=race::50%25 of\\x0ait. stop\n",
    );
  });

  test("text shows no control characters of a path", () => {
    expect(formatLintText([odd], 1, plain).split("\n")[0]).toBe(
      "a%,:\\x0a.valk:1:2  info  race  50% of\\x0ait",
    );
  });

  test("SARIF paths are URIs, and levels are its own", () => {
    const log = JSON.parse(formatSarif([odd], [], tool));
    expect(log.runs[0].results[0]).toMatchObject({
      level: "note",
      locations: [{ physicalLocation: { artifactLocation: { uri: "a%25%2C%3A%0A.valk" } } }],
    });
  });

  test("JSON tells nothing but what is known of old", () => {
    const { output } = runLint([racing], { tool, format: "json" });
    expect(Object.keys(JSON.parse(output(plain)).findings[0])).toEqual([
      "path",
      "line",
      "column",
      "code",
      "severity",
      "message",
      "hint",
      "related",
    ]);
  });
});
