import { mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identityOf, type KeptEntry, keepIn } from "../../src/project/file-identity.js";
import { makeFolder } from "../temporary-folder.js";

test("a file is the same until something changes it, whatever becomes of its times", () => {
  const path = join(makeFolder({ "a.valk": "one" }), "a.valk");
  const before = identityOf(path);
  expect(before).toEqual(identityOf(path));
  expect(before).toMatchObject({ inode: statSync(path).ino, size: 3 });
  const { atime, mtime } = statSync(path);
  writeFileSync(path, "more");
  utimesSync(path, atime, mtime);
  expect(identityOf(path)).not.toEqual(before);
});

test("what is no regular file, or cannot be looked at, has no identity", () => {
  const folder = makeFolder({ "a.valk": "one" });
  mkdirSync(join(folder, "folder.valk"));
  symlinkSync("a.valk", join(folder, "link.valk"));
  symlinkSync("loop", join(folder, "loop"));
  for (const name of ["folder.valk", "link.valk", "gone.valk", "loop/a.valk"]) {
    expect(identityOf(join(folder, name))).toBeUndefined();
  }
});

test("what is kept of a file is that of no other, and nothing of one that may be written once more", () => {
  const file = { inode: 1, size: 2, modified: 3.5, changed: 4.5 };
  const entries = new Map<string, KeptEntry<string>>();
  const heard: string[] = [];
  const kept = keepIn(entries, (path) => heard.push(path));
  kept.set("a.valk", file, "seen");
  kept.set("young.valk", { ...file, changed: Date.now() }, "seen");
  kept.set("future.valk", { ...file, modified: Date.now() + 60_000 }, "seen");
  expect(heard).toEqual(["a.valk"]);
  expect([...entries.keys()]).toEqual(["a.valk"]);
  expect(keepIn(entries).get("a.valk", file)).toBe("seen");
  expect(kept.get("b.valk", file)).toBeUndefined();
  for (const part of ["inode", "size", "modified", "changed"] as const) {
    expect(kept.get("a.valk", { ...file, [part]: file[part] + 1 })).toBeUndefined();
  }
});
