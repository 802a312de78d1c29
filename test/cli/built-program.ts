// The program built for one test file, without looking at types: another check does that.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { bundleProgram } from "../../scripts/bundle.mjs";

const repository = join(import.meta.dirname, "../..");

/** Compiles into `dist` of a folder, with what the program finds beside it. */
export async function compileProgram(folder: string): Promise<void> {
  cpSync(join(repository, "package.json"), join(folder, "package.json"));
  symlinkSync(join(repository, "node_modules"), join(folder, "node_modules"));
  const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
  const options = ["--outDir", join(folder, "dist"), "--noCheck", "--declaration", "false"];
  execFileSync(process.execPath, [compiler, "-p", "tsconfig.build.json", ...options], {
    cwd: repository,
  });
  cpSync(join(repository, "src/framework"), join(folder, "dist/src/framework"), {
    recursive: true,
    filter: (path) => !path.endsWith(".ts"),
  });
  await bundleProgram(repository, join(folder, "dist/cli"));
}

/** Compiles before the tests of a file, and answers the program's path once they run. */
export function useBuiltProgram(): () => string {
  let folder = "";
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "valk-codemod-"));
    await compileProgram(folder);
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return () => join(folder, "dist/cli/bin.cjs");
}
