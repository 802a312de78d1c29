// The plugin as people use it: the built package in a project of its own, found by the program of prettier.

import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { useBuiltProgram } from "../cli/built-program.js";
import { makeFolder } from "../temporary-folder.js";

const repository = join(import.meta.dirname, "../..");
const program = useBuiltProgram();

const UGLY = "(f a\n     b  c)\n(g)   x\n";
const NEAT = "(f a\n  b c)\n(g) x\n";
const PAGE = (code: string): string => `# Page\n\n\`\`\`valk\n${code}\`\`\`\n`;

/** A project that has the package installed. */
function makeProject(files: Readonly<Record<string, string>>): string {
  const folder = makeFolder(files);
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(join(dirname(program()), "../.."), join(folder, "node_modules/valk-codemod"));
  return folder;
}

function prettier(cwd: string, ...args: readonly string[]) {
  const bin = join(repository, "node_modules/prettier/bin/prettier.cjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

test("named by its file, for one file", () => {
  const cwd = makeProject({ "a.valk": UGLY });
  const plugin = join(cwd, "node_modules/valk-codemod/dist/src/prettier/plugin.js");
  expect(prettier(cwd, "--plugin", plugin, "a.valk")).toEqual({
    status: 0,
    stdout: NEAT,
    stderr: "",
  });
});

test("named in .prettierrc, for files and code blocks, with options", () => {
  const cwd = makeProject({
    ".prettierrc": JSON.stringify({
      plugins: ["valk-codemod/prettier"],
      tabWidth: 4,
      valkIndents: ["f=align"],
    }),
    "a.valk": UGLY,
    "page.md": PAGE(UGLY),
    "broken.valk": "(f\n  a))\n",
  });
  const textOf = (path: string): string => readFileSync(join(cwd, path), "utf8");
  const aligned = "(f a\n   b c)\n(g) x\n";
  expect(prettier(cwd, "--check", "a.valk", "page.md").status).toBe(1);
  expect(prettier(cwd, "--write", "a.valk", "page.md").status).toBe(0);
  expect([textOf("a.valk"), textOf("page.md")]).toEqual([aligned, PAGE(aligned)]);
  expect(prettier(cwd, "--check", "a.valk", "page.md").status).toBe(0);
  const { status, stderr } = prettier(cwd, "--write", "broken.valk");
  expect(status).toBe(2);
  expect(stderr).toContain("read-stray-closer: nothing is open that this could close (2:5)");
  expect(stderr).toContain("> 2 |   a))");
  expect(textOf("broken.valk")).toBe("(f\n  a))\n");
});
