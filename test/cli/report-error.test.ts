import { CommanderError } from "commander";
import { expect, test } from "vitest";
import { reportError } from "../../src/cli/report-error.js";
import { UsageError } from "../../src/cli/usage-error.js";

async function reported(error: unknown): Promise<readonly [number, string]> {
  let text = "";
  const status = await reportError(error, { stderr: { write: (part) => (text += part) } });
  return [status, text];
}

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
