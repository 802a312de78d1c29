// Findings in changed lines alone: which lines those are, and what each command makes of them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { changedLines } from "../../src/cli/changed-lines.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { commitAll, git, MODULE, makeProject, OLD_MODULE, oldFile } from "./git-project.js";
import { run } from "./run-main.js";

const since = ["--changed-lines", "main"];

test("changed lines are those that the old text does not have there, whatever their ends", () => {
  const lines = (old: string, now: string) => [...changedLines(old, now)];
  expect(lines("a\nb\nc\n", "a\r\nb\r\nc\r\n")).toEqual([]);
  expect(lines("a\nb\nc\n", "x\na\nB\nc\ny\nz\n")).toEqual([1, 3, 5, 6]);
  expect(lines("a\nb\nc\n", "a\nc\n")).toEqual([]);
  const many = (word: string) => Array.from({ length: 1_100 }, (_, at) => word + at).join("\n");
  expect(changedLines(many("a"), many("b"))).toBe("all");
});

/** A branch of `main`, where lines 2 and 4 are broken; the branch has broken the fourth. */
const broken =
  '(test/suite "S")\n(test/define "one")\n(test/define "two" {true})\n(test/define "three" {true})\n(test/run {})\n';

function branched(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
) {
  const folder = makeProject({ [MODULE]: OLD_MODULE, ...before });
  git(folder, "checkout", "-q", "-b", "mine");
  writeFiles(folder, after);
  commitAll(folder);
  return folder;
}

describe("migrate", () => {
  const makeBranch = () =>
    branched(
      { "a.valk": broken },
      { "a.valk": broken.replace('"three" {true}', '"three"'), "new.valk": broken },
    );

  /** The places of the findings in a report, `path:line`. */
  const places: Readonly<Record<string, (text: string) => readonly string[]>> = {
    github: (text) =>
      [...text.matchAll(/^::error file=([^,]+),line=(\d+).*wrong-arity/gm)].map(
        ([, path, line]) => `${path}:${line}`,
      ),
    gitlab: (text) =>
      JSON.parse(text)
        .filter(({ check_name }: { check_name: string }) => check_name === "wrong-arity")
        .map(
          ({ location }: { location: { path: string; lines: { begin: number } } }) =>
            `${location.path}:${location.lines.begin}`,
        ),
    rdjson: (text) =>
      JSON.parse(text)
        .diagnostics.filter(({ code }: { code: { value: string } }) => code.value === "wrong-arity")
        .map(
          ({ location }: { location: { path: string; range: { start: { line: number } } } }) =>
            `${location.path}:${location.range.start.line}`,
        ),
    sarif: (text) =>
      JSON.parse(text)
        .runs[0].results.filter(({ ruleId }: { ruleId: string }) => ruleId === "wrong-arity")
        .map(
          ({
            locations: [{ physicalLocation: at }],
          }: {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: string };
                  region: { startLine: number };
                };
              },
            ];
          }) => `${at.artifactLocation.uri}:${at.region.startLine}`,
        ),
  };

  test.each(Object.keys(places))("%s shows what the branch brings", async (format) => {
    const folder = makeBranch();
    const shown = async (...args: readonly string[]) => {
      const { stdout } = await run(["migrate", "--format", format, ...args], { cwd: folder });
      return places[format]?.(stdout);
    };
    expect(await shown()).toEqual(["a.valk:2", "a.valk:4", "new.valk:2"]);
    expect(await shown(...since)).toEqual(["a.valk:4", "new.valk:2"]);
  });

  test("other formats show all, and the status is that of the run", async () => {
    const { stdout, status } = await run(["migrate", "--check", ...since], { cwd: makeBranch() });
    expect(status).toBe(1);
    expect(stdout).toContain("a.valk:2:1");
  });

  test("a commit that there is not is an error", async () => {
    const args = ["migrate", "--changed-lines", "nowhere"];
    const { status, stderr } = await run(args, { cwd: makeBranch() });
    expect(status).toBe(2);
    expect(stderr).toContain("--changed-lines nowhere: there is no such commit");
    const bare = makeFolder({ "a.valk": broken });
    expect(await run([...args.slice(0, 2), "x"], { cwd: bare })).toMatchObject({ status: 2 });
  });
});

test("check fails for what is new in changed lines alone", async () => {
  const folder = branched(
    { "a.valk": oldFile("one", "two"), "b.valk": oldFile("three") },
    { "b.valk": `; said\n${oldFile("three")}` },
  );
  expect(await run(["check"], { cwd: folder })).toMatchObject({ status: 1 });
  expect(await run(["check", ...since], { cwd: folder })).toMatchObject({ status: 0 });
  writeFiles(folder, { "b.valk": oldFile("three", "four") });
  const { status, stdout } = await run(["check", ...since], { cwd: folder });
  expect(status).toBe(1);
  expect(stdout).toContain('b.valk:3:1  new  old-test  "four"');
  expect(stdout).toContain("Check failed: 1 new, 0 gone.");
  for (const option of ["--update-baseline", "--prune-baseline", "--prune-suppressions"]) {
    expect(await run(["check", ...since, option], { cwd: folder })).toMatchObject({ status: 2 });
  }
});

test("lint fails for findings in changed lines alone", async () => {
  const racy = (name: string) => `(def {${name}} 0)
(aio/interval (aio/start) 10 (\\ {_} {(def {${name}} (+ ${name} 1))}))
(print ${name})
`;
  const folder = branched({ "a.valk": racy("x") }, { "a.valk": `${racy("x")}(print 1)\n` });
  expect(await run(["lint"], { cwd: folder })).toMatchObject({ status: 1 });
  expect(await run(["lint", ...since], { cwd: folder })).toMatchObject({ status: 0 });
  writeFiles(folder, { "a.valk": racy("x") + racy("y") });
  const { status, stdout } = await run(["lint", ...since], { cwd: folder });
  expect(status).toBe(1);
  expect(stdout).toContain("a.valk:6:");
  expect(stdout).not.toContain("a.valk:3:");
  expect(await run(["lint", "--fix", ...since], { cwd: folder })).toMatchObject({ status: 2 });
  expect(readFileSync(join(folder, "a.valk"), "utf8")).toBe(racy("x") + racy("y"));
});
