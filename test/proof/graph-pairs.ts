// Groups of files, written by hand: the old and the new text of each member, and the proof of one of
// them among the others. No test needs the transform.

import type { ProofInput, ProofResult } from "../../src/proof/prove.js";
import { proveMigration } from "../../src/proof/prove.js";
import { editBetween } from "./migration-pair.js";

/** Old and new text by path; a single text is a file that does not change. */
export type Files = Readonly<Record<string, readonly [old: string, now: string] | string>>;

/** One text for each line. */
export const lines = (...parts: readonly string[]): string => parts.join("\n");

function textsOf(files: Files, path: string): readonly [string, string] | undefined {
  const texts = files[path];
  return typeof texts === "string" ? [texts, texts] : texts;
}

/** The files as the proof asks for them. */
export function graphOf(files: Files): NonNullable<ProofInput["graph"]> {
  return {
    read: (path) => {
      const texts = textsOf(files, path);
      return texts && { oldText: texts[0], newText: texts[1] };
    },
  };
}

/** The proof of the file at `path` among all of them. */
export function proveMember(
  files: Files,
  path: string,
  target: ProofInput["target"] = "builder",
  graph = graphOf(files),
): ProofResult {
  const [oldText = "", newText = ""] = textsOf(files, path) ?? [];
  return proveMigration({
    path,
    oldText,
    newText,
    target,
    edits: editBetween(oldText, newText),
    migrateAgain: () => ({ changed: false, findings: [] }),
    knownFindings: [],
    graph,
  });
}

/**
 * Each member that changes and the messages of its failures; empty when all are proven. All members
 * are given one graph, as in a run.
 */
export function failuresOf(files: Files, target: ProofInput["target"] = "builder"): string[] {
  const graph = graphOf(files);
  return Object.entries(files).flatMap(([path, texts]) => {
    if (typeof texts === "string") return [];
    const result = proveMember(files, path, target, graph);
    return result.ok
      ? []
      : result.failures.map(({ code, message }) => `${path}: ${code}: ${message}`);
  });
}

/** The proof of a member, from a graph that all other members were proven with before. */
export function proveAmongOthers(
  files: Files,
  path: string,
  target: ProofInput["target"] = "builder",
): ProofResult {
  const graph = graphOf(files);
  for (const [other, texts] of Object.entries(files)) {
    if (other !== path && typeof texts !== "string") proveMember(files, other, target, graph);
  }
  return proveMember(files, path, target, graph);
}

/** The same files with CRLF for every line end. */
export function inCrlf(files: Files): Files {
  return mapTexts(files, (text) => text.replaceAll("\n", "\r\n"));
}

/** The same files with one tab for every four columns at the start of a line. */
export function inTabs(files: Files): Files {
  return mapTexts(files, (text) =>
    text.replaceAll(/^(?: {4})+/gm, (indent) => "\t".repeat(indent.length / 4)),
  );
}

function mapTexts(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(
    Object.entries(files).map(([path, texts]) => [
      path,
      typeof texts === "string" ? change(texts) : [change(texts[0]), change(texts[1])],
    ]),
  );
}

const FRAMEWORK = lines(
  "(def {*test-registry*} {})",
  "(fun {test/suite name} {name})",
  "(fun {test/define name body} {= {x} name})",
  "(fun {test/run _} {shutdown 0})",
  "",
);

const PRELUDE = lines("(def {nil} {})", "(fun {id x} {x})", "");

/** A runner, two parts, one of which loads a third, and a helper module that two of them load. */
export const BUILDER: Files = {
  "src/prelude.valk": PRELUDE,
  "src/modules/test.valk": FRAMEWORK,
  "test/helpers.valk": [
    lines(
      "; Helpers that register",
      "",
      "; one case",
      "(fun {case name body} {test/define name body}) ; of many",
      "",

      "(fun {maybe name body} {if (== 1 1) {case name body} {}})",
      "",
    ),
    lines(
      "; Helpers that register",
      "",
      "; one case",
      "(fun {case name body} {test/add name body}) ; of many",
      "",
      "(fun {maybe name body} {if (== 1 1) {case name body} {test/none}})",
      "",
    ),
  ],
  "test/http_common.valk": [
    lines(
      "; Cases that several files share",
      "",
      '(load "src/prelude.valk")',
      '(load "test/helpers.valk")',
      "(def {port} 80) ; the port",
      "",
      "; ==== statuses ====",
      "",
      "; fine",
      '(test/define "ok"',
      "  ; plain",
      "  {== port 80}) ; behind",
      "",
      '(test/skip "not now")',
      "(fun {double x} {* 2 x})",
      '(case "twice" {== (double 2) 4})',
      '(load "test/parts/../parts/deep.valk") ; more of it',
      '(test/define "last" {== 1 1}) ; at last',
      "; below",
      "(def {done} 1)",
      "",
      "; the end",
      "",
    ),
    lines(
      "; Cases that several files share",
      "",
      '(load "src/prelude.valk")',
      '(load "test/helpers.valk")',
      "(def {port} 80) ; the port",
      "",
      "(fun {double x} {* 2 x})",
      '(load "test/parts/../parts/deep.valk") ; more of it',
      "",
      "(fun {http-common-tests suite} {-> suite",
      "    ; ==== statuses ====",
      "",
      "    ; fine",
      '    (test/add "ok"',
      "      ; plain",
      "      {== port 80}) ; behind",
      "",
      '    (test/skip "not now")',
      '    (case "twice" {== (double 2) 4})',
      "    deep-tests",
      '    (test/add "last" {== 1 1}) ; at last',
      "    })",
      "; below",
      "(def {done} 1)",
      "",
      "; the end",
      "",
    ),
  ],
  "test/parts/deep.valk": [
    lines('(test/define "deep" {== 2 2})', '(test/define "deeper" {== 3 3})', ""),
    lines(
      "(fun {deep-tests suite} {-> suite",
      '    (test/add "deep" {== 2 2})',
      '    (test/add "deeper" {== 3 3})})',
      "",
    ),
  ],
  "test/flags.valk": [
    lines('(load "src/prelude.valk")', "(test/expect-exit 1) ; fails", ""),
    lines(
      '(load "src/prelude.valk")',
      "",
      "(fun {flags-tests tests-so-far} {-> tests-so-far",
      "    (test/expect-exit 1)}) ; fails",
      "",
    ),
  ],
  "test/runner.valk": [
    lines(
      '(load "src/prelude.valk")',
      '(load "src/modules/test.valk")',
      '(load "test/helpers.valk") ; imports',
      '(test/suite "All")',
      '(case "first" {== 1 1})',
      "",
      "; ---- http ----",
      "",
      "; the shared ones",
      '(load "./test/http_common.valk") ; shared',
      "",
      '(test/define "middle" {== 2 2})',
      '(load "test/flags.valk")',
      '(load "./test/http_common.valk")',
      '(maybe "last" {== 3 3})',
      "(test/run {})",
      "",
    ),
    lines(
      '(load "src/prelude.valk")',
      '(load "src/modules/test.valk")',
      '(load "test/helpers.valk") ; imports',
      "",
      "; the shared ones",
      '(load "./test/http_common.valk") ; shared',
      "",
      '(load "test/flags.valk")',
      '(load "./test/http_common.valk")',
      "",
      '(-> (test/suite "All")',
      '    (case "first" {== 1 1})',
      "    http-common-tests",
      "",
      "    ; ---- http ----",
      "",
      '    (test/add "middle" {== 2 2})',
      "    flags-tests",
      "    http-common-tests",
      '    (maybe "last" {== 3 3})',
      "    (test/run))",
      "",
    ),
  ],
  "test/only.valk": [
    lines('(load "test/parts/deep.valk")', "(test/run)", ""),
    lines(
      '(load "test/parts/deep.valk")',
      "",
      '(-> (test/suite "Valkyria Test Suite")',
      "    deep-tests",
      "    (test/run))",
      "",
    ),
  ],
};

export const LIST: Files = {
  "src/modules/test.valk": FRAMEWORK,
  "test/helpers.valk": [
    "(fun {case name body} {test/async name body})\n",
    "(fun {case name body} {list (test-async name body)})\n",
  ],
  "test/plain.valk": [
    lines(
      "; Two of them",
      "(def {x} 1)",
      "",
      "; the first",
      '(test/async "a" (\\ {done} {done true})) ; a',
      "; the second",
      '(test/async "b" (\\ {done} {done false})) ; b',
      "",
      "; end",
      "",
    ),
    lines(
      "; Two of them",
      "(def {x} 1)",
      "",
      "(fun {plain-tests} {list",
      "    ; the first",
      '    (test-async "a" (\\ {done} {done true})) ; a',
      "    ; the second",
      '    (test-async "b" (\\ {done} {done false})) ; b',
      "    })",
      "",
      "; end",
      "",
    ),
  ],
  "test/mixed.valk": [
    lines(
      '(load "test/helpers.valk")',
      '(load "test/plain.valk")',
      '(case "c" (\\ {done} {done true}))',
      '(test/async "d" (\\ {done} {done true}))',
      "",
    ),
    lines(
      '(load "test/helpers.valk")',
      '(load "test/plain.valk")',
      "(fun {mixed-tests} {join",
      "    (plain-tests)",
      '    (case "c" (\\ {done} {done true}))',
      '    (list (test-async "d" (\\ {done} {done true})))})',
      "",
    ),
  ],
  "test/runner.valk": [
    lines(
      '(load "src/modules/test.valk")',
      '(test/suite "All")',
      '(test/async "first" (\\ {done} {done true}))',
      '(load "test/mixed.valk")',
      '(load "test/plain.valk")',
      "(test/run-async aio)",
      "",
    ),
    lines(
      '(load "src/modules/test.valk")',
      '(load "test/mixed.valk")',
      '(load "test/plain.valk")',
      "",
      "(test/run-async aio (join",
      '    (list (test-async "first" (\\ {done} {done true})))',
      "    (mixed-tests)",
      "    (plain-tests))",
      '  {:suite-name "All"})',
      "",
    ),
  ],
};
