import { expect, test, vi } from "vitest";
import { createHeap } from "../../src/cli/small-heap.js";

const SMALL = ["--heap-growing-percent=50", "--semi-space-growth-factor=1"];
const USUAL = ["--heap-growing-percent=0", "--semi-space-growth-factor=2"];

function setUp() {
  const setFlag = vi.fn();
  return { flags: () => setFlag.mock.calls.flat(), ...createHeap(setFlag) };
}

test("a heap is as it is until it is to be small", () => {
  const { flags, asAtStart, keepSmall } = setUp();
  expect(asAtStart(() => "code")).toBe("code");
  expect(flags()).toEqual([]);
  keepSmall();
  expect(flags()).toEqual(SMALL);
});

test("what is compiled is compiled under the flags of the start", () => {
  const { flags, asAtStart, keepSmall } = setUp();
  keepSmall();
  expect(asAtStart(() => [...flags()])).toEqual([...SMALL, ...USUAL]);
  expect(flags()).toEqual([...SMALL, ...USUAL, ...SMALL]);
  const failing = (): never => {
    throw new Error("no");
  };
  expect(() => asAtStart(failing)).toThrow("no");
  expect(flags().slice(-2)).toEqual(SMALL);
});
