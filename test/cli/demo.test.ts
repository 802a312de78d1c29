import { cpSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const example = fileURLToPath(new URL("../../examples/valk-project", import.meta.url));

/** A copy, so that nothing depends on where the checkout lies. */
function copyOfExample(): string {
  const cwd = makeFolder();
  cpSync(example, cwd, { recursive: true });
  return cwd;
}

describe("the example project", () => {
  test("its whole preview, at 80 columns", async () => {
    const { status, stdout } = await run(["migrate", "--color", "never"], {
      cwd: copyOfExample(),
      terminal: 80,
    });
    expect(status).toBe(0);
    expect(stdout).toMatchSnapshot();
  });

  test("written, nothing is left but what is blocked, and every file is accounted for", async () => {
    const cwd = copyOfExample();
    expect((await run(["migrate", "--write"], { cwd })).status).toBe(1);
    const { stdout } = await run(["migrate", "--format", "json"], { cwd });
    const { files, totals } = JSON.parse(stdout);
    expect(totals.changed).toBe(0);
    const { changed, unchanged, blocked, failed } = totals;
    expect(changed + unchanged + blocked + failed).toBe(files.length);
  });
});
