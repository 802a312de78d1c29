import { describe, expect, test } from "vitest";
import type { LocatedFinding } from "../../src/finding/finding.js";
import { type Severities, severitiesFor } from "../../src/finding/policy.js";
import { configurableKinds, scopeOf } from "../../src/outcome/kinds.js";
import type { PlannedFile } from "../../src/outcome/planned-file.js";
import { applyPolicy } from "../../src/plan/finding-policy.js";
import { findingKinds } from "../../transforms/define-to-suite/findings/all-rules.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";

const found = (code: string, severity: LocatedFinding["severity"], line = 2): LocatedFinding => ({
  code,
  severity,
  message: "m",
  hint: "h",
  span: { start: line, end: line + 1 },
  line,
  column: 1,
});
const file = (...findings: readonly LocatedFinding[]): PlannedFile => ({
  status: "unchanged",
  path: "a.valk",
  findings,
  tests: { old: 1, new: 0 },
});
const codes = ({ findings }: PlannedFile) =>
  findings.map(({ code, severity }) => `${severity} ${code}`);
const settle = (planned: PlannedFile, source: string | undefined, severities: Severities = {}) =>
  applyPolicy(planned, source, severities, scopeOf(defineToSuite));

describe("configured severities", () => {
  const review = found("forms-after-run", "review");

  test.each<[Severities, readonly string[], string, number | undefined]>([
    [{}, ["review forms-after-run"], "unchanged", undefined],
    [{ "forms-after-run": "info" }, ["info forms-after-run"], "unchanged", undefined],
    [{ "forms-after-run": "off" }, [], "unchanged", 1],
    [{ "forms-after-run": "refuse" }, ["refuse forms-after-run"], "blocked", undefined],
    [{ "no-run": "off" }, ["review forms-after-run"], "unchanged", undefined],
  ])("%j", (severities, expected, status, suppressed) => {
    const settled = settle(file(review), undefined, severities);
    expect(codes(settled)).toEqual(expected);
    expect(settled).toMatchObject({ status, tests: { old: 1 } });
    expect(settled.suppressed).toBe(suppressed);
  });

  test("never lower what refuses", () => {
    const blocked = { ...file(found("no-run", "refuse")), status: "blocked" as const };
    expect(codes(settle(blocked, undefined, { "no-run": "off" }))).toEqual(["refuse no-run"]);
  });

  test("a failed file stays as it is", () => {
    const failed: PlannedFile = { ...file(review), status: "failed", problems: [] };
    expect(settle(failed, undefined, { "forms-after-run": "off" })).toBe(failed);
  });

  test("every kind may keep its own severity", () => {
    for (const kind of configurableKinds.values()) {
      expect(severitiesFor(kind)).toContain(kind.severity);
    }
    expect(configurableKinds.size).toBeGreaterThan(findingKinds.length);
  });
});

describe("suppression comments", () => {
  const NEXT = "; valk-codemod-disable-next-line";

  test("hold back what does not refuse, and are counted", () => {
    const settled = settle(
      file(found("forms-after-run", "review")),
      `${NEXT} forms-after-run why\n`,
    );
    expect(codes(settled)).toEqual([]);
    expect(settled.suppressed).toBe(1);
  });

  test("accept what refuses", () => {
    const blocked = { ...file(found("no-run", "refuse")), status: "blocked" as const };
    const settled = settle(blocked, `${NEXT} no-run loaded by others\n`);
    expect(settled.status).toBe("blocked");
    expect(settled.findings).toEqual([expect.objectContaining({ accepted: "loaded by others" })]);
    expect(settled.suppressed).toBeUndefined();
  });

  test("accept what the configuration makes refuse", () => {
    const source = `${NEXT} forms-after-run why\n`;
    const settled = settle(file(found("forms-after-run", "review")), source, {
      "forms-after-run": "refuse",
    });
    expect(settled).toMatchObject({ status: "blocked", findings: [{ accepted: "why" }] });
  });

  test.each<[string, string, RegExp]>([
    [`${NEXT} no-run`, "review suppression-no-reason", /without a code or without a reason/],
    [NEXT, "review suppression-no-reason", /without a code/],
    [`${NEXT} no-rnu why`, "review suppression-unknown", /no finding no-rnu: did you mean no-run/],
    [`${NEXT} zzz why`, "review suppression-unknown", /no finding zzz$/],
    [`${NEXT} no-run why`, "info suppression-unused", /nothing here is reported as no-run/],
  ])("%s is itself reported", (source, expected, message) => {
    const settled = settle(file(), source);
    expect(codes(settled)).toEqual([expected]);
    expect(settled.findings[0]?.message).toMatch(message);
    expect(settled.findings[0]).toMatchObject({ line: 1, column: 1 });
  });

  test("of the linter are left to it, and the other way round", async () => {
    expect(settle(file(), `${NEXT} race why\n`)).toEqual(file());
    const cwd = makeFolder({
      "a.valk": `${NEXT} no-run why\n(println 1)\n${NEXT} race why\n(f)\n`,
    });
    const { stdout } = await run(["lint"], { cwd });
    expect(stdout).toContain("nothing here is reported as race");
    expect(stdout).not.toContain("no-run");
  });

  test("can be made to refuse when they are wrong", () => {
    const settled = settle(file(), `${NEXT} zzz why\n`, { "suppression-unknown": "refuse" });
    expect(settled.status).toBe("blocked");
  });
});

describe("a run", () => {
  const late = `(test/suite "S")
(test/define "one" {== 1 1})
(test/run)
; valk-codemod-disable-next-line forms-after-run kept for its comment
(println 1)
`;

  test("calls no comment unused that another target needs", async () => {
    const cwd = makeFolder({
      "a.valk": `; valk-codemod-disable-file shadows-framework only lists have a test of this name
(fun {test x} {x})
(test/suite "S")
(test/define "one" {== 1 1})
(test/run)
; valk-codemod-disable-next-line no-run there used to be none
(println 1)
`,
    });
    const codesFor = async (target: string): Promise<readonly string[]> => {
      const { stdout } = await run(["migrate", "--target", target, "-f", "json"], { cwd });
      const [file] = JSON.parse(stdout).files;
      return file.findings.map((found: { code: string; message: string; accepted?: string }) =>
        found.code === "suppression-unused" ? found.message : found.code,
      );
    };
    const unused = "nothing here is reported as no-run";
    expect(await codesFor("list")).toEqual(expect.arrayContaining(["shadows-framework", unused]));
    expect(await codesFor("builder")).toEqual([unused, "forms-after-run"]);
  });

  test("says how many findings were held back", async () => {
    const cwd = makeFolder({ "a.valk": late });
    const { status, stdout } = await run(["migrate"], { cwd });
    expect(status).toBe(0);
    expect(stdout).not.toContain("forms-after-run  ");
    expect(stdout).toMatch(/findings +1 {2}suppressed by comments or the configuration/);
    const json = JSON.parse((await run(["migrate", "--format", "json"], { cwd })).stdout);
    expect(json.totals.suppressed).toBe(1);
    expect((await run(["migrate", "--write"], { cwd })).status).toBe(0);
  });

  test("leaves a file that the configuration refuses, and checks it all the same", async () => {
    const config = JSON.stringify({ severities: { "forms-after-run": "refuse" } });
    const cwd = makeFolder({
      "a.valk": late.replace(/;.*\n/, ""),
      "b.valk": late,
      "valk-codemod.config.json": config,
    });
    const { stdout } = await run(["migrate"], { cwd });
    expect(stdout).toMatch(/^a\.valk: blocked, left as it is$/m);
    expect(stdout).toMatch(/^b\.valk: blocked, left as it is$/m);
    expect(stdout).toContain("(accepted: kept for its comment)");
    const checked = await run(["check", "--format", "json"], { cwd });
    const { new: fresh, accepted } = JSON.parse(checked.stdout);
    const shown = fresh.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`);
    expect(shown).toEqual(["a.valk old-test", "a.valk forms-after-run", "b.valk old-test"]);
    expect(accepted).toBe(1);
  });
});
