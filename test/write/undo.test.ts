import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { undoCommandFor } from "../../src/cli/undo-command.js";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { hashOf } from "../../src/write/apply-write.js";
import { JOURNAL_VERSION } from "../../src/write/journal-format.js";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";

const old = (name: string): string =>
  `(test/suite "s")\n(test/define "${name}" {true})\n(test/run)\n`;
const files = { "a.valk": old("a"), "b/c.valk": old("c"), "d.valk": "; nothing\n" };

async function migrated(): Promise<{ cwd: string; id: string }> {
  const cwd = makeFolder(files);
  chmodSync(join(cwd, "a.valk"), 0o751);
  utimesSync(join(cwd, "a.valk"), 1_600_000_000.25, 1_500_000_000.5);
  await run(["--write"], { cwd });
  return { cwd, id: runIds(cwd)[0] as string };
}

function runIds(cwd: string): readonly string[] {
  return readdirSync(join(cwd, ".valk-codemod/runs")).toSorted();
}

/** What stands behind the id of a run. */
const WHEN = "\\((?:migrate|undo), \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\)";

const read = (cwd: string, path: string): string => readFileSync(join(cwd, path), "utf8");

describe("undo after a command that wrote nothing", () => {
  const idle = ["--write"] as const;
  const isOld = (cwd: string): boolean => read(cwd, "a.valk") === files["a.valk"];

  test("names the run before, and takes it back where it is named", async () => {
    const { cwd, id } = await migrated();
    await run(idle, { cwd });
    const { status, stdout, stderr } = await run(["undo"], { cwd });
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: "",
      stderr:
        `error: wrote-nothing: the last command, migrate, wrote nothing; before it stands ${id}, migrate, 2 files\n` +
        `hint: this takes that one back: valk-codemod undo ${id}\n`,
    });
    expect(isOld(cwd)).toBe(false);
    expect(await run(["undo", id], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect(isOld(cwd)).toBe(true);
    expect(await run(["redo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect(isOld(cwd)).toBe(true);
  });

  test("is as careful after one that was interrupted before it wrote", async () => {
    const { cwd, id } = await migrated();
    writeFileSync(join(cwd, "e.valk"), old("e"));
    const interrupted = await run(["--write", "--allow-dirty"], {
      cwd,
      pace: 1000,
      signal: AbortSignal.abort(),
    });
    expect(interrupted).toMatchObject({ status: 130 });
    const { status, stderr } = await run(["undo"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain(
      `error: wrote-nothing: the last command, migrate, wrote nothing; before it stands ${id}`,
    );
    expect(isOld(cwd)).toBe(false);
  });

  test("takes back what was written since", async () => {
    const { cwd } = await migrated();
    await run(idle, { cwd });
    writeFileSync(join(cwd, "e.valk"), old("e"));
    await run(idle, { cwd });
    expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect([read(cwd, "e.valk"), isOld(cwd)]).toEqual([old("e"), false]);
    expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect(isOld(cwd)).toBe(true);
  });

  test("does not count a preview, nor a part of a command that wrote", async () => {
    const { cwd } = await migrated();
    await run([], { cwd });
    const leaking = "(fun {twice x} {do (def {m} 2) (* x m)})\n(println (twice 1))\n";
    writeFileSync(join(cwd, "l.valk"), leaking);
    const fix = ["lint", "--fix", "--write", "--allow-no-vcs"];
    expect(await run(fix, { cwd })).toMatchObject({ status: 0 });
    expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    expect([read(cwd, "l.valk"), isOld(cwd)]).toEqual([leaking, false]);
    expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
  });

  test("leaves no trace where nothing was written before", async () => {
    const cwd = makeFolder({ "d.valk": "; nothing\n" });
    await run(idle, { cwd });
    expect(readdirSync(cwd)).toEqual(["d.valk"]);
  });

  test("reads no note but its own", async () => {
    const { cwd, id } = await migrated();
    for (const note of [
      "",
      "idle",
      `${id}`,
      `${id} \u001b[1m\n`,
      "20000101-000000-000-aaaaaa x\n",
    ]) {
      writeFileSync(join(cwd, ".valk-codemod/idle"), note);
      expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
      await run(["redo"], { cwd });
    }
    rmSync(join(cwd, ".valk-codemod/idle"));
    symlinkSync("/dev/zero", join(cwd, ".valk-codemod/idle"));
    expect(await run(["undo"], { cwd })).toMatchObject({ status: 0, stderr: "" });
    await run(["redo"], { cwd });
    expect((await run(idle, { cwd })).status).toBe(0);
    expect(lstatSync(join(cwd, ".valk-codemod/idle")).isFile()).toBe(true);
  });
});

describe("undo", () => {
  test("restores content, permissions and times", async () => {
    const { cwd, id } = await migrated();
    const { status, stdout } = await run(["undo"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^restored  a\\.valk\nrestored  b/c\\.valk\n${id} ${WHEN}: 2 files restored\\.\nThis is taken back by: valk-codemod redo\n$`,
      ),
    );
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
    const { mode, mtimeMs, atimeMs } = statSync(join(cwd, "a.valk"));
    expect([mode & 0o7777, mtimeMs, Math.round(atimeMs)]).toEqual([
      0o751,
      1_500_000_000_500,
      expect.any(Number),
    ]);
    expect(statSync(join(cwd, "b/c.valk")).nlink).toBe(1);
  });

  test("can be undone, and that too; runs tells which is which", async () => {
    const { cwd, id } = await migrated();
    const written = read(cwd, "a.valk");
    await run(["undo"], { cwd });
    expect((await run(["redo"], { cwd })).stdout).toMatch(
      /: 2 files restored\.\nThis is taken back by: valk-codemod undo\n$/,
    );
    expect(read(cwd, "a.valk")).toBe(written);
    const [, second, third] = runIds(cwd);
    expect((await run(["runs"], { cwd: join(cwd, "b"), ...{} })).stdout).toMatch(/^No runs in /);
    expect((await run(["runs", "--root", ".."], { cwd: join(cwd, "b") })).stdout).toBe(
      `${id}  finished     2 files         migrate\n${second}  undone       2 files         undo of ${id}\n${third}  finished     2 files         redo of ${second}\n`,
    );
    await run(["undo", id], { cwd });
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
    expect((await run(["runs"], { cwd })).stdout).toMatch(new RegExp(`^${id}  undone `));
  });

  test("refuses when a file was edited or is gone, and names them all", async () => {
    const { cwd, id } = await migrated();
    const written = read(cwd, "a.valk");
    writeFileSync(join(cwd, "a.valk"), "mine\u001b[2J\n");
    unlinkSync(join(cwd, "b/c.valk"));
    const { status, stdout, stderr } = await run(["undo"], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(
      `error: edited-since: 2 files changed after ${id}:\n  a.valk  it was edited\n  b/c.valk  it is gone\nhint: `,
    );
    expect(existsSync(join(cwd, "b/c.valk"))).toBe(false);
    // Forced, it restores even what is gone, and keeps what it takes away.
    const forced = await run(["undo", "--force"], { cwd });
    expect(forced.stdout).toContain("forced    a.valk\n");
    expect([read(cwd, "a.valk"), read(cwd, "b/c.valk")]).toEqual([
      files["a.valk"],
      files["b/c.valk"],
    ]);
    await run(["redo"], { cwd });
    expect(read(cwd, "a.valk")).toBe("mine\u001b[2J\n");
    expect(existsSync(join(cwd, "b/c.valk"))).toBe(false);
    expect(written).not.toBe(files["a.valk"]);
  });

  test("touches no link that took a file's place, not even when forced", async () => {
    const { cwd } = await migrated();
    const outside = makeFolder({ "x.valk": read(cwd, "a.valk") });
    rmSync(join(cwd, "a.valk"));
    symlinkSync(join(outside, "x.valk"), join(cwd, "a.valk"));
    for (const args of [["undo"], ["undo", "--force"]]) {
      const { status, stderr } = await run(args, { cwd });
      expect(status).toBe(2);
      expect(stderr).toContain("a.valk  it is no longer a file");
    }
    expect(lstatSync(join(cwd, "a.valk")).isSymbolicLink()).toBe(true);
  });

  test("does not leave the repository through a folder that became a link", async () => {
    const { cwd } = await migrated();
    const outside = makeFolder({ "c.valk": read(cwd, "b/c.valk") });
    rmSync(join(cwd, "b"), { recursive: true });
    symlinkSync(outside, join(cwd, "b"));
    const { status, stdout } = await run(["undo"], { cwd });
    expect(status).toBe(2);
    expect(stdout).toContain(
      "failed    b/c.valk  changed-since-read  a folder on its path is a link",
    );
    expect(readFileSync(join(outside, "c.valk"), "utf8")).not.toBe(files["b/c.valk"]);
  });

  test("restores all or nothing, since files of two times may not run together", async () => {
    const { cwd } = await migrated();
    const fileSystem: FileSystem = {
      ...diskFileSystem,
      create(path) {
        if (path.startsWith(join(cwd, "b/"))) {
          throw new Error("ENOSPC: no space left on device");
        }
        return diskFileSystem.create(path);
      },
    };
    const before = [read(cwd, "a.valk"), read(cwd, "b/c.valk")];
    const { status, stdout, stderr } = await run(["undo"], { cwd, fileSystem });
    expect(status).toBe(2);
    expect(stdout).toContain("failed    b/c.valk  write-failed  ENOSPC");
    expect(stderr).toContain("Rolled back: 1 file restored.\n");
    expect([read(cwd, "a.valk"), read(cwd, "b/c.valk")]).toEqual(before);
    expect((await run(["undo"], { cwd })).status).toBe(0);
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
    expect(read(cwd, "b/c.valk")).toBe(files["b/c.valk"]);
  });

  test("has nothing to do for a run that is undone", async () => {
    const { cwd, id } = await migrated();
    await run(["undo"], { cwd });
    const { status, stdout } = await run(["undo", id], { cwd });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(
        new RegExp(`^${id} ${WHEN}: 0 files restored; 2 files held the old text already\\.\n$`),
      ),
    });
    expect(runIds(cwd)).toHaveLength(2);
  });

  test.each([
    [["undo", "20200101-000000-000-000000"], /^error: no-such-run: /],
    [["undo", "../.."], /^error: no-such-run: /],
    [["undo", "--prune", "x"], /it takes a number/],
    [["undo", "x", "--prune", "1"], /^error: --prune takes no run/],
    [["undo", "--root", "nowhere"], /^error: cannot use nowhere/],
    [["undo", "--root", "d.valk"], /^error: d\.valk is not a folder/],
  ])("says what is wrong with %j", async (args, message) => {
    const { cwd } = await migrated();
    const { status, stderr } = await run(args, { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(message);
    expect(stderr.includes("lists all runs")).toBe(stderr.includes("no-such-run"));
  });

  test("says that there are no runs", async () => {
    const cwd = makeFolder();
    expect((await run(["undo"], { cwd })).stderr).toMatch(/^error: no-such-run: there are no runs/);
    for (const args of [["undo"], ["undo", "20200101-000000-000-000000"], ["redo"]]) {
      const { stderr } = await run(args, { cwd });
      expect(stderr).toMatch(/^hint: nothing was written here; --root names another folder$/m);
      expect(stderr).not.toContain("lists all runs");
    }
    expect((await run(["runs"], { cwd })).stdout).toBe(`No runs in ${cwd}.\n`);
    expect((await run(["undo", "--prune", "0"], { cwd })).stdout).toBe("0 runs removed.\n");
  });

  test("trusts no journal that was tampered with", async () => {
    const { cwd, id } = await migrated();
    const folder = join(cwd, ".valk-codemod/runs", id);
    const manifest = read(folder, "manifest.json");
    writeFileSync(join(folder, "originals"), "evil".repeat(100));
    expect((await run(["undo"], { cwd })).stderr).toMatch(
      /^error: damaged-journal: the original of a/,
    );
    rmSync(join(folder, "originals"));
    expect((await run(["undo"], { cwd })).stderr).toMatch(
      /^error: damaged-journal: the originals of/,
    );
    writeFileSync(join(folder, "manifest.json"), manifest.replace("a.valk", ".git/hooks/x"));
    expect((await run(["undo"], { cwd })).stderr).toMatch(/^error: damaged-journal: the manifest/);
    expect((await run(["runs"], { cwd })).stdout).toContain(`${id}  damaged `);
    // It keeps nobody from working on.
    writeFileSync(join(cwd, "d.valk"), old("d"));
    expect((await run(["--write"], { cwd })).status).toBe(0);
  });

  test("refuses the journal of a newer version by name, and touches nothing", async () => {
    const { cwd, id } = await migrated();
    const path = join(cwd, ".valk-codemod/runs", id, "manifest.json");
    const written = read(cwd, "a.valk");
    writeFileSync(path, readFileSync(path, "utf8").replace(/"version":\d+/, '"version":99'));
    for (const args of [["undo"], ["undo", id], ["undo", "--force"]]) {
      const { status, stdout, stderr } = await run(args, { cwd });
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toBe(
        `error: newer-journal: the journal of ${id} has version 99, and this valk-codemod knows versions up to ${JOURNAL_VERSION}\nhint: take the run back with the valk-codemod that wrote it, or a newer one\n`,
      );
    }
    expect(read(cwd, "a.valk")).toBe(written);
    expect((await run(["runs"], { cwd })).stdout).toContain(`${id}  newer        newer-journal: `);
    // It keeps nobody from working on.
    writeFileSync(join(cwd, "d.valk"), old("d"));
    expect((await run(["--write"], { cwd })).status).toBe(0);
  });

  test("takes back what the first version of the journal has recorded", async () => {
    const id = "20260131-120000-123-aaaaaa";
    const now = "; now\n";
    const entry = {
      path: "a.valk",
      before: hashOf(Buffer.from(files["a.valk"])),
      after: [hashOf(Buffer.from(now))],
      mode: 0o644,
      accessTime: 1_600_000_000_000,
      modifiedTime: 1_500_000_000_000,
      offset: 0,
      length: files["a.valk"].length,
    };
    const startedAt = "2026-01-31T12:00:00.123Z";
    const manifest = { version: 1, id, startedAt, command: "migrate", files: [entry] };
    const folder = `.valk-codemod/runs/${id}`;
    const cwd = makeFolder({
      "a.valk": now,
      [`${folder}/manifest.json`]: `${JSON.stringify(manifest)}\n`,
      [`${folder}/originals`]: files["a.valk"],
      [`${folder}/log`]: "written 0\nend finished\n",
    });
    expect((await run(["undo"], { cwd })).stdout).toMatch(
      new RegExp(`${id} ${WHEN}: 1 file restored\\.\n`),
    );
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
  });

  test("hands out no special permissions", async () => {
    const { cwd, id } = await migrated();
    const path = join(cwd, ".valk-codemod/runs", id, "manifest.json");
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(/"mode":\d+/g, `"mode":${0o4755}`));
    await run(["undo"], { cwd });
    expect(statSync(join(cwd, "a.valk")).mode & 0o7777).toBe(0o755);
  });

  test("prunes all but the newest", async () => {
    const { cwd } = await migrated();
    await run(["undo"], { cwd });
    await run(["redo"], { cwd });
    const newest = runIds(cwd).at(-1);
    expect((await run(["undo", "--prune", "1"], { cwd })).stdout).toBe("2 runs removed.\n");
    expect(runIds(cwd)).toEqual([newest]);
    writeFileSync(join(cwd, ".valk-codemod/runs", newest as string, "mine"), "");
    const { status, stderr } = await run(["undo", "--prune", "0"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: journal-failed: ENOTEMPTY/);
  });
});

describe("steps", () => {
  /** Two files, migrated one run each. */
  async function twice(): Promise<{ cwd: string; states: () => readonly string[] }> {
    const cwd = makeFolder(files);
    await run(["a.valk", "--write"], { cwd });
    await run(["b/c.valk", "--write"], { cwd });
    const isOld = (path: keyof typeof files) => read(cwd, path) === files[path];
    return {
      cwd,
      states: () => (["a.valk", "b/c.valk"] as const).map((path) => (isOld(path) ? "old" : "new")),
    };
  }

  const step = async (cwd: string, command: string) => (await run([command], { cwd })).status;

  test("go back run by run, and forward again", async () => {
    const { cwd, states } = await twice();
    expect((await run(["undo"], { cwd })).stdout).toMatch(
      /\nThe run before it stands, [\w-]+, migrate, 1 file: valk-codemod undo\n$/,
    );
    expect(states()).toEqual(["new", "old"]);
    expect(await step(cwd, "undo")).toBe(0);
    expect(states()).toEqual(["old", "old"]);
    const { status, stderr } = await run(["undo"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: no-such-run: no run is left to take back in /);
    expect(await step(cwd, "redo")).toBe(0);
    expect(states()).toEqual(["new", "old"]);
    expect(await step(cwd, "redo")).toBe(0);
    expect(states()).toEqual(["new", "new"]);
    expect(await step(cwd, "redo")).toBe(2);
    expect(await step(cwd, "undo")).toBe(0);
    expect(states()).toEqual(["new", "old"]);
  });

  test("go nowhere where another run was written since", async () => {
    const { cwd, states } = await twice();
    await step(cwd, "undo");
    await run(["b/c.valk", "--write"], { cwd });
    const { status, stderr } = await run(["redo"], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: no-such-run: nothing was taken back since the last run in /);
    expect(await step(cwd, "undo")).toBe(0);
    expect(states()).toEqual(["new", "old"]);
    expect(await step(cwd, "undo")).toBe(0);
    expect(states()).toEqual(["old", "old"]);
  });

  test("take back a redo that did not get through, and go on with it", async () => {
    const { cwd, states } = await twice();
    await step(cwd, "undo");
    await step(cwd, "redo");
    const log = join(cwd, ".valk-codemod/runs", runIds(cwd).at(-1) as string, "log");
    writeFileSync(log, "written 0\nwri");
    expect((await run(["runs"], { cwd })).stdout).toMatch(/ unfinished {3}1 file {10}redo of /);
    expect(await step(cwd, "redo")).toBe(0);
    expect(states()).toEqual(["new", "new"]);
    expect(await step(cwd, "undo")).toBe(0);
    expect(states()).toEqual(["new", "old"]);
  });

  test("step over a run of which nothing is left, and name the one behind it", async () => {
    const { cwd, states } = await twice();
    const [first, second] = runIds(cwd);
    writeFileSync(join(cwd, "b/c.valk"), files["b/c.valk"]);
    const { stdout } = await run(["undo"], { cwd });
    expect(stdout).toMatch(new RegExp(`${first} ${WHEN}: 1 file restored`));
    expect(states()).toEqual(["old", "old"]);
    expect(stdout).not.toContain("The run before it stands");
    const again = await run(["undo"], { cwd });
    expect(again.stdout).toMatch(
      new RegExp(`^${second} ${WHEN}: 0 files restored; 1 file held the old text already\\.\n$`),
    );
  });

  test("runs says how many files were really written", async () => {
    const { cwd } = await migrated();
    const [id] = runIds(cwd);
    writeFileSync(join(cwd, ".valk-codemod/runs", id as string, "log"), "written 1\n");
    expect((await run(["runs"], { cwd })).stdout).toBe(
      `${id}  unfinished   1 of 2 files    migrate\n`,
    );
  });
});

describe("what a killed run left behind", () => {
  const stray = (id: string, which: string): string => `.valk-codemod-${id}-0.${which}.tmp`;

  async function killed(): Promise<{ cwd: string; id: string }> {
    const { cwd, id } = await migrated();
    writeFileSync(join(cwd, ".valk-codemod/runs", id, "log"), "written 0\nwri");
    writeFileSync(join(cwd, stray(id, "new")), "half of it");
    writeFileSync(join(cwd, "d.valk"), old("d"));
    return { cwd, id };
  }

  test("is told and tidied up by the next run that writes", async () => {
    const { cwd, id } = await killed();
    writeFileSync(join(cwd, stray(id, "old")), files["a.valk"]);
    const { status, stderr } = await run(["--write"], { cwd });
    expect(status).toBe(0);
    expect(stderr).toBe(
      `note: the run ${id} did not finish; this takes it back: valk-codemod undo ${id}\n`,
    );
    expect(readdirSync(cwd).toSorted()).toEqual([".valk-codemod", "a.valk", "b", "d.valk"]);
    expect((await run(["runs"], { cwd })).stdout).toContain(`${id}  unfinished `);
  });

  test("stays and is told when it may be the only copy", async () => {
    const { cwd, id } = await killed();
    writeFileSync(join(cwd, stray(id, "old")), "saved in that moment");
    const { stderr } = await run(["--write"], { cwd });
    expect(stderr).toContain(`note: ${stray(id, "old")} holds what was saved while that run wrote`);
    expect(read(cwd, stray(id, "old"))).toBe("saved in that moment");
  });

  test("is passed over where a folder became a link, or the name is a folder's", async () => {
    const { cwd, id } = await killed();
    rmSync(join(cwd, "b"), { recursive: true });
    symlinkSync(makeFolder(), join(cwd, "b"));
    mkdirSync(join(cwd, stray(id, "old")));
    expect((await run(["--write"], { cwd })).status).toBe(0);
    expect(existsSync(join(cwd, stray(id, "old")))).toBe(true);
  });

  test("is pruned, also where it has no manifest", async () => {
    const { cwd } = await migrated();
    const empty = join(cwd, ".valk-codemod/runs/20200101-000000-000-000000");
    mkdirSync(empty);
    writeFileSync(join(empty, "originals"), "some");
    expect((await run(["undo", "--prune", "1"], { cwd })).stdout).toBe("0 runs removed.\n");
    expect(existsSync(empty)).toBe(false);
  });

  test("is damaged where its manifest cannot be read", async () => {
    const { cwd, id } = await migrated();
    const path = join(cwd, ".valk-codemod/runs", id, "manifest.json");
    rmSync(path);
    mkdirSync(path);
    const { stderr } = await run(["undo"], { cwd });
    expect(stderr).toMatch(/^error: damaged-journal: not a regular file/);
  });
});

describe("another run at work", () => {
  test("is waited for no longer than it takes to interrupt", async () => {
    const { cwd } = await migrated();
    const holder = { token: "t", pid: process.pid, host: hostname(), start: "" };
    writeFileSync(join(cwd, ".valk-codemod/lock"), JSON.stringify(holder));
    for (const args of [["undo"], ["undo", "--prune", "0"]]) {
      const { status, stderr } = await run(args, { cwd, signal: AbortSignal.abort() });
      expect(status).toBe(130);
      expect(stderr).toContain(`Waiting for another run (process ${process.pid})\n`);
    }
  });

  test("that takes the lock away ends a run, and says so", async () => {
    const cwd = makeFolder(files);
    const fileSystem: FileSystem = {
      ...diskFileSystem,
      rename: (from, to) => {
        diskFileSystem.rename(from, to);
        if (to.endsWith("a.valk")) {
          rmSync(join(cwd, ".valk-codemod/lock"));
        }
      },
    };
    const { status, stderr } = await run(["--write"], { cwd, fileSystem });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: lock-lost: .*\nhint: .*\nWhat was written is taken back by: /);
    expect(read(cwd, "b/c.valk")).toBe(files["b/c.valk"]);
    await run(["undo"], { cwd });
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
  });
});

describe("--atomic", () => {
  test("writes nothing when a file cannot be written, as is clear before", async () => {
    const cwd = makeFolder(files);
    chmodSync(join(cwd, "b/c.valk"), 0o444);
    const { status } = await run(["--write", "--atomic"], { cwd });
    expect(status).toBe(2);
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
    expect(runIds(cwd)).toEqual([]);
  });

  test("restores what was written when the run is interrupted", async () => {
    const cwd = makeFolder(files);
    let asked = 0;
    const signal = {
      get aborted() {
        return ++asked > 7;
      },
    } as AbortSignal;
    const { status, stderr } = await run(["--write", "--atomic"], { cwd, signal });
    expect(status).toBe(130);
    expect(stderr).toBe("Interrupted: 0 of 2 files written.\nRolled back: 1 file restored.\n");
    expect(read(cwd, "a.valk")).toBe(files["a.valk"]);
    expect((await run(["runs"], { cwd })).stdout).toContain("  rolled-back  ");
  });
});

test("folders are synced only where they can be opened", () => {
  const real = process.platform;
  onTestFinished(() => {
    Object.defineProperty(process, "platform", { value: real });
  });
  expect(() => diskFileSystem.syncFolder("/nowhere/at/all")).toThrow("ENOENT");
  Object.defineProperty(process, "platform", { value: "win32" });
  expect(() => diskFileSystem.syncFolder("/nowhere/at/all")).not.toThrow();
});

test.each([
  ["/plain/path", "/plain/path"],
  ["/with space", "'/with space'"],
  ["/it's", "'/it'\\''s'"],
  ["/a\u001b[2J'\\", "$'/a\\x1b[2J\\x27\\x5c'"],
])("the command to copy names the folder %j safely", (base, word) => {
  const id = "20260131-120000-123-aaaaaa";
  expect(undoCommandFor(base, id, "/")).toBe(`valk-codemod undo ${id} --root ${word}`);
});
