import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createByteReader, createProject } from "../../src/project/discovery-files.js";
import { makePipe } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";

test("the project gives the texts of the root's files and of no others", () => {
  const outside = makeFolder({ "secret.valk": "secret" });
  const root = makeFolder({
    "a/x.valk": "\ufeffx",
    "y.valk": "y",
    "latin.valk": Buffer.from([0x74, 0xe4]),
  });
  symlinkSync(join(outside, "secret.valk"), join(root, "out.valk"));
  symlinkSync("a/x.valk", join(root, "in.valk"));
  makePipe(join(root, "pipe.valk"));
  const { read } = createProject(root);
  expect(read("a/x.valk")).toBe("\ufeffx");
  expect(read("a/../y.valk")).toBe("y");
  expect(read("in.valk")).toBe("\ufeffx");
  for (const path of [
    "missing.valk",
    "a",
    "",
    "latin.valk",
    "out.valk",
    "pipe.valk",
    join(outside, "secret.valk"),
    `../${outside.split("/").at(-1)}/secret.valk`,
    "nul\0.valk",
  ]) {
    expect(read(path)).toBeUndefined();
  }
});

test("the byte reader gives bytes or throws", () => {
  const root = makeFolder({ "latin.valk": Buffer.from([0xe4]) });
  expect([...createByteReader(root)("latin.valk")]).toEqual([0xe4]);
  expect(() => createByteReader(root)("missing.valk")).toThrow("ENOENT");
});
