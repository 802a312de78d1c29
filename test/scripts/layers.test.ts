// The layer check must be able to fail: each row is a small project, its files and the rules it breaks.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { cruise, type ICruiseResult } from "dependency-cruiser";
import { afterEach, beforeEach, expect, test } from "vitest";
import config from "../../dependency-cruiser.config.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The rules broken by a project in which each file imports the modules listed for it. */
async function brokenRules(files: Record<string, string[]>): Promise<string[]> {
  for (const [path, imports] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    const lines = imports.map((from) => `import type * as _ from "${from}";\n`);
    writeFileSync(join(folder, path), `${lines.join("")}export const value = 1;\n`);
  }
  const { output } = await cruise(Object.keys(files), {
    ...config.options,
    baseDir: folder,
    validate: true,
    ruleSet: { forbidden: config.forbidden ?? [] },
  });
  return (output as ICruiseResult).summary.violations.map(({ rule }) => rule.name);
}

test.each<[string, string[], Record<string, string[]>]>([
  [
    "imports to the left pass",
    [],
    {
      "src/syntax/tree.ts": [],
      "src/edit/edit.ts": ["../syntax/tree.js"],
      "src/program/graph.ts": ["../syntax/tree.js", "../edit/edit.js"],
      "transforms/migrate.ts": ["../src/program/graph.js"],
      "src/proof/proof.ts": ["../syntax/tree.js"],
      "src/write/apply.ts": ["../../transforms/migrate.js", "../proof/proof.js", "node:fs"],
      "src/cli/main.ts": ["../write/apply.js", "node:child_process"],
      "src/index.ts": ["./cli/main.js", "./syntax/tree.js"],
    },
  ],
  [
    "an upward import",
    ["layer-syntax"],
    { "src/syntax/tree.ts": ["../edit/edit.js"], "src/edit/edit.ts": [] },
  ],
  [
    "an upward import out of src",
    ["layer-program"],
    { "src/program/graph.ts": ["../../transforms/migrate.js"], "transforms/migrate.ts": [] },
  ],
  [
    "the proof reading what it proves",
    ["layer-proof"],
    { "src/proof/proof.ts": ["../edit/edit.js"], "src/edit/edit.ts": [] },
  ],
  [
    "the public API used inside",
    ["file-outside-layers", "layer-plan"],
    { "src/plan/plan.ts": ["../index.js"], "src/index.ts": [] },
  ],
  ["a cycle", ["no-cycle"], { "src/syntax/a.ts": ["./b.js"], "src/syntax/b.ts": ["./a.js"] }],
  ["the disk in a pure layer", ["disk"], { "src/plan/plan.ts": ["node:fs/promises"] }],
  [
    "the disk through a package",
    ["disk"],
    { "src/plan/plan.ts": ["write-file-atomic"], "node_modules/write-file-atomic/index.js": [] },
  ],
  [
    "the terminal through a package",
    ["terminal"],
    { "src/plan/plan.ts": ["ora"], "node_modules/ora/index.js": [] },
  ],
  ["the terminal below the CLI", ["terminal"], { "src/plan/plan.ts": ["node:readline"] }],
  ["a missing file", ["unresolvable"], { "src/syntax/a.ts": ["./missing.js"] }],
])("%s", async (_name, expected, files) => {
  expect((await brokenRules(files)).sort()).toEqual(expected);
});
