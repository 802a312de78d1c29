import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openWindow, WINDOW } from "../../src/cli/file-window.js";
import { makeFolder } from "../temporary-folder.js";

test("what is read is what stands in the file, wherever and however much of it", () => {
  const path = join(makeFolder(), "file");
  writeFileSync(
    path,
    Uint8Array.from({ length: 2.5 * WINDOW }, (_, at) => at % 251),
  );
  const whole = readFileSync(path);
  const file = openWindow(path);
  expect(file.size).toBe(whole.length);
  for (const [start, end] of [
    [0, 10],
    [WINDOW - 5, WINDOW + 5],
    [0, whole.length],
    [whole.length - 3, whole.length],
    [7, 7],
  ] as const) {
    expect(file.read(start, end).equals(whole.subarray(start, end))).toBe(true);
  }
  file.close();
});

test("a file that becomes shorter is not read as if it had not", () => {
  const path = join(makeFolder({ file: "x".repeat(2 * WINDOW) }), "file");
  const file = openWindow(path);
  file.read(0, 1);
  truncateSync(path, WINDOW);
  expect(() => file.read(WINDOW, WINDOW + 1)).toThrow("has become shorter");
  file.close();
});

test("no file is an error", () => {
  expect(() => openWindow(join(makeFolder(), "none"))).toThrow("ENOENT");
});
