// Files that nobody expects, one by one: what a run does with each is written down in
// docs/safety.md. None of them keeps the others from being migrated.

import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { run } from "../cli/run-main.js";
import { makePipe } from "../programs.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

const OLD = '(test/suite "s")\n(test/define "one" {true})\n(test/run)\n';
const good = { "good.valk": OLD };

interface Case {
  readonly status: number;
  /** What the report says. */
  readonly says?: RegExp;
  /** Sets the file up; `undefined` writes `content`. */
  readonly make: (root: string) => void;
  /** The awkward file's path, if it is to stay as it is. */
  readonly untouched?: string;
  /** Its path, if it is to be migrated. */
  readonly migrated?: string;
}

const write =
  (path: string, content: string | Uint8Array) =>
  (root: string): void =>
    writeFiles(root, { [path]: content });

const cases: Record<string, Case> = {
  "a link to a file in the root": {
    status: 0,
    make: (root) => {
      writeFiles(root, { "real/x.txt": OLD });
      symlinkSync("real/x.txt", join(root, "x.valk"));
    },
    migrated: "real/x.txt",
  },
  "a link to a file outside": {
    status: 1,
    says: /x\.valk:1:1 {2}refuse {2}link-outside-root/,
    make: (root) =>
      symlinkSync(join(makeFolder({ "y.valk": OLD }), "y.valk"), join(root, "x.valk")),
    untouched: "x.valk",
  },
  "a link to nothing": {
    status: 0,
    says: /broken-link/,
    make: (root) => symlinkSync("nothing", join(root, "x.valk")),
  },
  "a link to itself": {
    status: 0,
    says: /broken-link/,
    make: (root) => symlinkSync("x.valk", join(root, "x.valk")),
  },
  "a file with two names": {
    status: 2,
    says: /x\.valk {2}error {2}hard-linked {2}it has 2 names/,
    make: (root) => {
      writeFiles(root, { "x.valk": OLD.replace("one", "x") });
      linkSync(join(root, "x.valk"), join(root, "other.txt"));
    },
    untouched: "x.valk",
  },
  "a read-only file": {
    status: 2,
    says: /x\.valk {2}error {2}write-protected/,
    make: (root) => {
      writeFiles(root, { "x.valk": OLD.replace("one", "x") });
      chmodSync(join(root, "x.valk"), 0o444);
    },
    untouched: "x.valk",
  },
  "a folder named x.valk": {
    status: 0,
    make: write("x.valk/inner.valk", OLD.replace("one", "inner")),
    migrated: "x.valk/inner.valk",
  },
  "a pipe": {
    status: 0,
    says: /x\.valk:1:1 {2}info {2}not-a-file/,
    make: (root) => makePipe(join(root, "x.valk")),
  },
  "a name with a newline, quotes, escapes and a leading dash": {
    status: 0,
    says: /-q"'\\x0a\\x1b\[2J é\.valk/,
    make: write("-q\"'\n\u001b[2J é.valk", OLD.replace("one", "x")),
    migrated: "-q\"'\n\u001b[2J é.valk",
  },
  "an empty file": { status: 0, make: write("x.valk", ""), untouched: "x.valk" },
  "a byte order mark": {
    status: 1,
    says: /x\.valk:1:1 {2}refuse {2}read-error/,
    make: write("x.valk", `\ufeff${OLD.replace("one", "x")}`),
    untouched: "x.valk",
  },
  CRLF: {
    status: 0,
    make: write("x.valk", OLD.replace("one", "x").replaceAll("\n", "\r\n")),
    migrated: "x.valk",
  },
  "mixed line ends": {
    status: 0,
    make: write("x.valk", '(test/suite "s")\r\n(test/define "x" {true})\n(test/run)\r\n'),
    migrated: "x.valk",
  },
  "no final newline": {
    status: 0,
    make: write("x.valk", OLD.replace("one", "x").trimEnd()),
    migrated: "x.valk",
  },
  "invalid UTF-8": {
    status: 1,
    says: /not-utf8/,
    make: write("x.valk", Buffer.from(`${OLD}; \xff`, "latin1")),
    untouched: "x.valk",
  },
  "a NUL": {
    status: 1,
    says: /nul-byte/,
    make: write("x.valk", `${OLD}; \0`),
    untouched: "x.valk",
  },
};

describe("a run over a folder with", () => {
  test.each(Object.entries(cases))("%s", async (_name, one) => {
    const root = makeFolder(good);
    one.make(root);
    const before =
      one.untouched === undefined ? "" : readFileSync(join(root, one.untouched), "latin1");
    const { status, stdout } = await run(["--write"], { cwd: root });
    expect({ status, stdout }).toEqual({ status: one.status, stdout: expect.anything() });
    expect(stdout).toMatch(one.says ?? /written {2}good\.valk/);
    const controls = [...stdout].filter((character) => character < " " && character !== "\n");
    expect(controls).toEqual([]);
    expect(readFileSync(join(root, "good.valk"), "utf8")).toContain("(-> (test/suite");
    if (one.untouched !== undefined) {
      expect(readFileSync(join(root, one.untouched), "latin1")).toBe(before);
    }
    if (one.migrated !== undefined) {
      expect(readFileSync(join(root, one.migrated), "utf8")).toContain("(-> (test/suite");
      await run(["undo"], { cwd: root });
      expect(readFileSync(join(root, one.migrated), "utf8")).not.toContain("->");
    }
    expect(readFileSync(join(root, "good.valk"), "utf8")).toContain(
      one.migrated === undefined ? "->" : "test/define",
    );
  });

  test("a file of CR only, which is one line that a comment would swallow", async () => {
    const root = makeFolder({ ...good, "x.valk": OLD.replaceAll("\n", "\r") });
    const { status } = await run(["--write"], { cwd: root });
    expect([0, 1]).toContain(status);
    expect(readFileSync(join(root, "good.valk"), "utf8")).toContain("->");
  });

  test("a file that vanishes, and one that becomes a folder, before they are written", async () => {
    const root = makeFolder({ ...good, "x.valk": OLD, "y.valk": OLD });
    let asked = 0;
    const signal = {
      get aborted() {
        if (++asked === 4) {
          unlinkSync(join(root, "x.valk"));
          unlinkSync(join(root, "y.valk"));
          mkdirSync(join(root, "y.valk"));
        }
        return false;
      },
    } as AbortSignal;
    const { status, stdout } = await run(["--write"], { cwd: root, signal });
    expect(status).toBe(2);
    expect(stdout).toMatch(/x\.valk {2}error {2}write-failed {2}ENOENT/);
    expect(stdout).toMatch(/y\.valk {2}error {2}changed-since-read {2}it is no longer a file/);
    expect(stdout).toContain("written  good.valk");
  });

  test("a file that becomes a pipe while the run goes on, without waiting for it", async () => {
    const root = makeFolder({ ...good, "x.valk": OLD });
    const onOutput = (text: string): void => {
      if (text.includes("good.valk")) {
        unlinkSync(join(root, "x.valk"));
        makePipe(join(root, "x.valk"));
      }
    };
    const { status, stdout } = await run(["--format", "jsonl"], { cwd: root, onOutput });
    expect(status).toBe(2);
    expect(stdout).toMatch(/"path":"x\.valk","status":"failed".*not a regular file/);
  });

  test.runIf(process.getuid?.() !== 0)("a read-only folder", async () => {
    const root = makeFolder({ ...good, "sub/x.valk": OLD });
    chmodSync(join(root, "sub"), 0o555);
    const { status, stdout } = await run(["--write"], { cwd: root });
    chmodSync(join(root, "sub"), 0o755);
    expect(status).toBe(2);
    expect(stdout).toMatch(/sub\/x\.valk {2}error {2}write-failed {2}EACCES/);
  });

  // 64 MB take a minute: AWKWARD_MB=64 npx vitest run test/write/guard-awkward
  test("a file of many megabytes", { timeout: 300_000 }, async () => {
    const megabytes = Number(process.env.AWKWARD_MB ?? 2);
    const filler = `(def {x} {${"1 ".repeat(500)}})\n`;
    const text = `${filler.repeat(Math.ceil((megabytes * 1e6) / filler.length))}${OLD}`;
    const root = makeFolder({ ...good, "x.valk": text });
    expect((await run(["--write", "--quiet"], { cwd: root })).status).toBe(0);
    expect(statSync(join(root, "x.valk")).size).toBeGreaterThan(megabytes * 1e6);
    await run(["undo"], { cwd: root });
    expect(readFileSync(join(root, "x.valk"), "utf8") === text).toBe(true);
  });
});

test("an undisturbed device is left alone when it is named", async () => {
  const { status, stderr } = await run(["/dev/null", "--write"], { cwd: makeFolder(good) });
  expect(status).toBe(2);
  expect(stderr).toMatch(/neither a file nor a folder/);
});

test("a file that grows a second name in the middle of the run is told from its own", async () => {
  const root = makeFolder(good);
  writeFileSync(join(root, "x.valk"), OLD.replace("one", "x"));
  expect((await run(["--write"], { cwd: root })).status).toBe(0);
  expect(statSync(join(root, "x.valk")).nlink).toBe(1);
});
