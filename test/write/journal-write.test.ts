import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem } from "../../src/project/file-system.js";
import { hasJournalFolder, makeJournalFolder } from "../../src/write/journal-folder.js";
import {
  isSafePath,
  JOURNAL_VERSION,
  makeRunId,
  parseManifest,
  stateOf,
} from "../../src/write/journal-format.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";

const OLD = '(test/suite "s")\n(test/define "one" {true})\n(test/run)\n';

describe("ids of runs", () => {
  test("sort by time, also when the clock goes back", () => {
    const first = makeRunId(new Date("2026-01-31T12:00:00.123Z"), "aaaaaa");
    expect(first).toBe("20260131-120000-123-aaaaaa");
    const next = makeRunId(new Date("2025-01-01T00:00:00Z"), "000000", first);
    expect(next).toBe("20260131-120000-124-000000");
    expect(next > first).toBe(true);
    expect(makeRunId(new Date("2026-01-31T12:00:00.123Z"), "000000", first)).toBe(next);
  });
});

describe("paths in a manifest", () => {
  test.each([
    "a.valk",
    'a/b c/é\n".valk',
    "-x",
    "...",
    ".gitignore",
    ".github/x",
    "git~x",
    ".hidden",
  ])("may be %j", (path) => expect(isSafePath(path)).toBe(true));
  test.each([
    "",
    "/etc/passwd",
    "../x",
    "a/../../x",
    "a//b",
    "./a",
    "a/",
    "a\0b",
    ".git/hooks/pre-commit",
    "sub/.git/config",
    ".GIT/config",
    ".git./config",
    ".git::$INDEX_ALLOCATION/config",
    "git~1/config",
    ".g\u200cit/config",
    ".valk-codemod/lock",
  ])("must not be %j", (path) => expect(isSafePath(path)).toBe(false));
});

describe("a manifest", () => {
  const id = "20260131-120000-123-aaaaaa";
  const entry = {
    path: "a.valk",
    before: "0".repeat(64),
    after: ["1".repeat(64)],
    mode: 0o644,
    accessTime: 1,
    modifiedTime: 1,
    offset: 0,
    length: 0,
  };
  const whole = {
    version: 1,
    id,
    startedAt: new Date(0).toISOString(),
    command: "migrate",
    files: [entry],
  };
  const parse = (value: unknown) => parseManifest(Buffer.from(JSON.stringify(value)), id);

  test("is read as it was written", () => {
    expect(parse(whole)).toEqual(whole);
  });

  test.each<[string, unknown]>([
    ["nothing", null],
    ["a version that never was", { ...whole, version: 0 }],
    ["a version that is no number", { ...whole, version: "2" }],
    ["another id", { ...whole, id: "20260131-120000-123-bbbbbb" }],
    ["an id that is a path", { ...whole, of: "../x" }],
    ["a path that leaves", { ...whole, files: [{ ...entry, path: "../a" }] }],
    ["a path twice", { ...whole, files: [entry, entry] }],
    ["a hash that is none", { ...whole, files: [{ ...entry, before: "x" }] }],
    ["a negative offset", { ...whole, files: [{ ...entry, offset: -1 }] }],
    ["no result", { ...whole, files: [{ ...entry, after: [] }] }],
  ])("is damaged by %s", (_name, value) => {
    expect(() => parse(value)).toThrow("damaged-journal: the manifest of ");
  });

  test("of a newer version is refused by name, whatever else is in it", () => {
    const version = JOURNAL_VERSION + 1;
    for (const value of [
      { ...whole, version },
      { version, entries: {} },
    ]) {
      expect(() => parse(value)).toThrow(
        `newer-journal: the journal of ${id} has version ${version}, and this valk-codemod knows versions up to ${JOURNAL_VERSION}`,
      );
    }
  });

  test("that nests too deep is damaged, not a crash", () => {
    const deep = Buffer.from("[".repeat(200_000));
    expect(() => parseManifest(deep, id)).toThrow("damaged-journal");
  });
});

test.each([
  ["", "unfinished"],
  ["written 0\nend finished\n", "finished"],
  ["written 0\nend fini", "unfinished"],
  ["end rolled-back\n", "rolled-back"],
  ["end nonsense\n", "unfinished"],
])("a log %j is %s", (log, state) => {
  expect(stateOf(Buffer.from(log))).toBe(state);
});

describe("the folder", () => {
  test("is not made through a link, and nothing is written then", async () => {
    const outside = makeFolder();
    for (const place of [".valk-codemod", ".valk-codemod/runs"]) {
      const cwd = makeFolder({ "a.valk": OLD });
      mkdirSync(join(cwd, place, ".."), { recursive: true });
      symlinkSync(outside, join(cwd, place));
      const { status, stderr } = await run(["--write"], { cwd });
      expect(status).toBe(2);
      expect(stderr).toMatch(/^error: journal-failed: .* is not a folder\nhint: /);
      expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe(OLD);
      expect(readdirSync(outside)).toEqual([]);
      expect(() => hasJournalFolder(cwd, diskFileSystem)).toThrow("is not a folder");
    }
  });

  test("that cannot be made is told", () => {
    const base = makeFolder({ ".valk-codemod": "a file" });
    expect(() => makeJournalFolder(base, diskFileSystem)).toThrow("journal-failed");
  });

  test("keeps the originals, and one run's do not mix with another's", async () => {
    const cwd = makeFolder({ "a.valk": OLD });
    await run(["--write"], { cwd });
    const runs = join(cwd, ".valk-codemod/runs");
    const [id] = readdirSync(runs) as [string];
    expect(readdirSync(join(runs, id)).toSorted()).toEqual(["log", "manifest.json", "originals"]);
    expect(readFileSync(join(runs, id, "originals"), "utf8")).toBe(OLD);
    expect(readFileSync(join(runs, id, "log"), "utf8")).toBe("written 0\nend finished\n");
    expect(readFileSync(join(cwd, ".valk-codemod/.gitignore"), "utf8")).toBe("*\n");
    writeFileSync(join(cwd, ".valk-codemod/runs/x.valk"), OLD);
    expect((await run(["--check", "--no-ignore"], { cwd })).status).toBe(0);
  });

  test("stays away when there is nothing to write", async () => {
    const cwd = makeFolder({ "a.valk": "" });
    await run(["--write"], { cwd });
    expect(readdirSync(cwd)).toEqual(["a.valk"]);
  });
});
