import { beforeEach, expect, test, vi } from "vitest";

const parts = vi.hoisted(() => ({
  main: vi.fn(),
  createProcessIo: vi.fn(),
  finish: vi.fn(),
  startFast: vi.fn(),
  engineOf: vi.fn(() => "the engine"),
  openAnswer: vi.fn(),
  giveAgain: vi.fn(),
  heap: { keepSmall: () => {}, asAtStart: () => {} },
}));
vi.mock("../../src/cli/small-heap.js", () => ({ createHeap: () => parts.heap }));
vi.mock("../../src/cli/main.js", () => ({ main: parts.main }));
vi.mock("../../src/cli/start-fast.js", () => ({
  startFast: parts.startFast,
  engineOf: parts.engineOf,
}));
vi.mock("../../src/cli/kept-answer.js", () => ({
  openAnswer: parts.openAnswer,
  giveAgain: parts.giveAgain,
}));
vi.mock("../../src/cli/process-io.js", () => ({ createProcessIo: parts.createProcessIo }));

const io = {};

beforeEach(() => {
  vi.resetModules();
  vi.clearAllMocks();
  parts.createProcessIo.mockReturnValue({ io, finish: parts.finish });
  parts.main.mockResolvedValue(1);
  vi.spyOn(process, "argv", "get").mockReturnValue(["node", "valk-codemod", "explain", "x"]);
});

async function start(): Promise<void> {
  await import("../../src/cli/bin.js");
  await vi.waitFor(() => expect(parts.finish).toHaveBeenCalledExactlyOnceWith(1));
}

test("the executable hands the process to main and its status back", async () => {
  await start();
  expect(parts.startFast).toHaveBeenCalledExactlyOnceWith("the engine");
  // What has not been bundled is no build.
  expect(parts.engineOf).toHaveBeenCalledExactlyOnceWith(process, undefined, parts.heap);
  expect(parts.createProcessIo).toHaveBeenCalledExactlyOnceWith(process, {
    build: undefined,
    saveMemory: parts.heap.keepSmall,
  });
  expect(parts.main).toHaveBeenCalledExactlyOnceWith(["explain", "x"], io, undefined);
});

test("an answer that is kept and does not stand is main's to make anew", async () => {
  const kept = { name: "kept" };
  parts.openAnswer.mockReturnValue(kept);
  await start();
  expect(parts.giveAgain).toHaveBeenCalledExactlyOnceWith(kept, io);
  expect(parts.main).toHaveBeenCalledExactlyOnceWith(["explain", "x"], io, kept);
});

test("an answer that is kept is given by nobody else", async () => {
  parts.openAnswer.mockReturnValue({});
  parts.giveAgain.mockReturnValue(1);
  await start();
  expect(parts.startFast).not.toHaveBeenCalled();
  expect(parts.main).not.toHaveBeenCalled();
});
