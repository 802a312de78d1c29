import {
  chmodSync,
  chownSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { type ApplyPlan, applyPlan, type FileChange, hashOf } from "../../src/write/apply.js";
import { makeFolder } from "../temporary-folder.js";

const change = (path: string, from: string, to: string): FileChange => ({
  path,
  oldHash: hashOf(from),
  newBytes: Buffer.from(to),
});

/** What a folder holds: every file and its text, so that a leftover temporary file is seen. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

function planFor(root: string, ...stages: FileChange[][]): ApplyPlan {
  return { root, stages };
}

describe("writing", () => {
  test("gives each file its new text and leaves nothing behind", async () => {
    const root = makeFolder({ "a.valk": "old a", "b.valk": "old b" });
    const plan = planFor(root, [change("a.valk", "old a", "new a"), change("b.valk", "old b", "")]);
    expect(await applyPlan(plan, diskFileSystem)).toEqual({
      written: ["a.valk", "b.valk"],
      failed: [],
      skipped: [],
      interrupted: false,
    });
    expect(contents(root)).toEqual({ "a.valk": "new a", "b.valk": "" });
  });

  test("keeps the permissions", async () => {
    const root = makeFolder({ "a.valk": "old" });
    chmodSync(join(root, "a.valk"), 0o4751);
    await applyPlan(planFor(root, [change("a.valk", "old", "new")]), diskFileSystem);
    expect(statSync(join(root, "a.valk")).mode & 0o7777).toBe(0o4751);
  });

  test.runIf(process.getuid?.() === 0)("keeps the owner", async () => {
    const root = makeFolder({ "a.valk": "old" });
    chownSync(join(root, "a.valk"), 1234, 5678);
    await applyPlan(planFor(root, [change("a.valk", "old", "new")]), diskFileSystem);
    expect(statSync(join(root, "a.valk"))).toMatchObject({ uid: 1234, gid: 5678 });
  });

  test("goes on where the owner cannot be kept", async () => {
    const root = makeFolder({ "a.valk": "old" });
    const fileSystem: FileSystem = {
      ...diskFileSystem,
      status: (path) => ({ ...diskFileSystem.status(path), userId: path.endsWith("tmp") ? 1 : 2 }),
      setOwner: () => {
        throw new Error("EPERM");
      },
    };
    await applyPlan(planFor(root, [change("a.valk", "old", "new")]), fileSystem);
    expect(contents(root)).toEqual({ "a.valk": "new" });
  });

  test("writes on after a short write", async () => {
    const root = makeFolder({ "a.valk": "old" });
    const fileSystem: FileSystem = {
      ...diskFileSystem,
      write: (file, bytes, offset) =>
        diskFileSystem.write(file, bytes.subarray(0, Math.min(offset + 2, bytes.length)), offset),
    };
    await applyPlan(planFor(root, [change("a.valk", "old", "new text")]), fileSystem);
    expect(contents(root)).toEqual({ "a.valk": "new text" });
  });
});

describe("a file that is not as it was", () => {
  test.each<[string, (path: string) => void, Record<string, string>]>([
    ["changed", (path) => writeFileSync(path, "other"), { "a.valk": "other", "b.valk": "new" }],
    ["truncated", (path) => writeFileSync(path, ""), { "a.valk": "", "b.valk": "new" }],
  ])("is left alone: %s", async (_name, alter, expected) => {
    const root = makeFolder({ "a.valk": "old", "b.valk": "old" });
    alter(join(root, "a.valk"));
    const plan = planFor(root, [change("a.valk", "old", "new"), change("b.valk", "old", "new")]);
    const { written, failed } = await applyPlan(plan, diskFileSystem);
    expect(written).toEqual(["b.valk"]);
    expect(failed).toMatchObject([{ path: "a.valk", problem: { code: "changed-since-read" } }]);
    expect(contents(root)).toEqual(expected);
  });

  test("is seen even when it changes while the new text is written", async () => {
    const root = makeFolder({ "a.valk": "old" });
    const fileSystem: FileSystem = {
      ...diskFileSystem,
      sync: (file) => {
        diskFileSystem.sync(file);
        writeFileSync(join(root, "a.valk"), "other");
      },
    };
    const { failed } = await applyPlan(planFor(root, [change("a.valk", "old", "new")]), fileSystem);
    expect(failed[0]?.problem.code).toBe("changed-since-read");
    expect(contents(root)).toEqual({ "a.valk": "other" });
  });

  test("is not written through a link that took its place", async () => {
    const root = makeFolder({ "target.txt": "old" });
    symlinkSync("target.txt", join(root, "a.valk"));
    const { failed } = await applyPlan(
      planFor(root, [change("a.valk", "old", "new")]),
      diskFileSystem,
    );
    expect(failed).toMatchObject([
      { problem: { code: "changed-since-read", message: "it is no longer a file" } },
    ]);
    expect(contents(root)).toEqual({ "a.valk": "old", "target.txt": "old" });
  });
});

describe("a failure at any step", () => {
  const steps = [
    "readFile",
    "status",
    "create",
    "write",
    "sync",
    "close",
    "setMode",
    "rename",
  ] as const;

  test.each(steps)(
    "of %s leaves the old text, no temporary file, and the other files written",
    async (step) => {
      const root = makeFolder({ "a.valk": "old", "b.valk": "old" });
      let calls = 0;
      const failing = (...args: never[]): never => {
        calls++;
        if (calls === 1) {
          throw Object.assign(new Error(`EIO: ${step}\nmore`), { code: "EIO" });
        }
        return (diskFileSystem[step] as (...args: never[]) => never)(...args);
      };
      const plan = planFor(root, [change("a.valk", "old", "new"), change("b.valk", "old", "new")]);
      const { written, failed } = await applyPlan(plan, { ...diskFileSystem, [step]: failing });
      expect(written).toEqual(["b.valk"]);
      expect(failed).toMatchObject([
        { path: "a.valk", problem: { code: "write-failed", message: `EIO: ${step}` } },
      ]);
      expect(contents(root)).toEqual({ "a.valk": "old", "b.valk": "new" });
    },
  );

  test("of a write that writes nothing is one, too", async () => {
    const root = makeFolder({ "a.valk": "old" });
    const fileSystem = { ...diskFileSystem, write: () => 0 };
    const { failed } = await applyPlan(planFor(root, [change("a.valk", "old", "new")]), fileSystem);
    expect(failed[0]?.problem.message).toBe("only 0 of 3 bytes could be written");
    expect(contents(root)).toEqual({ "a.valk": "old" });
  });

  test("is told even when the temporary file cannot be removed either", async () => {
    const root = makeFolder({ "a.valk": "old" });
    const fail = (message: string) => () => {
      throw new Error(message);
    };
    const fileSystem = { ...diskFileSystem, rename: fail("EXDEV"), remove: fail("EBUSY") };
    const { failed } = await applyPlan(planFor(root, [change("a.valk", "old", "new")]), fileSystem);
    expect(failed[0]?.problem.message).toBe("EXDEV");
  });

  test("reports a file that is gone", async () => {
    const root = makeFolder();
    const { failed } = await applyPlan(
      planFor(root, [change("a.valk", "old", "new")]),
      diskFileSystem,
    );
    expect(failed[0]?.problem).toMatchObject({ code: "write-failed" });
    expect(contents(root)).toEqual({});
  });
});

describe("stages", () => {
  test("come one after the other, and a file may be in several", async () => {
    const root = makeFolder({ "m.valk": "1", "a.valk": "old" });
    const plan = planFor(
      root,
      [change("m.valk", "1", "2")],
      [change("a.valk", "old", "new")],
      [change("m.valk", "2", "3")],
    );
    expect((await applyPlan(plan, diskFileSystem)).written).toEqual(["m.valk", "a.valk"]);
    expect(contents(root)).toEqual({ "m.valk": "3", "a.valk": "new" });
  });

  test("do not start after a failure", async () => {
    const root = makeFolder({ "m.valk": "1", "a.valk": "other", "b.valk": "old" });
    const plan = planFor(
      root,
      [change("m.valk", "1", "2")],
      [change("a.valk", "old", "new"), change("b.valk", "old", "new")],
      [change("m.valk", "2", "3")],
    );
    expect(await applyPlan(plan, diskFileSystem)).toMatchObject({
      written: ["m.valk", "b.valk"],
      failed: [{ path: "a.valk" }],
      skipped: ["m.valk"],
      interrupted: false,
    });
    expect(contents(root)).toEqual({ "m.valk": "2", "a.valk": "other", "b.valk": "new" });
  });

  test("end with an interrupt, between two files", async () => {
    const root = makeFolder({ "a.valk": "old", "b.valk": "old", "c.valk": "old" });
    const changes = ["a.valk", "b.valk", "c.valk"].map((path) => change(path, "old", "new"));
    let asked = 0;
    const result = await applyPlan(
      planFor(root, changes, [change("a.valk", "new", "newer")]),
      diskFileSystem,
      {
        shouldStop: async () => ++asked > 1,
      },
    );
    expect(result).toEqual({
      written: ["a.valk"],
      failed: [],
      skipped: ["b.valk", "c.valk", "a.valk"],
      interrupted: true,
    });
    expect(contents(root)).toEqual({ "a.valk": "new", "b.valk": "old", "c.valk": "old" });
  });
});
