// The program, asked again: what it says from what it kept is what it says anew, whatever has changed.

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { useBuiltProgram } from "./built-program.js";
import {
  commitAll,
  git,
  MODULE,
  makeProject,
  newFile,
  OLD_MODULE,
  oldFile,
} from "./git-project.js";
import { keptFolder } from "./kept-folder.js";

const builtProgram = useBuiltProgram();

/** A clock that is ahead, so that no file counts as one that has only just been written. */
const AHEAD = `data:text/javascript,const now=Date.now;Date.now=()=>now()+10000`;

const LOADING = '(load "src/modules/test.valk")\n';

const FILES = {
  [MODULE]: OLD_MODULE,
  "lib/count.valk": "(def {count} 0)\n(fun {note} {def {count} (+ count 1)})\n",
  "test/a.valk": `${LOADING}(load "lib/count.valk")\n${oldFile("one", "two")}`,
  "test/b.valk": `${LOADING}${oldFile("three")}`,
  "test/c.valk": `${LOADING}${newFile("four")}`,
  ".gitmodules": "",
  ".gitignore": "left/\n",
  "left/d.valk": oldFile("ignored"),
};

function setUp() {
  const cwd = makeProject(FILES);
  const home = makeFolder();
  const run = (env: Readonly<Record<string, string>>, ...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["--import", AHEAD, builtProgram(), ...args],
      { cwd, encoding: "utf8", env: { PATH: process.env.PATH, XDG_CACHE_HOME: home, ...env } },
    );
    return { status, stdout, stderr };
  };
  return { cwd, run, kept: keptFolder(home, "answers") };
}

const COMMANDS = [["migrate", "--check"], ["check", "test/a.valk"], ["lint"], ["status"]] as const;

describe.runIf(process.getuid !== undefined)("an answer that was kept", { timeout: 60_000 }, () => {
  test("is given", () => {
    const { run, kept } = setUp();
    for (const command of COMMANDS) {
      const first = run({}, ...command);
      expect(run({}, ...command)).toEqual(first);
      expect(run({}, ...command, "--no-cache")).toEqual(first);
    }
    expect(kept.paths()).toHaveLength(COMMANDS.length);
    kept.rewrite((text) => text.replaceAll("test/a.valk:", "elsewhere:"));
    expect(run({}, "check", "test/a.valk").stdout).toContain("elsewhere:");
    expect(run({}, "check", "test/a.valk", "--no-cache").stdout).not.toContain("elsewhere:");
  });

  test.each([[["--stats"]], [["--proof", "proof.json"]], [["--format", "json"]], [["--staged"]]])(
    "is none of migrate --check %j",
    (args) => {
      const { run, kept } = setUp();
      run({}, "migrate", "--check", ...args);
      expect(kept.paths()).toEqual([]);
    },
  );

  test("is none of a run that writes", () => {
    const { cwd, run, kept } = setUp();
    expect(run({}, "migrate", "--write").status).toBe(0);
    expect(existsSync(join(cwd, ".valk-codemod"))).toBe(true);
    expect(kept.paths()).toEqual([]);
  });

  test("is given up for one that is made anew after every change", () => {
    const { cwd, run, kept } = setUp();
    const at = (path: string): string => join(cwd, path);
    const changes: readonly (readonly [what: string, change: () => unknown])[] = [
      ["a test more", () => appendFileSync(at("test/b.valk"), oldFile("five"))],
      ["a file more", () => writeFileSync(at("test/e.valk"), LOADING + oldFile("six"))],
      [
        "a file in a new folder",
        () => writeFiles(cwd, { "more/f.valk": LOADING + oldFile("seven") }),
      ],
      ["the folder is another repository", () => mkdirSync(at("more/.git"))],
      ["a helper that changes a global", () => appendFileSync(at("lib/count.valk"), "(note)\n")],
      ["another module", () => appendFileSync(at(MODULE), "(fun {test/skip name} {name})\n")],
      ["a rule to ignore", () => appendFileSync(at(".gitignore"), "e.valk\n")],
      ["no rules", () => rmSync(at(".gitignore"))],
      ["rules of this clone", () => writeFileSync(at(".git/info/exclude"), "test/b.valk\n")],
      [
        "a submodule",
        () => git(cwd, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},sub`),
      ],
      [
        "a configuration",
        () => writeFileSync(at("valk-codemod.config.json"), '{"exclude":["test/c.valk"]}'),
      ],
      [
        "another configuration",
        () => writeFileSync(at("valk-codemod.config.json"), '{"exclude":["left"]}'),
      ],
      [
        "one in a folder",
        () => writeFileSync(at("test/valk-codemod.config.json"), '{"exclude":["c.valk"]}'),
      ],
      ["a baseline", () => run({}, "check", "--update-baseline")],
      ["a file of another name", () => renameSync(at("test/a.valk"), at("test/g.valk"))],
      ["a link in its place", () => symlinkSync("g.valk", at("test/a.valk"))],
      ["what the link leads to", () => appendFileSync(at("test/g.valk"), oldFile("eight"))],
      ["no file", () => rmSync(at("test/g.valk"))],
      ["a file that cannot be read", () => writeFileSync(at("test/a.valk"), '(load "')],
      ["what was written", () => run({}, "migrate", "--write", "--allow-dirty")],
    ];
    run({}, "check");
    for (const [what, change] of changes) {
      const before = kept.text();
      change();
      const asked = run({}, "check");
      expect([what, asked]).toEqual([what, run({}, "check", "--no-cache")]);
      // It has been kept as well, so that the next change meets it.
      expect([what, kept.text()]).not.toEqual([what, before]);
    }
  });

  test("is none of a run in which git does not answer", () => {
    const { cwd, run, kept } = setUp();
    git(cwd, "update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},sub`);
    const config = join(cwd, ".git/config");
    const text = readFileSync(config, "utf8");
    writeFileSync(config, "[");
    expect(run({}, "lint").stderr).toBe("");
    expect(kept.paths()).toEqual([]);
    writeFileSync(config, text);
    expect(run({}, "lint").stderr).toContain("1 submodule");
  });

  test("is given up for a file that comes back to a sparse checkout unseen", () => {
    const { cwd, run } = setUp();
    git(cwd, "add", "--force", "left/d.valk");
    commitAll(cwd);
    writeFiles(cwd, { "left/e.valk": "" });
    git(cwd, "sparse-checkout", "set", "--no-cone", "/*", "!/left/d.valk");
    expect(run({}, "lint").stderr).toContain("outside the sparse checkout");
    writeFiles(cwd, { "left/d.valk": oldFile("ignored") });
    expect(run({}, "lint")).toEqual(run({}, "lint", "--no-cache"));
  });

  test("is that of the same surroundings", () => {
    const { run } = setUp();
    const plain = run({}, "check");
    const colored = run({}, "check", "--color", "always");
    expect(colored.stdout).not.toBe(plain.stdout);
    expect(run({ GIT_INDEX_FILE: "/elsewhere" }, "check")).toEqual(plain);
    expect(run({}, "check", "--color", "always")).toEqual(colored);
    expect(run({}, "check")).toEqual(plain);
  });
});
