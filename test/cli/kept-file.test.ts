// What is kept from run to run, and what is not taken of it.

import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { WINDOW } from "../../src/cli/file-window.js";
import type { Io } from "../../src/cli/io.js";
import { openKept } from "../../src/cli/kept-file.js";
import { hashText } from "../../src/proof/hashes.js";
import { makeFolder } from "../temporary-folder.js";

const hasOwners = process.getuid !== undefined;
const [A, B, C] = ["a", "b", "c"].map(hashText) as [string, string, string];

function setUp() {
  const folder = makeFolder();
  const io = { env: { XDG_CACHE_HOME: folder }, build: "build" };
  const open = (some: Partial<Pick<Io, "env" | "build">> = {}, subject = ["/root"]) =>
    openKept("verdicts", subject, { ...io, ...some });
  const verdicts = join(folder, "valk-codemod/verdicts");
  return { folder, open, verdicts, kept: () => readdirSync(verdicts) };
}

describe.runIf(hasOwners)("texts", () => {
  test("come out as they went in, in a file for the user alone", () => {
    const { open, verdicts, kept } = setUp();
    const first = open();
    first?.set(A, '{"status":"ünïcode ↵"}\t[1,2]');
    first?.set(B, '{"status":"unchanged"}');
    first?.save(false);
    expect(kept()).toHaveLength(1);
    expect(statSync(join(verdicts, kept()[0] as string)).mode & 0o777).toBe(0o600);
    const second = open();
    expect(second?.get(A)).toBe('{"status":"ünïcode ↵"}\t[1,2]');
    expect(second?.get(B)).toBe('{"status":"unchanged"}');
    expect(second?.get(C)).toBeUndefined();
  });

  test.each([true, false])("give way to what goes in by the same key (others stay: %s)", (stay) => {
    const { open } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.save(false);
    const second = open();
    expect(second?.get(A)).toBe("1");
    second?.set(A, "2");
    second?.save(stay);
    expect(open()?.get(A)).toBe("2");
  });

  test("of any length come out in any order, and stay with what is new", () => {
    const { open } = setUp();
    const lengths = [1, WINDOW - 2 * 65, 40, 3 * WINDOW, 7, WINDOW, WINDOW / 2, 0];
    const texts = new Map(lengths.map((length, at) => [hashText(`${at}`), `${at}`.repeat(length)]));
    const first = open();
    for (const [key, text] of texts) {
      first?.set(key, text);
    }
    first?.save(false);
    const second = open();
    second?.set(A, "new");
    second?.save(true);
    const third = open();
    for (const [key, text] of [...texts, ...[...texts].toReversed()]) {
      expect(third?.get(key) === text).toBe(true);
    }
    expect(third?.get(A)).toBe("new");
    third?.close();
    third?.close();
  });

  test("are taken of a file that has been replaced since, as it was", () => {
    const { open, verdicts, kept } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.set(B, "x".repeat(WINDOW));
    first?.save(false);
    const second = open();
    rmSync(join(verdicts, kept()[0] as string));
    const third = open();
    third?.set(A, "2");
    third?.save(false);
    expect(second?.get(B)).toBe("x".repeat(WINDOW));
    expect(second?.get(A)).toBe("1");
    second?.discard();
  });

  test.each([
    ["a run neither takes nor makes are let go", false, undefined],
    ["a run about fewer files neither takes nor makes stay", true, "2"],
  ])("that %s", (_, keepsOthers, left) => {
    const { open } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.set(B, "2");
    first?.save(false);
    const second = open();
    second?.get(A);
    second?.set(C, "3");
    second?.save(keepsOthers);
    const third = open();
    expect([A, B, C].map((key) => third?.get(key))).toEqual(["1", left, "3"]);
  });

  test("are not written again where nothing is new", () => {
    const { open, verdicts, kept } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.save(false);
    const path = join(verdicts, kept()[0] as string);
    const { ino } = statSync(path);
    const second = open();
    second?.get(A);
    second?.save(false);
    second?.discard();
    expect(statSync(path).ino).toBe(ino);
  });

  test("of a run that does not end well are not kept", () => {
    const { open, kept } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.save(false);
    const second = open();
    second?.set(B, "x".repeat(1 << 21));
    expect(kept()).toHaveLength(2);
    second?.discard();
    expect(kept()).toHaveLength(1);
    expect(open()?.get(A)).toBe("1");
    open()?.discard();
  });

  test("by the thousand come out, too", () => {
    const { open } = setUp();
    const first = open();
    const keys = Array.from({ length: 3000 }, (_, index) => hashText(`${index}`));
    for (const key of keys) {
      first?.set(key, key.repeat(9));
    }
    first?.save(false);
    const second = open();
    expect(keys.every((key) => second?.get(key) === key.repeat(9))).toBe(true);
  });

  test.each<[string, (bytes: Buffer) => Buffer]>([
    ["changed", (bytes) => Buffer.from(bytes.toString("latin1").replace("true", "fals"))],
    ["cut off", (bytes) => bytes.subarray(0, bytes.length - 70)],
    ["empty", () => Buffer.alloc(0)],
    ["of something else", () => Buffer.from("what\never\n")],
  ])("that were %s are not taken", (_, damage) => {
    const { open, verdicts, kept } = setUp();
    const first = open();
    first?.set(A, '{"isRight":true}');
    first?.save(false);
    const path = join(verdicts, kept()[0] as string);
    writeFileSync(path, damage(readFileSync(path)));
    expect(open()?.get(A)).toBeUndefined();
  });

  test("are those of one build, one folder and one way to run", () => {
    const { open } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.save(false);
    expect(open({}, ["/root", "list"])?.get(A)).toBeUndefined();
    expect(open({}, ["/other"])?.get(A)).toBeUndefined();
    expect(open({ build: "another" })?.get(A)).toBeUndefined();
  });

  test("that nobody has asked for in a month go", () => {
    const { open, verdicts, kept } = setUp();
    const first = open({}, ["/gone"]);
    first?.set(A, "1");
    first?.save(false);
    const monthAgo = Date.now() / 1000 - 31 * 24 * 60 * 60;
    utimesSync(join(verdicts, kept()[0] as string), monthAgo, monthAgo);
    const second = open();
    second?.set(B, "2");
    second?.save(false);
    expect(kept()).toHaveLength(1);
    expect(open({}, ["/gone"])?.get(A)).toBeUndefined();
  });

  test("are kept by a build that is known, in folders that are private", () => {
    const { folder, open, verdicts } = setUp();
    expect(open({ build: undefined })).toBeUndefined();
    expect(open()).toBeDefined();
    for (const path of [verdicts, join(folder, "valk-codemod")]) {
      chmodSync(path, 0o777);
      expect(open()).toBeUndefined();
      chmodSync(path, 0o700);
    }
    rmSync(verdicts, { recursive: true });
    symlinkSync(makeFolder(), verdicts);
    expect(open()).toBeUndefined();
    expect(open({ env: { XDG_CACHE_HOME: join(folder, "a/b") } })).toBeUndefined();
  });

  test("that cannot be written are missed by nobody", () => {
    const { open, verdicts, kept } = setUp();
    const file = open();
    rmSync(verdicts, { recursive: true });
    file?.set(A, "1");
    expect(() => file?.save(false)).not.toThrow();
    expect(() => file?.discard()).not.toThrow();
    const other = open();
    other?.set(A, "1");
    other?.save(false);
    const [name] = kept();
    rmSync(join(verdicts, name as string));
    mkdirSync(join(verdicts, name as string));
    const again = open();
    again?.set(A, "1");
    again?.save(false);
    again?.discard();
    expect(kept()).toEqual([name]);
    expect(open()?.get(A)).toBeUndefined();
  });

  test("that are asked for stay, though nothing of them is new", () => {
    const { open, verdicts, kept } = setUp();
    const first = open();
    first?.set(A, "1");
    first?.save(false);
    const path = join(verdicts, kept()[0] as string);
    utimesSync(path, 1e9, 1e9);
    const second = open();
    second?.get(A);
    second?.save(false);
    expect(statSync(path).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });
});
