import { mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { identityOf } from "../../src/project/file-identity.js";
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

test("what is no regular file has no identity", () => {
  const folder = makeFolder({ "a.valk": "one" });
  mkdirSync(join(folder, "folder.valk"));
  symlinkSync("a.valk", join(folder, "link.valk"));
  for (const name of ["folder.valk", "link.valk", "gone.valk"]) {
    expect(identityOf(join(folder, name))).toBeUndefined();
  }
});
