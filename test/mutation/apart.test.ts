import { describe, expect, test } from "vitest";
import { DEFAULT_DIALECT } from "../../src/dialect/dialects.js";
import type { Finding } from "../../src/finding/finding.js";
import { lintRules } from "../../src/lint/rules/lint-rules.js";
import {
  type FileInProgram,
  readApart,
  type ScriptNote,
  type ScriptNotes,
} from "../../src/mutation/apart.js";
import { findGlobals } from "../../src/mutation/globals.js";
import { judge } from "../../src/mutation/judge.js";
import { readProgram } from "../../src/mutation/program.js";
import { type SourceFile, surveyFiles } from "../../src/mutation/survey.js";
import { fc } from "../properties.js";

type Texts = Readonly<Record<string, string>>;

const filesOf = (texts: Texts): readonly SourceFile[] =>
  Object.entries(texts).map(([path, source]) => ({ path, source }));

const projectOf = (texts: Texts) => ({ read: (path: string) => texts[path] });

const findingsIn = ({ file, globals }: FileInProgram): readonly Finding[] =>
  judge(file, globals).flatMap((global) =>
    lintRules.flatMap((rule) => rule.check(global, DEFAULT_DIALECT)),
  );

/** What is found, by path: in a program of all files, script by script, and file by file. */
function bothWays(texts: Texts, given = filesOf(texts)) {
  const project = projectOf(texts);
  const program = readProgram(given, project);
  const globals = findGlobals(program);
  const apart = [...readApart(given, surveyFiles(given, project), project)];
  const found = (files: readonly FileInProgram[]) =>
    new Map(
      files
        .map((each) => [each.file.path, findingsIn(each)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  const survey = surveyFiles(given, project);
  const kept = new Map<string, Map<string, ScriptNote>>();
  const notesFor = (knowledge: string): ScriptNotes => {
    const notes = kept.get(knowledge) ?? new Map<string, ScriptNote>();
    kept.set(knowledge, notes);
    return notes;
  };
  // Whoever asks about one file hears of it what they would hear among all others, and of no other; also
  // of those who know what there is to know of scripts.
  for (const options of [{}, { notesFor }, { notesFor }]) {
    const alone = apart.flatMap(({ file }) => [
      ...readApart(given, survey, project, {
        ...options,
        isWanted: (path) => path === file.path,
      }),
    ]);
    expect(found(alone)).toEqual(found(apart));
  }
  return {
    whole: found(program.all.map((file) => ({ file, globals }))),
    apart: found(apart),
    together: apart.filter((each) => each.globals === apart.at(-1)?.globals).length,
  };
}

const LIBRARY = `(def {count} 0)
(fun {note} {def {count} (+ count 1)})
(fun {show x} {println (format x)})
(fun {format x} {str x})`;

describe("a script is looked at by itself", () => {
  const plain = `(load "lib.valk")\n(fun {twice x} {def {y} (* 2 x)})\n(show (twice 2))`;

  test("where libraries and it have nothing to tell of each other, however many there are", () => {
    const scripts = Array.from({ length: 50 }, (_, at) => [`test${at}.valk`, plain]);
    const { whole, apart, together } = bothWays({
      "lib.valk": LIBRARY,
      ...Object.fromEntries(scripts),
    });
    expect(apart).toEqual(whole);
    expect(together).toBe(1);
  });

  test.each<[string, string]>([
    ["calls what changes a global on the main thread", "(note)"],
    ["calls what changes nothing on the event loop", "(aio/schedule s 1 (\\ {} {show 1}))"],
  ])("that %s", (_, code) => {
    const script = `(load "lib.valk")\n${code}`;
    const { whole, apart, together } = bothWays({ "a.valk": script, "lib.valk": LIBRARY });
    expect(apart).toEqual(whole);
    expect(together).toBe(1);
  });

  test.each<[string, string]>([
    ["binds what a library binds", "(fun {format x} {def {z} x})\n(show z)"],
    ["reads what a library changes", "(println count)"],
    ["calls what changes a global on the event loop", "(aio/schedule s 1 (\\ {} {note}))"],
    ["hands that over by another name", "(def {again} note)\n(aio/schedule s 1 again)"],
  ])("and not one that %s", (_, code) => {
    const script = `(load "lib.valk")\n${code}`;
    const { whole, apart, together } = bothWays({ "a.valk": script, "lib.valk": LIBRARY });
    expect(apart).toEqual(whole);
    expect(together).toBe(2);
  });
});

test("libraries know each other where some script loads both, whatever it does", () => {
  const { whole, apart } = bothWays({
    "a.valk": `(load "lib.valk")\n(load "other.valk")`,
    "lib.valk": LIBRARY,
    "other.valk": "(fun {ask} {println count})",
  });
  expect(apart).toEqual(whole);
  expect(apart.get("lib.valk")).toMatchObject([
    { code: "mutation", related: [{ path: "lib.valk" }] },
  ]);
});

test("a library need not be among the files that were asked for", () => {
  const texts = { "a.valk": `(load "lib.valk")\n(load "gone.valk")`, "lib.valk": LIBRARY };
  const { whole, apart } = bothWays(texts, filesOf(texts).slice(0, 1));
  expect(apart).toEqual(whole);
  expect([...apart.keys()]).toEqual(["a.valk", "lib.valk"]);
});

test.each([
  ["a script that is let go", "a.valk", ["a.valk", "lib.valk"]],
  ["one that is not", "b.valk", ["a.valk", "b.valk", "b.valk", "c.valk", "lib.valk"]],
  ["a library", "lib.valk", ["a.valk", "b.valk", "c.valk", "lib.valk"]],
])("of %s, no file is read once more that tells nothing", (_, wanted, expected) => {
  const texts = {
    "a.valk": `(load "lib.valk")\n(show 1)`,
    "b.valk": `(load "lib.valk")\n(println count)`,
    "c.valk": `(load "lib.valk")\n(show 2)`,
    "lib.valk": LIBRARY,
  };
  const files = filesOf(texts);
  const read: string[] = [];
  const only = (isWanted: (path: string) => boolean) =>
    files.filter(({ path }) => isWanted(path) && read.push(path));
  const survey = surveyFiles(files, projectOf(texts));
  const sources = { [Symbol.iterator]: () => files[Symbol.iterator](), only };
  const yielded = [
    ...readApart(sources, survey, projectOf(texts), { isWanted: (path) => path === wanted }),
  ];
  expect(yielded.map(({ file }) => file.path)).toEqual([wanted]);
  expect(read.toSorted()).toEqual(expected);
});

test("a file that was not there at first is left out, and one that is gone", () => {
  const texts = { "a.valk": `(load "lib.valk")`, "lib.valk": LIBRARY };
  const survey = surveyFiles(filesOf(texts), projectOf(texts));
  const later = filesOf({ "a.valk": `(load "lib.valk")`, "b.valk": "(def {x} 1)" });
  const read = [...readApart(later, survey, projectOf({}))];
  expect(read.map(({ file }) => file.path)).toEqual(["a.valk"]);
});

describe("random programs", () => {
  const name = fc.constantFrom("a", "b", "c", "*d*", "f", "g");
  const { statement } = fc.letrec<{ statement: string; value: string }>((tie) => {
    const value = tie("value");
    const inner = tie("statement");
    const of = (...parts: readonly (fc.Arbitrary<string> | string)[]): fc.Arbitrary<string> =>
      fc
        .tuple(...parts.map((part) => (typeof part === "string" ? fc.constant(part) : part)))
        .map((texts) => texts.join(""));
    return {
      value: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        name,
        of("'(", name, " ", name, ")"),
        of("(", name, " ", value, ")"),
        of("(\\ {x} {do ", inner, " ", value, "})"),
        of("(aio/schedule s 1 (\\ {} {do ", inner, " ", value, "}))"),
        of("(aio/then ", value, " ", name, ")"),
        of("(if ", name, " {", inner, "} {", value, "})"),
      ),
      statement: fc.oneof(
        { depthSize: "small", withCrossShrink: true },
        name,
        of("(def {", name, "} ", value, ")"),
        of("(= {", name, "} ", value, ")"),
        of("(fun {", name, " p} {p ", name, "})"),
        of("(fun {", name, " p} {do ", value, " ", inner, "})"),
        of('(test/define "t" {do ', inner, " ", value, "})"),
      ),
    };
  });
  const libraries = ["m0", "m1", "m2"];
  const fileOf = (loads: readonly string[]) =>
    fc
      .tuple(fc.subarray([...loads]), fc.array(statement, { minLength: 1, maxLength: 4 }))
      .map(([loaded, code]) => [...loaded.map((path) => `(load "${path}")`), ...code].join("\n"));
  const program = fc.record({
    a0: fileOf(libraries),
    a1: fileOf(libraries),
    m0: fileOf(libraries.slice(1)),
    m1: fileOf(libraries.slice(2)),
    m2: fileOf([]),
    z0: fileOf(libraries),
    z1: fileOf(libraries),
  });

  // Linked all at once, the way that the event loop takes may begin in a script of another process.
  const place = ({ code, name: of, span, related }: Finding, isForeign: boolean) => ({
    ...(isForeign ? {} : { code, related }),
    name: of,
    at: span.start,
  });

  test("have the same findings both ways", () => {
    fc.assert(
      fc.property(program, (texts) => {
        const { whole, apart } = bothWays(texts);
        for (const [path, found] of whole) {
          const races = new Set(
            [...found, ...(apart.get(path) ?? [])]
              .filter(({ code }) => code === "race")
              .map(({ span }) => span.start),
          );
          const shown = (findings: readonly Finding[] = []) =>
            findings
              .map((each) => place(each, races.has(each.span.start)))
              .toSorted((a, b) => a.at - b.at || ((a.code ?? "") < (b.code ?? "") ? -1 : 1));
          expect(shown(apart.get(path))).toEqual(shown(found));
        }
      }),
      { numRuns: 100 },
    );
  });
});
