// The patch is tried on the real programs that take patches.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/edit/edit.js";
import { quoteGitPath } from "../../src/project/git-path.js";
import { diffLines } from "../../src/report/diff.js";
import { formatPatch } from "../../src/report/patch.js";
import { runGitApply, runPatch } from "../programs.js";
import { fc } from "../properties.js";
import { type EditedText, editedText } from "../random-edits.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";

const programs: readonly (readonly [string, (folder: string, patch: string) => void])[] = [
  ["git apply", runGitApply],
  ["patch", runPatch],
];

/** What the program makes of files that are to be edited. */
function applyWith(
  apply: (folder: string, patch: string) => void,
  files: Readonly<Record<string, EditedText>>,
  context = 3,
): Record<string, string> {
  const folder = makeFolder();
  const patch = Object.entries(files).map(([path, { source, edits }]) => {
    writeFiles(folder, { [path]: source });
    return formatPatch(path, diffLines(source, applyEdits(source, edits), edits), context);
  });
  if (patch.some((text) => text !== "")) {
    apply(folder, patch.join(""));
  }
  const paths = Object.keys(files);
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

function expected(files: Readonly<Record<string, EditedText>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(files).map(([path, { source, edits }]) => [path, applyEdits(source, edits)]),
  );
}

describe.each(programs)("%s", (name, apply) => {
  test("makes exactly the new text, whatever the edits", () => {
    // Many files in one patch, since starting a program costs more than all of them.
    const batch = fc.array(editedText, { minLength: 40, maxLength: 40 });
    fc.assert(
      fc.property(batch, (texts) => {
        const files = Object.fromEntries(texts.map((text, index) => [`d/f${index}.valk`, text]));
        expect(applyWith(apply, files)).toEqual(expected(files));
      }),
      { numRuns: 15 },
    );
  });

  test.each([0, 1, 10])("takes %i lines of context", (context) => {
    const source = Array.from({ length: 30 }, (_, line) => `line ${line}\n`).join("");
    const edits = [0, 70, 140].map((start) => ({ span: { start, end: start + 2 }, newText: "XY" }));
    const files = { "f.valk": { source, edits } };
    expect(applyWith(apply, files, context)).toEqual(expected(files));
  });

  test.each([
    "plain.valk",
    "with space.valk",
    "sub folder/with space.valk",
    'quote".valk',
    "back\\slash.valk",
    "tab\t.valk",
    "line\nfeed.valk",
    "größe.valk",
    "📦.valk",
    "-dash.valk",
    "a/b/c.valk",
    "bell\u0007.valk",
  ])("finds the file %j", (path) => {
    const edits = [{ span: { start: 0, end: 3 }, newText: "new" }];
    const files = { [path]: { source: "old\r\nlast", edits } };
    expect(applyWith(apply, files)).toEqual(expected(files));
  });

  test(`is really asked: ${name} rejects a patch for another text`, () => {
    const folder = makeFolder({ "f.valk": "something else\n" });
    mkdirSync(join(folder, "d"));
    const edits = [{ span: { start: 0, end: 1 }, newText: "x" }];
    const patch = formatPatch("f.valk", diffLines("a\nb\n", "x\nb\n", edits), 3);
    expect(() => apply(folder, patch)).toThrow();
  });
});

test("names are quoted as git quotes them", () => {
  const folder = makeFolder();
  execFileSync("git", ["init", "-q"], { cwd: folder });
  const names = ["plain", "with space", 'q"', "b\\s", "t\t", "n\n", "é", "📦", "\u0001", "\u007f"];
  writeFiles(folder, Object.fromEntries(names.map((name) => [name, ""])));
  const listed = execFileSync("git", ["ls-files", "--others"], { cwd: folder, encoding: "utf8" });
  expect(new Set(listed.trim().split("\n"))).toEqual(new Set(names.map(quoteGitPath)));
});
