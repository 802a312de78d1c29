import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { reportError } from "../../src/cli/report-error.js";
import { UsageError } from "../../src/cli/usage-error.js";

async function reported(error: unknown, columns?: number): Promise<readonly [number, string]> {
  let text = "";
  const write = (part: string | Uint8Array): void => {
    text += part;
  };
  const terminal = columns === undefined ? {} : { isTTY: true, columns };
  const status = await reportError(error, { stderr: { write, ...terminal } });
  return [status, text];
}

test("lines are broken at blanks where a terminal ends", async () => {
  const error = new UsageError("there is no such thing", "say something else, or nothing");
  expect((await reported(error, 20))[1]).toBe(
    "error: there is no\n  such thing\nhint: say something\n  else, or nothing\n",
  );
});

test("what the user can mend is two lines, with details between them", async () => {
  expect(await reported(new UsageError("no\x1b", "do"))).toEqual([2, "error: no\\x1b\nhint: do\n"]);
  const detailed = Object.assign(new UsageError("no", "do"), { details: ["a", "b"] });
  expect(await reported(detailed)).toEqual([2, "error: no\n  a\n  b\nhint: do\n"]);
});

test("a defect of ours shows where it is", async () => {
  const [status, text] = await reported(new TypeError("oh"));
  expect(status).toBe(2);
  expect(text).toMatch(/^internal error: oh\nhint: this is a defect of valk-codemod.*\n +at /);
  expect(await reported("thrown")).toEqual([2, "error: thrown\n"]);
  const bare = Object.assign(new Error("oh"), { stack: undefined });
  expect((await reported(bare))[1].split("\n")).toHaveLength(3);
});

test("what commander has printed is not printed again", async () => {
  expect(await reported(new CommanderError(0, "help", ""))).toEqual([0, ""]);
  expect(await reported(new CommanderError(1, "unknown", ""))).toEqual([2, ""]);
});
