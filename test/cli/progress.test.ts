import { beforeEach, expect, test, vi } from "vitest";
import type { Output } from "../../src/cli/io.js";
import { createProgress } from "../../src/cli/progress.js";
import type { ColorChoice } from "../../src/cli/terminal.js";

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
function startProgress(
  stderr: Output = terminal,
  choice: ColorChoice = "auto",
  env: Record<string, string> = {},
) {
  const clock = { time: 0 };
  return { clock, progress: createProgress(choice, { stderr, env, now: () => clock.time }) };
}

test("short work shows nothing", async () => {
  const { clock, progress } = startProgress();
  clock.time = 200;
  await progress.update("one");
  progress.stop();
  clock.time = 1000;
  await progress.update("two");
  expect(ora).not.toHaveBeenCalled();
});

test("long work spins until it is done, and leaves the keyboard alone", async () => {
  const { clock, progress } = startProgress();
  clock.time = 1000;
  await progress.update("one");
  expect(ora).toHaveBeenCalledExactlyOnceWith({
    text: "one",
    stream,
    color: "cyan",
    discardStdin: false,
  });

  await progress.update("two");
  expect(spinner.text).toBe("two");
  expect(ora).toHaveBeenCalledOnce();
  progress.stop();
  await progress.update("three");
  expect(spinner.text).toBe("two");
  expect(spinner.stop).toHaveBeenCalledOnce();
});

test.each<[ColorChoice, Record<string, string>, string | false]>([
  ["auto", { NO_COLOR: "1" }, false],
  ["never", {}, false],
  ["always", { NO_COLOR: "1" }, "cyan"],
])("with --color %s and %j its colour is %s", async (choice, env, color) => {
  const { clock, progress } = startProgress(terminal, choice, env);
  clock.time = 1000;
  await progress.update("one");
  expect(ora).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ color }));
});

test("a pipe never shows it", async () => {
  const { clock, progress } = startProgress({ write: () => {} });
  clock.time = 1000;
  await progress.update("one");
  expect(ora).not.toHaveBeenCalled();
});

test("an end that comes while the spinner loads is the end, and many updates make one spinner", async () => {
  const { clock, progress } = startProgress();
  clock.time = 1000;
  const late = progress.update("one");
  progress.stop();
  await late;
  expect(ora).not.toHaveBeenCalled();

  const busy = startProgress();
  busy.clock.time = 1000;
  await Promise.all([busy.progress.update("one"), busy.progress.update("two")]);
  expect(ora).toHaveBeenCalledOnce();
  busy.progress.stop();
  expect(spinner.stop).toHaveBeenCalledOnce();
});
