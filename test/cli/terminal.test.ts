import { describe, expect, test } from "vitest";
import { createPacer } from "../../src/cli/pacer.js";
import { movableTerminal, usesColor, widthOf } from "../../src/cli/terminal.js";

const write = () => {};
const pipe = { write };
const terminal = { write, isTTY: true, columns: 100 };
const withoutColumns = { write, isTTY: true, columns: 0 };

describe("a stream", () => {
  test("has a width only on a terminal", () => {
    expect(widthOf({ ...pipe, columns: 100 })).toBeUndefined();
    expect(widthOf(terminal)).toBe(100);
    expect(widthOf(withoutColumns)).toBe(80);
  });

  test("is coloured as asked, else on a terminal that wants it", () => {
    expect(usesColor("always", pipe, { NO_COLOR: "1" })).toBe(true);
    expect(usesColor("never", terminal, {})).toBe(false);
    expect(usesColor("auto", pipe, {})).toBe(false);
    expect(usesColor("auto", terminal, { TERM: "xterm", NO_COLOR: "" })).toBe(true);
    expect(usesColor("auto", terminal, { NO_COLOR: "1" })).toBe(false);
    expect(usesColor("auto", terminal, { TERM: "dumb" })).toBe(false);
  });

  test("can show movement on a real terminal outside of CI", () => {
    const stream = {} as NodeJS.WriteStream;
    expect(movableTerminal({ ...terminal, stream }, {})).toBe(stream);
    expect(movableTerminal(terminal, {})).toBeUndefined();
    expect(movableTerminal({ ...pipe, stream }, {})).toBeUndefined();
    expect(movableTerminal({ ...withoutColumns, stream }, {})).toBeUndefined();
    expect(movableTerminal({ write, isTTY: true, stream }, {})).toBeUndefined();
    expect(movableTerminal({ ...terminal, stream }, { CI: "true" })).toBeUndefined();
    expect(movableTerminal({ ...terminal, stream }, { TERM: "dumb" })).toBeUndefined();
  });
});

test("the pacer lets the event loop turn, so that an interrupt is heard", async () => {
  const controller = new AbortController();
  let time = 0;
  const isInterrupted = createPacer({ now: () => time, signal: controller.signal });
  setImmediate(() => controller.abort());
  expect(await isInterrupted()).toBe(false);
  time += 1000;
  expect(await isInterrupted()).toBe(true);
});
