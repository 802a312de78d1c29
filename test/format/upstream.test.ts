// Valk's own repository, where one is at hand: VALK_REPO is a checkout of it, of any age. The layout is its
// own, so that little of it may change.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import { migrateFile } from "../../src/kit/migrate-file.js";
import { formatTransform } from "../../transforms/format/format-transform.js";

const repository = process.env.VALK_REPO ?? "";
const isThere = existsSync(join(repository, "src/prelude.valk"));

/** The share of lines that may change, in percent. */
const MOST_CHANGED = 5;

test.runIf(!isThere)("VALK_REPO is not set: nothing is measured", ({ skip }) => {
  skip("set VALK_REPO to measure what changes in a checkout of Valk");
});

test.runIf(isThere)("every file that reads is proven, and few lines change", () => {
  const paths = readdirSync(repository, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".valk"),
  );
  let lines = 0;
  let changed = 0;
  for (const path of paths) {
    const project = { read: () => undefined, dialect: FEBRUARY_2026 };
    const source = readFileSync(join(repository, path), "utf8");
    const result = migrateFile(formatTransform({}), source, { path, project, options: undefined });
    expect(result.status, path).not.toBe("failed");
    if (result.status !== "blocked") {
      lines += source.split("\n").length;
      changed += result.status === "changed" ? changedLines(source, result.newText) : 0;
    }
  }
  expect(lines).toBeGreaterThan(1_000);
  expect((100 * changed) / lines).toBeLessThan(MOST_CHANGED);
});

/** How many lines of a text another one does not have, however often it has them. */
function changedLines(source: string, newText: string): number {
  const left = new Map<string, number>();
  for (const line of newText.split("\n")) {
    left.set(line, (left.get(line) ?? 0) + 1);
  }
  return source.split("\n").filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  }).length;
}
