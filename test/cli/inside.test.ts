import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isInside } from "../../src/cli/inside.js";
import { makeFolder } from "../temporary-folder.js";

test("what is inside of a folder, links followed", () => {
  const folder = makeFolder({ "sub/file": "", "..dots/file": "" });
  const elsewhere = makeFolder({ file: "" });
  symlinkSync(elsewhere, join(folder, "out"));
  symlinkSync(join(folder, "sub"), join(folder, "in"));
  symlinkSync(join(elsewhere, "new"), join(folder, "dangling"));
  symlinkSync("nothing", join(folder, "dangling-in"));
  symlinkSync("loop", join(folder, "loop"));
  const inside = ["dangling-in", "loop", "", "sub/file", "no/such/file", "in/file", "..dots/file"];
  const outside = [
    "dangling",
    "dangling/x",
    "..",
    "../x",
    "out",
    "out/file",
    "out/new",
    "sub/../../x",
  ];
  expect(inside.filter((path) => !isInside(folder, join(folder, path)))).toEqual([]);
  expect(outside.filter((path) => isInside(folder, join(folder, path)))).toEqual([]);
  expect(isInside(folder, "/")).toBe(false);
});
