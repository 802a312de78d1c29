// Programs on systems that this test does not run on.

import { describe, expect, test } from "vitest";
import { findProgram, type ProgramSearch, variableOf } from "../../src/project/find-program.js";

function found(search: Partial<ProgramSearch>, ...files: readonly string[]): string | undefined {
  return findProgram({
    name: "git",
    folders: [],
    env: {},
    project: "/repo",
    platform: "linux",
    exists: (path) => files.includes(path),
    ...search,
  });
}

describe("a program", () => {
  test("is the system's where that has one, else the first on the PATH", () => {
    const env = { PATH: "/home/me/bin:/opt/bin" };
    expect(found({ folders: ["/usr/bin"], env }, "/usr/bin/git", "/opt/bin/git")).toBe(
      "/usr/bin/git",
    );
    expect(found({ folders: ["/usr/bin"], env }, "/opt/bin/git")).toBe("/opt/bin/git");
    expect(found({ env })).toBeUndefined();
    expect(found({})).toBeUndefined();
  });

  test.each(["/repo", "/repo/bin", "bin", ".", "", "/x/node_modules/.bin", "/repo/../repo/bin"])(
    "is not taken from %j",
    (folder) => {
      expect(found({ env: { PATH: folder }, exists: () => true })).toBeUndefined();
    },
  );

  test("lies beside the project as well as anywhere", () => {
    expect(found({ env: { PATH: "/repo2/bin" } }, "/repo2/bin/git")).toBe("/repo2/bin/git");
  });

  test("has its extension on Windows, and is none that only a shell runs", () => {
    const windows = { platform: "win32", project: "C:\\repo" } as const;
    const env = { Path: "C:\\repo\\bin;D:\\git;E:\\git", PATHEXT: ".CMD;.EXE" };
    const files = ["C:\\repo\\bin\\git.exe", "D:\\git\\git.cmd", "E:\\git\\git.exe"];
    expect(found({ ...windows, env }, ...files)).toBe("E:\\git\\git.exe");
    expect(found({ ...windows, env: { PATH: "E:\\git" } }, ...files)).toBe("E:\\git\\git.exe");
  });
});

test("a variable's name has any case on Windows alone", () => {
  expect(variableOf({ Path: "x" }, "PATH", "win32")).toBe("x");
  expect(variableOf({ Path: "x" }, "PATH", "linux")).toBeUndefined();
  expect(variableOf({}, "PATH", "win32")).toBeUndefined();
});
