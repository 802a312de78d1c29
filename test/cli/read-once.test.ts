import { cpSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import type { run as runMain } from "./run-main.js";

const parsed = vi.hoisted((): Map<string, number> => new Map());

vi.mock(import("../../src/syntax/parser.js"), async (original) => {
  const real = await original();
  return {
    ...real,
    parse: (source: string) => {
      parsed.set(source, (parsed.get(source) ?? 0) + 1);
      return real.parse(source);
    },
  };
});

const EXAMPLE = fileURLToPath(new URL("../../examples/valk-project", import.meta.url));

let cwd: string;
let run: typeof runMain;

beforeEach(() => {
  cwd = makeFolder({ ".git/HEAD": "" });
  cpSync(EXAMPLE, cwd, { recursive: true });
  parsed.clear();
});

/** Starts as a process does: with no tree kept of what an earlier test read. */
beforeEach(async () => {
  vi.resetModules();
  const { run: fresh } = await import("./run-main.js");
  run = fresh;
});

describe("no text is parsed twice", () => {
  test.each([
    "migrate",
    "migrate --quiet",
    "migrate --check",
    "migrate --format html --output review.html",
    "migrate --target list",
    "migrate --verify",
    "migrate --write",
    "check",
    "status",
    "lint",
    "lint --fix",
    "framework status",
  ])("%s", async (command) => {
    await run(command.split(" "), { cwd });
    expect(parsed.size).toBeGreaterThan(20);
    expect([...parsed].filter(([, times]) => times > 1)).toEqual([]);
  });
});

test("of one file's run, what others load is found without reading them as Valk", async () => {
  const { stdout } = await run(["migrate", "test/test_cart.valk"], { cwd });
  expect(stdout).toContain("files still use the old one, such as");
  const paths = readdirSync(cwd, { recursive: true }).map(String);
  expect(paths.filter((path) => path.endsWith(".valk")).length).toBeGreaterThan(25);
  expect(parsed.size).toBeLessThan(18);
});
