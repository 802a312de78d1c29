// A reader who leaves before the end: nothing is done that nobody will see.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openPager } from "../../src/cli/pager.js";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const file = (name: string): string =>
  `(test/suite "${name}")\n(test/define "n" {== 1 1})\n(test/run)\n`;
const many = (): string =>
  makeFolder(Object.fromEntries([..."abcdef"].map((name) => [`${name}.valk`, file(name)])));

// A preview as text is written when it is complete.
test.each([["patch"], ["jsonl"], ["html"]])(
  "a preview ends when its reader has left: %s",
  async (format) => {
    const options = { cwd: many(), leavesAfter: 1 };
    const whole = await run(["--format", format], { cwd: options.cwd });
    const { status, stdout } = await run(["--format", format], options);
    expect(status).toBe(0);
    expect(whole.stdout.startsWith(stdout)).toBe(true);
    expect(whole.stdout.length).toBeGreaterThan(stdout.length);
  },
);

test("what somebody waits for is done to its end all the same", async () => {
  const checked = await run(["--check", "--verbose"], { cwd: many(), leavesAfter: 0 });
  expect(checked.status).toBe(1);

  const reported = many();
  await run(["--format", "text", "--format", "json", "--output", "r.json"], {
    cwd: reported,
    leavesAfter: 0,
  });
  expect(JSON.parse(readFileSync(join(reported, "r.json"), "utf8")).files).toHaveLength(6);

  const written = many();
  await run(["--write"], { cwd: written, leavesAfter: 0 });
  expect(readFileSync(join(written, "f.valk"), "utf8")).toContain("test/add");
});

test("a pager that ended was left", async () => {
  const seen = async (pager: string): Promise<boolean | undefined> => {
    const folder = makeFolder({});
    const texts: unknown[] = [];
    const paged = openPager({
      stdout: { write: (data) => texts.push(data), isTTY: true, rows: 2 },
      env: { PATH: process.env.PATH ?? "", PAGER: `${pager}; touch ${join(folder, "done")}` },
      cwd: folder,
    });
    expect(paged?.output.isLeft).toBe(undefined);
    paged?.output.write("1\n2\n3\n");
    while (!existsSync(join(folder, "done"))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    await paged?.close();
    return paged?.output.isLeft;
  };
  expect(await seen("true")).toBe(true);
});
