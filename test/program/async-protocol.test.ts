// Which modules await handles: those that call what awaits one, and no others.

import { expect, test } from "vitest";
import { awaitsHandles } from "../../src/program/async-protocol.js";

test.each([
  ["a call", "(fun {test/run-async aio tests} {map (\\ {one} {aio/await (one)}) tests})", true],
  ["a call with a limit", "(fun {run h} {(aio/within h 10)})", true],
  ["a comment", "; (aio/await h) is not here\n(fun {run h} {h})", false],
  ["a text", '(println "(aio/await h)")', false],
  ["a name alone", "(def {waits} aio/await)", false],
  ["nothing", "", false],
])("%s", (_name, module, expected) => {
  expect(awaitsHandles(module)).toBe(expected);
});
