import { describe, expect, test } from "vitest";
import { runLint } from "../../src/cli/lint-command.js";
import { formatBaseline, readBaseline } from "../../src/finding/baseline.js";
import type { SourceFile } from "../../src/mutation/survey.js";
import { formatGithub } from "../../src/report/github.js";
import { lintFormats } from "../../src/report/lint/lint-formats.js";
import { formatLintSarif } from "../../src/report/lint/sarif.js";
import { formatLintText } from "../../src/report/lint/text.js";
import { createStyle } from "../../src/text/style.js";

const tool = { name: "valk-codemod", version: "1.2.3" };
const plain = { style: createStyle(false), columns: undefined };
const racing = {
  path: "test/a b.valk",
  source: "(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n 1)}))\n(println n)\n",
};
const fine = { path: "b.valk", source: "(def {x} 1)\n" };

async function reportOn(sources: readonly SourceFile[], format: string): Promise<string> {
  const report = await lintFormats.get(format)?.();
  return report?.({ ...runLint(sources, {}), skipped: [], failed: [], tool }, plain) ?? "";
}

describe("lint as a command", () => {
  const formats = [...lintFormats.keys()];

  test.each(formats)("%s", async (format) => {
    expect(await reportOn([racing, fine], format)).toMatchSnapshot();
  });

  test.each(formats)("%s of nothing", async (format) => {
    expect(await reportOn([fine], format)).toMatchSnapshot();
  });

  test("fails on a race, not on nothing", () => {
    expect(runLint([racing, fine], {}).isFailing).toBe(true);
    expect(runLint([fine], {}).isFailing).toBe(false);
  });

  test("--fail-on", () => {
    const leaking = { path: "a.valk", source: "(fun {f x} {do (def {y} x) y})" };
    expect(runLint([leaking], {}).isFailing).toBe(true);
    expect(runLint([leaking], { failOn: "error" }).isFailing).toBe(false);
    expect(runLint([racing], { failOn: "error" }).isFailing).toBe(true);
  });
});

describe("baselines", () => {
  const { findings } = runLint([racing], {});
  const baseline = readBaseline(formatBaseline(findings));

  test("put up with what is known, wherever it moved", () => {
    const moved = { ...racing, source: `\n\n${racing.source}` };
    expect(runLint([moved], { baseline })).toMatchObject({ isFailing: false, findings: [] });
  });

  test("and not with one more of it", () => {
    const more = {
      ...racing,
      source: `${racing.source}(aio/interval aio 1 (\\ {} {def {n} 2}))\n`,
    };
    expect(runLint([more], { baseline }).findings.map(({ line }) => line)).toEqual([4]);
  });

  test("nor with what is new altogether", () => {
    const other = { path: "c.valk", source: "(def {x} 1)\n(def {x} 2)" };
    expect(runLint([racing, other], { baseline }).findings.map(({ path }) => path)).toEqual([
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
    expect(
      formatLintText(
        { findings: [odd], files: 1, skipped: [], failed: [], kinds: [], tool },
        plain,
      ).split("\n")[0],
    ).toBe("a%,:\\x0a.valk:1:2  info  race  50% of\\x0ait");
  });

  test("text says each way out once", () => {
    const text = formatLintText(
      { findings: [odd, odd], files: 1, skipped: [], failed: [], kinds: [], tool },
      plain,
    );
    expect(text.match(/hint: stop/g)).toHaveLength(1);
    expect(text.match(/race {2}50%/g)).toHaveLength(2);
  });

  test("SARIF paths are URIs, and levels are its own", () => {
    const log = JSON.parse(
      formatLintSarif({ findings: [odd], files: 1, skipped: [], failed: [], kinds: [], tool }),
    );
    expect(log.runs[0].results[0]).toMatchObject({
      level: "note",
      locations: [{ physicalLocation: { artifactLocation: { uri: "a%25%2C%3A%0A.valk" } } }],
    });
  });

  test("JSON tells nothing but what is known of old", async () => {
    const report = JSON.parse(await reportOn([racing], "json"));
    expect(Object.keys(report.findings[0])).toEqual([
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
