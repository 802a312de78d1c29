import { beforeEach, expect, test, vi } from "vitest";
import type { Output } from "../../src/cli/io.js";
import { createProgress } from "../../src/cli/progress.js";

const spinner = vi.hoisted(() => ({ text: "", stop: vi.fn(), start: vi.fn() }));
const ora = vi.hoisted(() => vi.fn());
vi.mock("ora", () => ({ default: ora }));

beforeEach(() => {
  vi.clearAllMocks();
  spinner.start.mockReturnValue(spinner);
  ora.mockReturnValue(spinner);
});

const stream = {} as NodeJS.WriteStream;
const terminal: Output = { write: () => {}, isTTY: true, columns: 80, stream };

/** A progress whose clock is set by the test. */
function startProgress(stderr: Output = terminal) {
  const clock = { time: 0 };
  return { clock, progress: createProgress({ stderr, env: {}, now: () => clock.time }) };
}

const loaded = () => vi.waitFor(() => expect(ora).toHaveBeenCalled());

test("short work shows nothing", async () => {
  const { clock, progress } = startProgress();
  clock.time = 200;
  progress.update("one");
  progress.stop();
  clock.time = 1000;
  progress.update("two");
  await new Promise((resolve) => setImmediate(resolve));
  expect(ora).not.toHaveBeenCalled();
});

test("long work spins until it is done, and leaves the keyboard alone", async () => {
  const { clock, progress } = startProgress();
  clock.time = 1000;
  progress.update("one");
  progress.update("still loading");
  await loaded();
  expect(ora).toHaveBeenCalledExactlyOnceWith({
    text: "one",
    stream,
    discardStdin: false,
  });
  await vi.waitFor(() => {
    progress.update("two");
    expect(spinner.text).toBe("two");
  });
  progress.stop();
  expect(spinner.stop).toHaveBeenCalledOnce();
});

test("work that ends while the spinner is loaded never shows it", async () => {
  const { clock, progress } = startProgress();
  clock.time = 1000;
  progress.update("one");
  progress.stop();
  await import("ora");
  await new Promise((resolve) => setImmediate(resolve));
  expect(ora).not.toHaveBeenCalled();
});

test("a pipe never shows it", async () => {
  const { clock, progress } = startProgress({ write: () => {} });
  clock.time = 1000;
  progress.update("one");
  await new Promise((resolve) => setImmediate(resolve));
  expect(ora).not.toHaveBeenCalled();
});
