// Files that can be listed but not read: simulated, since whoever runs the tests may read anything.

import { expect, test, vi } from "vitest";
import { makeProject, oldFile } from "./git-project.js";
import { run } from "./run-main.js";

vi.mock("../../src/project/discovery-files.js", async (load) => {
  const original = await load<typeof import("../../src/project/discovery-files.js")>();
  return {
    ...original,
    createByteReader: (root: string) => {
      const read = original.createByteReader(root);
      return (path: string) => {
        if (path.includes("secret")) {
          throw new Error("EACCES: permission denied");
        }
        return read(path);
      };
    },
  };
});

const files = {
  "src/modules/test.valk": "(fun {test/suite n} {n})\n(fun {test/run & a} {a})\n",
  "test/a.valk": oldFile("a"),
  "test/secret.valk": oldFile("b"),
};

test("a status counts them as failed, and is an error", async () => {
  const folder = makeProject(files);
  const { status, stdout } = await run(["status", "--since", "main"], { cwd: folder });
  expect(status).toBe(2);
  expect(stdout).toMatch(/test\/secret.valk {2}error {2}read-failed {2}EACCES: permission denied/);
  expect(stdout).toContain("2 files to go: 1 can be migrated now, 1 not yet.");
});

test("the final module is not installed beside them", async () => {
  const folder = makeProject({ ...files, "test/a.valk": "(def {x} 1)" });
  const { status, stdout, stderr } = await run(["framework", "install", "--final"], {
    cwd: folder,
  });
  expect(status).toBe(2);
  expect(stdout).toContain("test/secret.valk:1:1  cannot be read");
  expect(stderr).toContain("old-api-in-use: 1 file still uses the old API");
});

test("a file that cannot be read is taken for changed", async () => {
  const folder = makeProject(files);
  const { status, stdout } = await run(["migrate", "--changed"], { cwd: folder });
  expect(status).toBe(2);
  expect(stdout).toContain("test/secret.valk: failed");
});
