import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

vi.mock("../../transforms/all-transforms.js", async () => {
  const { stubTransform } = await import("../plan/stub-transform.js");
  return { transforms: new Map([["define-to-suite", stubTransform]]) };
});

vi.mock("../../src/program/suite-facts.js", async () => {
  const { readStubSuite } = await import("../plan/stub-transform.js");
  return { readSuiteFacts: readStubSuite };
});

const latin1 = Buffer.from("(test/run) \xe4", "latin1");

describe("standard input", () => {
  test.each<[string, string | Uint8Array, string | undefined, number, number]>([
    ["changed", "(test/old)\r\n", "(test/new)\r\n", 0, 1],
    ["unchanged", "(test/new)", undefined, 0, 0],
    ["without tests", "\ufeff(f)", undefined, 0, 0],
    ["empty", "", undefined, 0, 0],
    ["blocked", "(test/old) REFUSE", undefined, 1, 1],
    ["not UTF-8", latin1, undefined, 1, 1],
    ["unproven", "(test/old) UNPROVEN", undefined, 2, 2],
  ])("comes out %s", async (_name, input, expected, status, checked) => {
    const bytes = Buffer.from(expected ?? input).toString("latin1");
    const result = await run(["-"], { input });
    expect(result).toMatchObject({ status });
    expect(Buffer.from(result.stdout, "latin1").toString("latin1")).toBe(
      expected === undefined ? bytes : expected,
    );
    expect(await run(["-", "--check"], { input })).toMatchObject({ status: checked, stdout: "" });
  });

  test("has its findings on standard error, under a name of its own", async () => {
    const { stderr } = await run(["-"], { input: "(test/old)\n REFUSE" });
    expect(stderr).toBe(
      "<stdin>: blocked, left as it is\n  <stdin>:2:2  refuse  refuse  the file says REFUSE\n       REFUSE\n       ^^^^^^\n    hint: remove REFUSE\n",
    );
    expect((await run(["-"], { input: "REVIEW test/" })).stderr).toContain("review");
    expect((await run(["-", "-q"], { input: "REVIEW test/" })).stderr).toBe("");
    expect((await run(["-", "-q"], { input: "(test/old)REFUSE" })).stderr).toContain("blocked");
  });

  test("can have a proof", async () => {
    const cwd = makeFolder();
    await run(["-", "--proof", "p.json"], { cwd, input: "(test/old)" });
    expect(JSON.parse(readFileSync(join(cwd, "p.json"), "utf8"))).toMatchObject({
      files: [{ path: "<stdin>", status: "changed" }],
    });
  });

  test.each([
    [["-", "a.valk"], "- stands alone"],
    [["-", "--write"], "--write makes no sense with -"],
    [["-", "--format", "json"], "--format json makes no sense with -"],
    [["-", "--output", "x"], "--output makes no sense with -"],
  ])("does not go with %j", async (args, message) => {
    const { status, stdout, stderr } = await run(args, { input: "(test/old)" });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  test("can be interrupted while it waits", async () => {
    const controller = new AbortController();
    const running = run(["-"], { signal: controller.signal });
    controller.abort();
    expect(await running).toEqual({ status: 130, stdout: "", stderr: "" });
  });
});
