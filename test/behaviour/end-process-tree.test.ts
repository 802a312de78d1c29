import { describe, expect, test } from "vitest";
import { endProcessTree } from "../../src/behaviour/end-process-tree.js";

function ended(platform: NodeJS.Platform, pid: number | undefined, env = {}): readonly string[] {
  const said: string[] = [];
  endProcessTree(pid, {
    platform,
    kill: (id, signal) => void said.push(`${signal} ${id}`),
    run: (program, args) => void said.push([program, ...args].join(" ")),
    env,
  });
  return said;
}

describe("a process and what it started", () => {
  test("is a group that gets a signal", () => {
    expect(ended("linux", 7)).toEqual(["SIGKILL -7"]);
    expect(ended("darwin", 7)).toEqual(["SIGKILL -7"]);
  });

  test("is ended by a program on Windows, which knows no groups", () => {
    expect(ended("win32", 7)).toEqual(["C:\\Windows\\System32\\taskkill.exe /pid 7 /t /f"]);
    expect(ended("win32", 7, { SystemRoot: "D:\\W" })[0]).toMatch(/^D:\\W\\System32\\taskkill/);
  });

  test("may be gone, or never have been", () => {
    expect(ended("linux", undefined)).toEqual([]);
    const fail = (): never => {
      throw new Error("ESRCH");
    };
    const gone = { platform: "linux", kill: fail, run: fail, env: {} } as const;
    expect(() => endProcessTree(7, gone)).not.toThrow();
    expect(() => endProcessTree(2 ** 22 + 1)).not.toThrow();
  });
});
