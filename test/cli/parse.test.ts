import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makePipe } from "../programs.js";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

describe("parse", () => {
  const cwd = () =>
    makeFolder({
      "good.valk": "(f {x}) ; \u{1f600}\u001b\n",
      "bad.valk": "(f\n ]",
      "latin.valk": Buffer.from([0xe4]),
    });

  test("shows a tree", async () => {
    const { status, stdout, stderr } = await run(["parse", "good.valk"], { cwd: cwd() });
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatchSnapshot();
  });

  test("shows it as JSON", async () => {
    const { status, stdout } = await run(["parse", "good.valk", "--json"], { cwd: cwd() });
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchSnapshot();
    expect(stdout.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  });

  test("says where the text cannot be read", async () => {
    const { status, stderr } = await run(["parse", "bad.valk"], { cwd: cwd() });
    expect(status).toBe(0);
    expect(stderr).toMatch(
      /^bad\.valk:1:1 {2}error {2}read-unclosed-bracket {2}.*\nbad\.valk:2:2 {2}error/,
    );
    const json = JSON.parse((await run(["parse", "bad.valk", "--json"], { cwd: cwd() })).stdout);
    expect(json.diagnostics).toHaveLength(2);
  });

  test("reads standard input", async () => {
    const { stdout } = await run(["parse", "-"], { input: "(f)" });
    expect(stdout).toContain("List 1:1-1:4");
  });

  test.each([
    ["god.valk", "god.valk does not exist\nhint: did you mean good.valk?"],
    [".", ". is a folder"],
    ["latin.valk", "latin.valk: byte 0 (0xe4) is not UTF-8"],
    ["pipe.valk", "pipe.valk is neither a file nor a folder"],
  ])("cannot show %s", async (path, message) => {
    const folder = cwd();
    makePipe(join(folder, "pipe.valk"));
    const { status, stdout, stderr } = await run(["parse", path], { cwd: folder });
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  // A file that nobody can read from its start.
  test.skipIf(process.platform !== "linux")("says why a file cannot be read", async () => {
    const { status, stderr } = await run(["parse", "/proc/self/mem"], { cwd: cwd() });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^error: cannot read \/proc\/.*mem: EIO.*\nhint: make it readable\n$/);
  });

  test("can be interrupted while it waits", async () => {
    const { status } = await run(["parse", "-"], { signal: AbortSignal.abort() });
    expect(status).toBe(130);
  });
});

test("transforms lists them", async () => {
  const { status, stdout } = await run(["transforms"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^define-to-suite {2}\S/m);
});

describe("explain", () => {
  test("lists all codes", async () => {
    const { status, stdout } = await run(["explain"]);
    expect(status).toBe(0);
    for (const code of ["not-utf8", "write-failed", "link-outside-root", "leak"]) {
      expect(stdout).toMatch(new RegExp(`^${code} +(?:refuse|review|info|error|warning) `, "m"));
    }
    const [, proofs = ""] = stdout.split("Errors of a proof that failed: ");
    expect(proofs).toMatch(/\bproof-order,/);
    expect(stdout.match(/^proof-/m)).toBeNull();
    expect(Math.max(...stdout.split("\n").map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  test.each(["not-utf8", "changed-since-read", "framework-ambiguous"])(
    "explains %s",
    async (code) => {
      const { status, stdout } = await run(["explain", code]);
      expect(status).toBe(0);
      expect(stdout).toMatchSnapshot();
    },
  );

  test("suggests codes that look alike, or the list", async () => {
    const alike = await run(["explain", "utf8"]);
    expect(alike).toMatchObject({ status: 2, stdout: "" });
    expect(alike.stderr).toBe("error: there is no code utf8\nhint: did you mean not-utf8?\n");
    const misspelled = await run(["explain", "duplcate-test"]);
    expect(misspelled.stderr).toContain("hint: did you mean duplicate-test?\n");
    expect((await run(["explain", "x"])).stderr).toContain("valk-codemod explain lists all codes");
  });
});
