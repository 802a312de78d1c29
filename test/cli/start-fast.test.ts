import { chmodSync, existsSync, statSync, symlinkSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { cachedDataVersionTag } from "node:v8";
import { describe, expect, test, vi } from "vitest";
import { type Engine, engineOf, startFast } from "../../src/cli/start-fast.js";
import { makeFolder } from "../temporary-folder.js";

const heap = { keepSmall: () => {}, asAtStart: <T>(work: () => T): T => work() };

const userId = process.getuid?.();

function start(engine: Partial<Engine>) {
  const setFlag = vi.fn();
  const loadCompiled = vi.fn();
  startFast({ v8: "9.0.1", env: {}, build: "build", userId, setFlag, loadCompiled, ...engine });
  return { flags: setFlag.mock.calls.flat(), folders: loadCompiled.mock.calls.flat() };
}

describe("a fast start", () => {
  test("asks V8 for patience where it is known to understand", () => {
    const flagsOf = (v8: string) => start({ v8, userId: undefined }).flags;
    expect(flagsOf("11.3.244.8-node.37")).toEqual(["--interrupt-budget=1000000"]);
    expect(flagsOf("12.4.254.21")).toEqual(["--invocation-count-for-turbofan=30000"]);
    expect(flagsOf("99.1.1")).toEqual([]);
  });

  test("does nothing that this Node complains of", () => {
    const write = vi.spyOn(process.stderr, "write");
    expect(() =>
      startFast({ ...engineOf(process, "build", heap), userId: undefined }),
    ).not.toThrow();
    expect(write).not.toHaveBeenCalled();
    write.mockRestore();
  });

  test.runIf(userId !== undefined)("keeps compiled code in a folder of the user's own", () => {
    const home = makeFolder({});
    const { folders } = start({ env: { XDG_CACHE_HOME: home } });
    expect(folders).toEqual([join(home, `valk-codemod/code/build-${cachedDataVersionTag()}`)]);
    expect(statSync(join(home, "valk-codemod")).mode & 0o777).toBe(0o700);
    expect(start({ env: { XDG_CACHE_HOME: home } }).folders).toEqual(folders);
  });

  test.runIf(userId !== undefined)(
    "keeps none where others could write, or it cannot be made",
    () => {
      const home = makeFolder({ file: "" });
      start({ env: { XDG_CACHE_HOME: home } });
      chmodSync(join(home, "valk-codemod"), 0o777);
      const linked = makeFolder({ "elsewhere/x": "" });
      symlinkSync(join(linked, "elsewhere"), join(linked, "valk-codemod"));
      for (const XDG_CACHE_HOME of [home, linked, join(home, "file")]) {
        expect(start({ env: { XDG_CACHE_HOME } }).folders).toEqual([]);
      }
      const others = makeFolder({});
      expect(start({ env: { XDG_CACHE_HOME: others }, userId: (userId ?? 0) + 1 }).folders).toEqual(
        [],
      );
    },
  );

  test("keeps none where Node knows no owners, is told not to, or runs no bundle", () => {
    const home = makeFolder({});
    const env = { XDG_CACHE_HOME: home };
    expect(start({ env, userId: undefined }).folders).toEqual([]);
    expect(start({ env: { ...env, NODE_DISABLE_COMPILE_CACHE: "1" } }).folders).toEqual([]);
    expect(start({ env, build: undefined }).folders).toEqual([]);
    expect(existsSync(join(home, "valk-codemod"))).toBe(false);
  });

  test.runIf(userId !== undefined)(
    "leaves the current folder alone where the user has no home",
    () => {
      for (const home of ["", "home"]) {
        vi.stubEnv("HOME", home);
        expect(homedir()).toBe(home);
        expect(start({ env: {} }).folders).toEqual([]);
      }
      vi.unstubAllEnvs();
    },
  );

  test.runIf(userId !== undefined)("goes on where the parts cannot be found that way", () => {
    const env = { XDG_CACHE_HOME: makeFolder({}) };
    const argv = ["node", join(makeFolder({}), "gone/bin")];
    const engine = {
      ...engineOf({ ...process, argv } as NodeJS.Process, "build", heap),
      env,
      userId,
    };
    expect(() => engine.loadCompiled("/caches")).toThrow();
    expect(() => startFast(engine)).not.toThrow();
  });
});
