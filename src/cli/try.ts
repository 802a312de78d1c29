// `try TRANSFORM [FIXTURES]`: checks a transform by its own example and a folder of fixtures, or holds it
// against a commit that made the same change. Writes nothing.

import { resolve } from "node:path";
import type { AnyTransform } from "../../transforms/all-transforms.js";
import { messageOf, problemOfThrown } from "../outcome/problems.js";
import { normalizePath } from "../program/load-graph.js";
import { discoverPlace } from "../project/discovery.js";
import { decodeUtf8 } from "../project/read.js";
import { isValkPath } from "../project/valk-path.js";
import { diffLines } from "../report/diff.js";
import { formatPatch } from "../report/patch.js";
import { CaseError, checkCase, type TransformCase } from "../testing/cases.js";
import {
  type ComparedFile,
  type Comparison,
  compareFile,
  editOf,
} from "../testing/compare-commit.js";
import { readFixtures } from "../testing/fixtures.js";
import { escapeControls } from "../text/escape.js";
import { countOf } from "../text/wording.js";
import { makeCommand } from "./command.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { openCommit } from "./git-request.js";
import type { Io } from "./io.js";
import { loadTransform } from "./load-transform.js";
import { ROOT } from "./shared-options.js";
import { UsageError } from "./usage-error.js";

export const tryCommand = makeCommand({
  operands: [
    { name: "<TRANSFORM>", text: "a transform's name, a file of rules, or a module of your own" },
    { name: "[FIXTURES]", text: "a folder of NAME.input.valk and NAME.output.valk" },
  ],
  options: [
    {
      flags: "--against <COMMIT>",
      text: "run on the commit's parent, and compare with what the commit left",
    },
    { flags: "--diff", text: "with --against: show what differs, as a patch" },
    ROOT,
  ],
  help: `
Each fixture is run as it is, twice, with CRLF, without its last line end and
with tabs. An input without an output has to stay as it is.

Exit status: 0 all came out; 1 something differs; 2 wrong usage, or the
transform stopped with an error.

Examples:
  valk-codemod try ./await-start.mjs fixtures
  valk-codemod try ./rules.json --against HEAD~3 --diff`,

  async run([name = "", fixtures], values, io) {
    const { transform } = await loadTransform(name, io.cwd);
    return values.against === undefined
      ? tryCases(transform, casesOf(transform, fixtures, io), io)
      : tryCommit(transform, values.against, values, io);
  },
});

function casesOf(
  { documentation: { before, after } }: AnyTransform,
  fixtures: string | undefined,
  { cwd }: Io,
): readonly TransformCase[] {
  const example = before === "" ? [] : [{ name: "its example", before, after }];
  if (fixtures === undefined) {
    return example;
  }
  try {
    return [...example, ...readFixtures(resolve(cwd, fixtures))];
  } catch (error) {
    throw new UsageError(messageOf(error), "name a folder of NAME.input.valk files");
  }
}

function tryCases(
  transform: AnyTransform,
  cases: readonly TransformCase[],
  { stdout }: Io,
): ExitStatus {
  let failed = 0;
  let stopped = 0;
  for (const each of cases) {
    const name = escapeControls(each.name ?? "");
    try {
      checkCase(transform, { options: { target: "builder" }, ...each });
      stdout.write(`passed  ${name}\n`);
    } catch (error) {
      if (!(error instanceof CaseError)) {
        stopped += 1;
        const { message } = problemOfThrown(error, transform.origin);
        stdout.write(`stopped ${name}: ${escapeControls(message)}\n`);
        continue;
      }
      failed += 1;
      const [wanted, actual] = [error.expected, error.actual].map(shown);
      stdout.write(`failed  ${name}: ${escapeControls(error.message)}\n`);
      stdout.write(`  expected:\n${wanted}  actual:\n${actual}`);
    }
  }
  const end = stopped > 0 ? `, ${stopped} stopped with an error` : "";
  stdout.write(`${countOf(cases.length, "case")}, ${failed} failed${end}\n`);
  return exitStatus({ found: failed, failed: stopped });
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return `${text.replace(/\n$/, "").replaceAll(/^/gm, "    ")}\n`;
}

const WORDS: Readonly<Record<Comparison, string>> = {
  identical: "byte for byte as the commit left them",
  tokens: "with the same tokens, laid out otherwise",
  different: "different",
  untouched: "changed by the commit alone",
  extra: "changed by the transform alone",
  refused: "refused",
};

function tryCommit(
  transform: AnyTransform,
  ref: string,
  values: { readonly root?: string; readonly diff?: true },
  io: Io,
): ExitStatus {
  const place = discoverPlace({ paths: [], cwd: io.cwd, root: values.root });
  const { history, commit } = openCommit(place, "--against", ref, io);
  const parent = history.commitOf(`${commit}^`);
  if (parent === undefined) {
    throw new UsageError(`${ref} has no parent`, "name a commit that changed files");
  }
  const [before, after] = [history.filesAt(parent), history.filesAt(commit)];
  const paths = [...before.keys()].filter((path) => isValkPath(path) && after.has(path));
  const read = (ids: ReadonlyMap<string, string>, all: readonly string[]): Map<string, string> => {
    const texts = new Map<string, string>();
    const blobs = history.read(all.map((path) => ids.get(path) as string));
    for (const path of all) {
      const text = decodeUtf8(blobs.next().value as Buffer);
      if (text !== undefined) {
        texts.set(path, text);
      }
    }
    return texts;
  };
  const oldTexts = read(before, paths);
  const changed = paths.filter((path) => before.get(path) !== after.get(path));
  const newTexts = read(after, changed);
  const project = {
    read: (path: string) => oldTexts.get(normalizePath(path) ?? path),
    paths: () => [...oldTexts.keys()],
  };
  const compared = [...oldTexts].flatMap(([path, text]) => {
    const file = { path, before: text, after: newTexts.get(path) ?? text };
    return compareFile(transform, file, { project, options: { target: "builder" } }) ?? [];
  });
  return report(compared, values.diff === true, io);
}

function report(compared: readonly ComparedFile[], withDiff: boolean, { stdout }: Io): ExitStatus {
  const counts = new Map<Comparison, number>();
  for (const file of compared) {
    const { comparison, path, reason } = file;
    counts.set(comparison, (counts.get(comparison) ?? 0) + 1);
    if (comparison !== "identical") {
      const why = reason === undefined ? "" : `  ${reason}`;
      stdout.write(`${comparison.padEnd(9)}  ${escapeControls(path)}${escapeControls(why)}\n`);
      if (withDiff && comparison !== "untouched") {
        const diff = diffLines(file.made, file.wanted, [editOf(file)]);
        stdout.write(formatPatch(path, diff, 1));
      }
    }
  }
  for (const [comparison, words] of Object.entries(WORDS)) {
    const count = counts.get(comparison as Comparison) ?? 0;
    if (count > 0) {
      stdout.write(`${countOf(count, "file")} ${words}\n`);
    }
  }
  return exitStatus({ found: (counts.get("different") ?? 0) + (counts.get("extra") ?? 0) });
}
