// The commands `search` and `rewrite` over files: what they say, write, and take back.

import { execFileSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder } from "../temporary-folder.js";
import { run } from "./run-main.js";

const FILES = {
  "src/server.valk": '(def {s} (start {:port 80}))\n(load "src/other.valk")\n',
  "src/other.valk": "(fun {go p} {get p :b}) ; (start)\n",
  "src/broken.valk": "(start\n",
};

function makeRepository(files: Readonly<Record<string, string>> = FILES): string {
  const folder = makeFolder(files);
  execFileSync("git", ["init", "-q"], { cwd: folder });
  return folder;
}

const AWAIT = ["rewrite", "(start $$$options)", "(await (start $$$options))"];

describe("search", () => {
  test("counts no link to nothing as a match, and names it", async () => {
    const cwd = makeRepository({ "a.valk": "(start)\n" });
    symlinkSync("nowhere.valk", join(cwd, "b.valk"));
    const { stdout } = await run(["search", "(start)"], { cwd });
    expect(stdout).toBe(`a.valk:1:1: (start)
b.valk: unchanged
  b.valk:1:1  info  broken-link  the file is a symbolic link to nothing
    hint: remove the link or restore its target

1 match in 1 file
`);
    const { stdout: short } = await run(["search", "(start)", "-q"], { cwd });
    expect(short).toBe("1 match in 1 file\n");
  });

  test("says where the pattern matches, and what its holes stand for", async () => {
    const cwd = makeRepository();
    const { status, stdout } = await run(["search", "(start $$$options)"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toBe(`src/broken.valk: blocked, left as it is
  src/broken.valk:1:1  refuse  read-error  this bracket is never closed
      (start
      ^
    hint: mend the text at this place, then search again

src/server.valk:1:10: (def {s} (start {:port 80}))

1 match in 1 file
`);
    const verbose = await run(["search", "(start $$$options)", "--verbose"], { cwd });
    expect(verbose.stdout).toContain("\n    $options is {:port 80}\n");
    const quiet = await run(["search", "(start $$$options)", "--quiet", "src/server.valk"], {
      cwd,
    });
    expect(quiet.stdout).toBe("1 match in 1 file\n");
  });

  test("finds what stands in front of what does not read", async () => {
    const cwd = makeRepository({ "a.valk": "(start 1)\n(start 2\n" });
    const { stdout } = await run(["search", "(start $n)"], { cwd });
    expect(stdout).toMatch(/^a\.valk:1:1: \(start 1\)\na\.valk: blocked/);
    expect(stdout).toContain("a.valk:2:1  refuse  read-error");
    expect(stdout).toContain("\n1 match in 1 file\n");
  });

  test("finds bodies where it is asked to", async () => {
    const cwd = makeRepository();
    const pattern = ["search", "(get $_ :b)"];
    expect((await run(pattern, { cwd })).stdout).toBe("0 matches in 0 files\n");
    expect((await run([...pattern, "--bodies"], { cwd })).stdout).toContain(
      "src/other.valk:1:13: (fun {go p} {get p :b})",
    );
  });

  test.each(["json", "jsonl", "sarif", "github", "markdown"])("answers as %s", async (format) => {
    const cwd = makeRepository();
    const { stdout } = await run(["search", "(start $$$_)", "--format", format], { cwd });
    expect(stdout).toMatch(/pattern-match/);
  });

  test.each([
    [["--inside", "(def {$name} $$$)"], 1],
    [["--inside", "(fun $$$)"], 0],
    [["--not-inside", "(def $$$)"], 0],
    [["--arity", "1"], 1],
    [["--arity", "2.."], 0],
    [["--arity", "0..1"], 1],
    [["--unused", "$options=:port"], 0],
    [["--unused", "$options=other"], 1],
    [["--where", "$options=:port"], 1],
    [["--where", "$options=^:"], 0],
    [["--tail"], 0],
  ])("keeps to %j", async (guard, count) => {
    const cwd = makeRepository();
    const { stdout } = await run(["search", "(start $$$options)", "src/server.valk", ...guard], {
      cwd,
    });
    expect(stdout).toMatch(new RegExp(`^${count} match`, "m"));
  });

  test.each([
    [["search", "(f"], "pattern-unreadable", "1:1 of '(f'"],
    [["search", "(f $a)", "--inside", "(g) (h)"], "pattern-several-forms", "1:5"],
    [["search", "f", "--arity", "many"], "", "--arity many: it takes a number or a range"],
    [["search", "f", "--arity", "4..2"], "", "--arity 4..2: no count is in this range"],
    [["search", "f", "--unused", "a"], "", "it takes a hole and a name"],
    [["search", "f", "--where", "a"], "", "it takes a hole and a regular expression"],
    [["search", "f", "--where", "a=("], "", "is no regular expression"],
    [["rewrite", "(f $a)", "(f (g $b))"], "template-unknown-hole", "1:7"],
    [["rewrite", "(f $a)", "(f (g $b))"], "", "hint: did you mean $a?"],
    [["rewrite", "(f $_)", "(g $b)"], "", "the pattern names no holes"],
    [["search", "(f $a)", "--where", "$aa=x"], "unknown-hole", "1:1 of '$aa'"],
    [["search", "(f $a)", "--unused", "a=$bb"], "unknown-hole", "has no hole $bb"],
    [["rewrite", "(f $a)", "$a", "--where", "$_=x"], "unknown-hole", "has no hole $_"],
    [["rewrite", "(f $a)", "$a", "--unused", "$aa=x"], "unknown-hole", "did you mean $a?"],
    [["rewrite", "(f $$$a)", "(f $$$a 1)"], "rewrite-repeats", "1:1"],
    [["rewrite", "(f)"], "", "REPLACEMENT is missing"],
  ])("refuses %j", async (args, code, place) => {
    const { status, stderr } = await run(args, { cwd: makeRepository() });
    expect(status).toBe(2);
    expect(stderr).toContain(code);
    expect(stderr).toContain(place);
  });
});

describe("rewrite", () => {
  test("previews, writes what it showed, finds nothing more, and is taken back", async () => {
    const cwd = makeRepository();
    const path = join(cwd, "src/server.valk");
    const preview = await run([...AWAIT, "src/server.valk"], { cwd });
    expect(preview.stdout).toContain("+(def {s} (await (start {:port 80})))");
    expect(readFileSync(path, "utf8")).toBe(FILES["src/server.valk"]);
    const written = await run([...AWAIT, "src/server.valk", "--write"], { cwd });
    expect(written.status).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(
      '(def {s} (await (start {:port 80})))\n(load "src/other.valk")\n',
    );
    const again = await run([...AWAIT, "src/server.valk", "--check"], { cwd });
    expect(again.status).toBe(0);
    expect((await run(["undo"], { cwd })).status).toBe(0);
    expect(readFileSync(path, "utf8")).toBe(FILES["src/server.valk"]);
  });

  test("leaves a file that does not read, and says where", async () => {
    const cwd = makeRepository({ "a.valk": "(start)\n(f\n" });
    const { status, stdout } = await run([...AWAIT, "--write"], { cwd });
    expect(status).toBe(1);
    expect(stdout).toContain("a.valk:2:1  refuse  read-error");
    expect(stdout).toContain("hint: mend the text at this place, then rewrite again");
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(start)\n(f\n");
  });

  test.each([
    ["a form that is never closed", "(start 1 2\n"],
    ["a pattern in a string without end", '(g "(start 1)\n'],
  ])("does not pass over %s", async (_what, text) => {
    const cwd = makeRepository({ "a.valk": text });
    for (const args of [["--check"], ["--write"]]) {
      const { status, stdout } = await run([...AWAIT, ...args], { cwd });
      expect(status).toBe(1);
      expect(stdout).toContain("a.valk:1:1  refuse  read-error");
    }
    const piped = await run([...AWAIT, "-"], { cwd, input: text });
    expect([piped.status, piped.stdout]).toEqual([1, text]);
    expect(piped.stderr).toContain("<stdin>:1:1  refuse  read-error");
  });

  test("passes over what does not read where the pattern stands nowhere in it", async () => {
    const cwd = makeRepository({ "a.valk": '; start\n(g "start" restart\n' });
    const { status, stdout } = await run([...AWAIT, "--check", "--verbose"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("a.valk: unchanged");
  });

  test("reads a file as its dialect does", async () => {
    const cwd = makeRepository();
    const input = "(start a|b)\n";
    const now = await run([...AWAIT, "-", "--dialect", "2026-02"], { cwd, input });
    expect([now.status, now.stdout]).toEqual([0, "(await (start a|b))\n"]);
    const before = await run([...AWAIT, "-", "--dialect", "2026-01"], { cwd, input });
    expect([before.status, before.stdout]).toEqual([1, input]);
  });

  test("leaves a file on which it would go on for ever", async () => {
    const cwd = makeRepository({ "a.valk": "(f 1)\n" });
    const args = ["rewrite", "(f $$$a)", "(f $$$a 1)", "--arity", "1.."];
    const { stdout } = await run(args, { cwd });
    expect(stdout).toContain("a.valk:1:1  refuse  endless-rewrite");
  });

  test("leaves a match that would lose a comment, and rewrites the others", async () => {
    const cwd = makeRepository({ "a.valk": "(f (a ; mine\n) 1)\n(f b 1)\n" });
    const { stdout, status } = await run(["rewrite", "(f $_ $b)", "(g $b)", "--write"], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain("a.valk:1:7  review  match-left  a match stays: a comment");
    expect(readFileSync(join(cwd, "a.valk"), "utf8")).toBe("(f (a ; mine\n) 1)\n(g 1)\n");
  });

  test.each([
    ["exchanged", "(f $a $b)", "(g $b $a)", '(f "a" "b")', '(g "b" "a")'],
    ["copied", "(f $a)", "(g $a $a)", '(f "a")', '(g "a" "a")'],
    ["dropped", "(f $a $b)", "(g $a)", '(f "a" "b")', '(g "a")'],
    ["new", "(f)", '(g "new")', "(f)", '(g "new")'],
  ])("proves strings that are %s", async (_what, pattern, replacement, before, after) => {
    const { stdout, status } = await run(["rewrite", pattern, replacement, "-"], {
      cwd: makeRepository(),
      input: `${before}\n`,
    });
    expect([status, stdout]).toEqual([0, `${after}\n`]);
  });

  test("prints its settings", async () => {
    const cwd = makeRepository();
    for (const args of [AWAIT, ["search", "f"]]) {
      const { stdout } = await run([...args, "--print-config"], { cwd });
      expect(JSON.parse(stdout)).toHaveProperty("settings");
    }
  });
});
