// Folders that the system refuses to read. Tests may run as root, who may read everything, so the
// refusal is played.

import type * as fs from "node:fs";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { discover } from "../../src/project/discovery.js";
import { createProject } from "../../src/project/discovery-files.js";
import { makeFolder } from "../temporary-folder.js";

const refused = vi.hoisted(() => ({ folder: "", file: "" }));

vi.mock("node:fs", async (importOriginal) => {
  const original = await importOriginal<typeof fs>();
  const refuse = (path: unknown, ending: string): void => {
    if (ending !== "" && String(path).endsWith(ending)) {
      throw Object.assign(new Error(`EACCES: permission denied, '${path}'`), { code: "EACCES" });
    }
  };
  return {
    ...original,
    readdirSync: (...args: Parameters<typeof fs.readdirSync>) => {
      refuse(args[0], refused.folder);
      return original.readdirSync(...args);
    },
    realpathSync: Object.assign((path: string) => original.realpathSync(path), {
      native: (path: string) => {
        refuse(path, refused.file);
        return original.realpathSync.native(path);
      },
    }),
  };
});

function outcomes(cwd: string): unknown[] {
  return discover({ cwd, paths: [] }).files.map(({ path, outcome }) => [path, outcome?.status]);
}

test("a folder that cannot be read is a failure, and all other files are found", () => {
  const folder = makeFolder({ "a/x.valk": "", "closed/y.valk": "", "z.valk": "" });
  refused.folder = "closed";
  expect(outcomes(folder)).toEqual([
    ["a/x.valk", undefined],
    ["closed", "failed"],
    ["z.valk", undefined],
  ]);
});

test("a root that cannot be read is a failure of its own", () => {
  const folder = makeFolder({ "start/x.valk": "" });
  refused.folder = "start";
  expect(outcomes(join(folder, "start"))).toEqual([[".", "failed"]]);
});

test("a link that cannot be resolved is no file for a transform", () => {
  const folder = makeFolder({ "a.valk": "a" });
  symlinkSync("a.valk", join(folder, "link.valk"));
  refused.file = "link.valk";
  expect(createProject(folder).read("link.valk")).toBeUndefined();
  refused.file = "";
  expect(createProject(folder).read("link.valk")).toBe("a");
});
