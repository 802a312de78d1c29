import { expect, test, vi } from "vitest";

const parts = vi.hoisted(() => ({
  main: vi.fn(),
  createProcessIo: vi.fn(),
  finish: vi.fn(),
  startFast: vi.fn(),
  engineOf: vi.fn(() => "the engine"),
  heap: { keepSmall: () => {}, asAtStart: () => {} },
}));
vi.mock("../../src/cli/small-heap.js", () => ({ createHeap: () => parts.heap }));
vi.mock("../../src/cli/main.js", () => ({ main: parts.main }));
vi.mock("../../src/cli/start-fast.js", () => ({
  startFast: parts.startFast,
  engineOf: parts.engineOf,
}));
vi.mock("../../src/cli/process-io.js", () => ({ createProcessIo: parts.createProcessIo }));

test("the executable hands the process to main and its status back", async () => {
  const io = {};
  parts.createProcessIo.mockReturnValue({ io, finish: parts.finish });
  parts.main.mockResolvedValue(1);
  vi.spyOn(process, "argv", "get").mockReturnValue(["node", "valk-codemod", "explain", "x"]);
  await import("../../src/cli/bin.js");
  await vi.waitFor(() => expect(parts.finish).toHaveBeenCalledExactlyOnceWith(1));
  expect(parts.startFast).toHaveBeenCalledExactlyOnceWith("the engine");
  // What has not been bundled is no build.
  expect(parts.engineOf).toHaveBeenCalledExactlyOnceWith(process, undefined, parts.heap);
  expect(parts.createProcessIo).toHaveBeenCalledExactlyOnceWith(process, {
    build: undefined,
    saveMemory: parts.heap.keepSmall,
  });
  expect(parts.main).toHaveBeenCalledExactlyOnceWith(["explain", "x"], io);
});
