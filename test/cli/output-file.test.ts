import { execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  constants,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createOutputFile } from "../../src/cli/output-file.js";
import { makePipe } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";

describe("a report's file", () => {
  test("appears when it is whole", () => {
    const folder = makeFolder();
    const path = join(folder, "r.txt");
    const file = createOutputFile(path);
    file.write("größe ");
    file.write("x".repeat(100_000));
    expect(readdirSync(folder)).not.toContain("r.txt");
    file.commit();
    file.discard();
    expect(readFileSync(path, "utf8")).toBe(`größe ${"x".repeat(100_000)}`);
    expect(readdirSync(folder)).toEqual(["r.txt"]);
  });

  test("replaces what was there, through a link, or leaves it", () => {
    const folder = makeFolder({ "r.txt": "old" });
    symlinkSync("r.txt", join(folder, "link.txt"));
    const dropped = createOutputFile(join(folder, "r.txt"));
    dropped.write("new");
    dropped.discard();
    dropped.discard();
    expect(readFileSync(join(folder, "r.txt"), "utf8")).toBe("old");
    const file = createOutputFile(join(folder, "link.txt"));
    file.write("new");
    file.commit();
    expect(readFileSync(join(folder, "r.txt"), "utf8")).toBe("new");
    expect(readdirSync(folder)).toEqual(["link.txt", "r.txt"]);
  });

  test("can be followed when it is live, and keeps what it got", () => {
    const path = join(makeFolder({ "r.txt": "old" }), "r.txt");
    const file = createOutputFile(path, true);
    file.write("one\n");
    expect(readFileSync(path, "utf8")).toBe("one\n");
    file.write("two\n");
    file.discard();
    expect(readFileSync(path, "utf8")).toBe("one\ntwo\n");
  });

  test("can be a device, which stays one", () => {
    const file = createOutputFile("/dev/null");
    file.write("text");
    file.commit();
    const dropped = createOutputFile("/dev/null");
    dropped.discard();
    expect(execFileSync("stat", ["-c", "%F", "/dev/null"], { encoding: "utf8" })).toContain(
      "special",
    );
  });

  test("can be a pipe", async () => {
    const path = join(makeFolder(), "pipe");
    makePipe(path);
    const reader = spawn("cat", [path]);
    const read = reader.stdout.toArray();
    const file = createOutputFile(path);
    file.write("text");
    file.commit();
    expect(Buffer.concat(await read).toString()).toBe("text");
  });

  test.runIf(process.platform === "linux")("goes on behind what an open file holds", () => {
    const path = join(makeFolder({ "log.txt": "before\n" }), "log.txt");
    const log = openSync(path, "a");
    for (const isLive of [false, true]) {
      const file = createOutputFile(`/dev/fd/${log}`, isLive);
      file.write("report\n");
      file.commit();
    }
    createOutputFile(`/proc/self/fd/${log}`).discard();
    writeSync(log, "behind\n");
    closeSync(log);
    expect(readFileSync(path, "utf8")).toBe("before\nreport\nreport\nbehind\n");
  });

  test.runIf(process.platform === "linux")("waits for who reads an open pipe", async () => {
    const path = join(makeFolder(), "pipe");
    makePipe(path);
    const pipe = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
    const reader = spawn("sh", ["-c", 'head -c 200000 "$0" | wc -c', path]);
    const read = reader.stdout.toArray();
    const file = createOutputFile(`/dev/fd/${pipe}`);
    file.write("x".repeat(200_000));
    file.commit();
    closeSync(pipe);
    expect(
      Buffer.concat(await read)
        .toString()
        .trim(),
    ).toBe("200000");
  });

  test.runIf(process.platform === "linux")("tells that the disk is full", () => {
    const file = createOutputFile("/dev/full");
    expect(() => file.write("x".repeat(100_000))).toThrow(/cannot write \/dev\/full: ENOSPC/);
  });

  test("tells that its folder went away", () => {
    const folder = makeFolder();
    const file = createOutputFile(join(folder, "r.txt"));
    for (const name of readdirSync(folder)) {
      unlinkSync(join(folder, name));
    }
    expect(() => file.commit()).toThrow("cannot write");
  });
});
