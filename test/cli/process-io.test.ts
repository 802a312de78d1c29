import { EventEmitter } from "node:events";
import { closeSync, constants, openSync, realpathSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createProcessIo, type ProcessLike } from "../../src/cli/process-io.js";
import { makePipe } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";

class Stream extends EventEmitter {
  readonly written: unknown[] = [];
  readonly isTTY = true;
  readonly columns = 77;

  write(data: unknown): boolean {
    this.written.push(data);
    return true;
  }
}

function makeProcess(cwd = () => "/somewhere") {
  const host = Object.assign(new EventEmitter(), {
    stdout: new Stream(),
    stderr: new Stream(),
    stdin: Readable.from([Buffer.from("input")]),
    env: { TERM: "xterm" },
    cwd,
    exit: vi.fn(),
    exitCode: undefined as number | undefined,
  });
  return { host, ...createProcessIo(host as unknown as ProcessLike, { build: "build" }) };
}

describe("the io of a process", () => {
  test("has keys where standard input is a terminal", () => {
    const { host, io } = makeProcess();
    expect(io.keyboard).toBeUndefined();
    Object.assign(host.stdin, { isTTY: true });
    expect(io.keyboard).toBe(host.stdin);
  });

  test("is that of the process", async () => {
    const { host, io } = makeProcess();
    io.stdout.write("text");
    io.stderr.write(Buffer.from("bytes"));
    expect(host.stdout.written).toEqual(["text"]);
    expect(host.stderr.written).toEqual([Buffer.from("bytes")]);
    expect([io.stdout.isTTY, io.stdout.columns, io.cwd, io.env, io.build]).toEqual([
      true,
      77,
      "/somewhere",
      host.env,
      "build",
    ]);
    expect(io.stdout.stream).toBe(host.stdout);
    expect(await (io.stdin as Readable).toArray()).toEqual([Buffer.from("input")]);
    expect(io.now()).toBeLessThanOrEqual(io.now());
  });

  test("has no standard input that is a folder, of which Node reads nothing", () => {
    const { host, io } = makeProcess();
    const fd = openSync(makeFolder(), "r");
    onTestFinished(() => closeSync(fd));
    Object.assign(host.stdin, { fd });
    expect(() => io.stdin).toThrow("standard input is a folder");
    Object.assign(host.stdin, { fd: 999_999 });
    expect(io.stdin).toBe(host.stdin);
  });

  test("leaves links to what is loaded next alone where standard input is a pipe", () => {
    const folder = realpathSync(makeFolder({ "known.js": "", "real/part.js": "" }));
    symlinkSync(join(folder, "real"), join(folder, "link"));
    const pipe = join(folder, "pipe");
    makePipe(pipe);
    const fd = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    onTestFinished(() => closeSync(fd));
    const { host, io } = makeProcess();
    Object.assign(host.stdin, { fd });
    const { resolve } = createRequire(import.meta.url);
    // Node remembers the folders above it, and looks at them no more.
    resolve(join(folder, "known.js"));
    expect(io.stdin).toBe(host.stdin);
    expect(resolve(join(folder, "link/part.js"))).toBe(join(folder, "real/part.js"));
  });

  test("says that its folder is gone", () => {
    const written = vi.spyOn(Stream.prototype, "write");
    expect(() =>
      makeProcess(() => {
        throw new Error("ENOENT: no such file or directory, uv_cwd");
      }),
    ).toThrow("uv_cwd");
    expect(written).toHaveBeenCalledWith(
      "error: the current folder is gone\nhint: change into one that is there\n",
    );
    written.mockRestore();
  });

  test("passes the status on", () => {
    const { host, finish } = makeProcess();
    finish(1);
    expect(host.exitCode).toBe(1);
    expect(host.exit).not.toHaveBeenCalled();
  });

  test("aborts at the first interrupt, and ends at the second", () => {
    const { host, io, finish } = makeProcess();
    expect(io.signal.aborted).toBe(false);
    host.emit("SIGINT");
    expect(io.signal.aborted).toBe(true);
    expect(host.exit).not.toHaveBeenCalled();
    host.emit("SIGINT");
    expect(host.exit).toHaveBeenCalledExactlyOnceWith(130);
    finish(130);
    expect(host.exit).toHaveBeenCalledTimes(2);
  });

  test("is silent once its reader is gone", () => {
    const { host, io, finish } = makeProcess();
    io.stdout.write("one");
    expect(io.stdout.isLeft).toBe(false);
    host.stdout.emit("error", Object.assign(new Error("EPIPE"), { code: "EPIPE" }));
    expect(io.stdout.isLeft).toBe(true);
    io.stdout.write("two");
    expect(host.stdout.written).toEqual(["one"]);
    expect(host.stderr.written).toEqual([]);
    finish(0);
    expect(host.exitCode).toBe(0);
  });

  test("tells of any other failure to write", () => {
    const { host, io, finish } = makeProcess();
    host.stdout.emit("error", Object.assign(new Error("ENOSPC: disk full"), { code: "ENOSPC" }));
    io.stdout.write("two");
    expect(host.stdout.written).toEqual([]);
    expect(host.stderr.written).toEqual(["error: cannot write the output: ENOSPC: disk full\n"]);
    finish(0);
    expect(host.exitCode).toBe(2);
  });

  test("does not mind when nobody can be told", () => {
    const { host, finish } = makeProcess();
    host.stderr.emit("error", Object.assign(new Error("ENOSPC"), { code: "ENOSPC" }));
    finish(0);
    expect(host.exitCode).toBe(0);
  });
});
