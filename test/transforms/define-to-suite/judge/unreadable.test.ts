// Files that do not read, in every style: which of them are reported, where, with how many tests, and
// what becomes of these.

import { describe, expect, test } from "vitest";
import { analyze } from "../../../../transforms/define-to-suite/judge/analyze.js";
import { projectOf } from "../fixtures.js";

const project = projectOf({});

function verdictOf(source: string) {
  const { verdict, findings, tests, script } = analyze(source, project, "builder");
  const places = findings.map(({ severity, code, span }) => {
    const { line, column } = script.tree.lines.position(span.start);
    return `${severity} ${code} ${line}:${column}`;
  });
  return { verdict, places, tests, findings };
}

function messageOf(source: string): string {
  const { findings } = verdictOf(source);
  return findings[0]?.message ?? "";
}

type Style = "old" | "list" | "builder" | "mixed";

/** A file of two tests in each style, the second of which holds the code. */
const FILES: Readonly<Record<Style, (code: string) => string>> = {
  old: (code) => `(test/suite "S")
(test/define "a" {true})
(test/define "b" {do ${code} true})
(test/run)
`,
  list: (code) => `(test/run (list
  (test "a" {true})
  (test "b" {do ${code} true})) {:suite-name "S"})
`,
  builder: (code) => `(-> (test/suite "S")
    (test/add "a" {true})
    (test/add "b" {do ${code} true})
    (test/run))
`,
  mixed: (code) => `(test/define "a" {true})
(-> (test/suite "S")
    (test/add "b" {do ${code} true})
    (test/run))
`,
};
const COUNTS = {
  old: { old: 2, new: 0 },
  list: { old: 0, new: 2 },
  builder: { old: 0, new: 2 },
  mixed: { old: 1, new: 1 },
} as const;
const STYLES = Object.keys(FILES) as readonly Style[];

/** Code that does not read, what is said of it, and a part of the way out. */
const ERRORS: readonly (readonly [name: string, code: string, cause: RegExp, hint: RegExp])[] = [
  ["an escape that is none", '"\\ "', /only the escapes/, /write a backslash as \\\\/],
  ["an escape of a bracket", '"(\\)"', /only the escapes/, /write a backslash as \\\\/],
  ["spaced empty brackets", "( )", /hold only blanks/, /write \(\) or \{\}/],
  ["a comment in empty brackets", "{ ; none\n }", /hold only blanks/, /outside of them/],
  ["a number that is too large", "99999999999999999999", /64 bits/, /9223372036854775807/],
  ["a form feed", "\f", /does not know/, /line end in place of the form feed/],
  ["a letter outside ASCII", "é", /does not know/, /plain ASCII/],
  ["a bracket of another language", "[1]", /does not know/, /there is no \[ \]/],
  ["a prefix without a datum", "(f ')", /needs a datum/, /what the prefix should quote/],
];

describe.each(STYLES)("a file in the style %s", (style) => {
  const fileOf = FILES[style];

  test("is no matter of reading where it reads", () => {
    const { findings } = verdictOf(fileOf("()"));
    expect(findings.filter(({ code }) => code === "read-error")).toEqual([]);
  });

  test.each(ERRORS)("%s", (_name, code, cause, hint) => {
    const source = fileOf(code);
    const { verdict, places, tests, findings } = verdictOf(source);
    expect(verdict).toBe("refused");
    expect(places).toHaveLength(1);
    expect(places[0]).toMatch(/^refuse read-error/);
    expect(tests).toMatchObject(COUNTS[style]);
    expect(findings[0]?.message).toMatch(cause);
    expect(findings[0]?.message).toMatch(/exit status 0.* none of the file's 2 tests runs$/);
    expect(findings[0]?.hint).toMatch(hint);
  });

  test.each([
    ["in a name", (text: string) => text.replace('"b"', '"b \\d"')],
    ["a bracket that is closed by another", (text: string) => text.replace("true})", "true)")],
    ["an unclosed bracket in a body", (text: string) => text.replace("{do", "{do (f")],
  ])("%s", (_name, breakIt) => {
    const { verdict, tests, findings } = verdictOf(breakIt(fileOf("()")));
    expect(verdict).toBe("refused");
    expect(tests).toMatchObject(COUNTS[style]);
    expect(findings[0]?.message).toMatch(/none of the file's 2 tests runs$/);
  });

  test("a bracket that is missing at the end", () => {
    const text = fileOf("()").trimEnd().slice(0, -1);
    const { verdict, tests, findings } = verdictOf(text);
    expect(verdict).toBe("refused");
    expect(tests).toMatchObject(COUNTS[style]);
    expect(findings[0]?.message).toMatch(/none of the file's 2 tests runs$/);
  });

  test("a closer too many behind the run, which the interpreter never sees", () => {
    const { verdict, places, findings } = verdictOf(`${fileOf("()")})\n`);
    expect(verdict).toBe("refused");
    expect(places).toHaveLength(1);
    expect(findings[0]?.message).toBe(
      "nothing is open that this could close: the interpreter never comes here: the run before it ends the process",
    );
  });

  test.each(["a", "b"])("a quotation mark that is missing behind the name %s", (name) => {
    const text = fileOf("()").replace(`"${name}"`, `"${name}`);
    const { verdict, tests, findings } = verdictOf(text);
    expect(verdict).toBe("refused");
    expect(tests).toMatchObject(COUNTS[style]);
    expect(findings[0]?.hint).toMatch(/^look for a quotation mark that is missing/);
    expect(findings[0]?.message).toMatch(/none of the file's 2 tests runs$/);
  });

  test("a byte order mark", () => {
    const { places, findings } = verdictOf(`\ufeff${fileOf("()")}`);
    expect(places).toEqual(["refuse read-error 1:1"]);
    expect(findings[0]?.hint).toMatch(/^save the file without a byte order mark/);
    expect(findings[0]?.message).toMatch(/none of the file's 2 tests runs$/);
  });

  test("a NUL byte before the run", () => {
    const { verdict, places, tests } = verdictOf(`\0${fileOf("()")}\0`);
    expect(verdict).toBe("refused");
    expect(places.map((place) => place.split(":")[0])).toEqual([
      "refuse nul-byte 1",
      expect.stringMatching(/^refuse nul-byte/),
    ]);
    expect(tests).toMatchObject(COUNTS[style]);
    expect(messageOf(`\0${fileOf("()")}`)).toBe(
      "a NUL byte ends the input: the interpreter evaluates the forms before this place, and ends with exit status 0; it never comes to the run, so that none of the file's 2 tests runs",
    );
  });

  test("the markers of a merge", () => {
    const text = `<<<<<<< ours\n${fileOf("()")}=======\n${fileOf("()")}>>>>>>> theirs\n`;
    const { verdict, places } = verdictOf(text);
    expect(verdict).toBe("refused");
    expect(new Set(places.map((place) => place.split(" ")[1]))).toEqual(
      new Set(["conflict-markers"]),
    );
    expect(messageOf(text)).toMatch(/prints an error and ends with exit status 0/);
  });
});

describe("what a read error costs", () => {
  test.each([
    [
      "the form that runs the suite",
      '(test/run (list (test "a" {== "\\ " 1})) {:suite-name "S"})',
      "evaluates nothing of this form, which runs the suite, prints an error and ends with exit status 0, so that the file's only test does not run",
    ],
    [
      "a run that has no test yet",
      "(f ( ))\n(test/run)",
      "evaluates the forms before this place, prints an error and ends with exit status 0; it never comes to the run, so that no test runs",
    ],
    [
      "tests behind a run",
      '(test/run)\n(f ( ))\n(test/define "a" {1})\n(test/define "b" {1})',
      "never comes here: the run before it ends the process, so that 2 tests from here on never run",
    ],
    [
      "one test behind a run",
      '(-> (test/suite "S") (test/run))\n(test/define "a" {f ( )})',
      "never comes here: the run before it ends the process, so that 1 test from here on never runs",
    ],
    [
      "a part, which others load",
      '(test/define "a" {1})\n(test/define "b" {f ( )})',
      "evaluates the forms before this place, prints an error and reads no further; whoever loads the file misses what follows, 1 test among it",
    ],
    [
      "a helper in the new style",
      "(f ( ))\n(fun {check x} {test/assert x x})",
      "evaluates the forms before this place, prints an error and reads no further; whoever loads the file misses what follows",
    ],
    [
      "a part of a list",
      '(def {more} (list (test "a" {"\\ "}) (test "b" {1})))',
      "evaluates the forms before this place, prints an error and reads no further; whoever loads the file misses what follows, 2 tests among it",
    ],
    [
      "a framework module",
      "(fun {test/suite n} {n})\n(fun {test/run & a} {f ( )})\n",
      "evaluates the forms before this place, prints an error and reads no further; a file that loads this module stops, with exit status 0, where it needs what follows",
    ],
  ])("%s", (_name, source, expected) => {
    expect(messageOf(source).split(": the interpreter ")[1]).toBe(expected);
    expect(verdictOf(source).verdict).toBe("refused");
  });

  test("the next step is another for a file that is migrated already", () => {
    const [old] = verdictOf(FILES.old("( )")).findings;
    const [fresh] = verdictOf(FILES.builder("( )")).findings;
    expect(old?.hint).toMatch(/; then migrate again$/);
    expect(fresh?.hint).toMatch(/; then run the file and count its tests$/);
  });

  test("errors behind a NUL byte are no matter: nobody reads on", () => {
    const { places } = verdictOf('(test/suite "S")\n(test/run)\n\0( )');
    expect(places).toEqual(["refuse nul-byte 3:1"]);
  });
});

describe("a file that speaks of no tests is not judged", () => {
  test.each([
    ["an error in a program", "(def {x} 1)\n(f ( ))\n"],
    ["the word test", '(test ( ))\n(fun {test n} {n})\n(def {test-async} "test/run")\n'],
    ["the API in a comment", "; (test/run) runs all\n(f ( ))\n"],
    ["other names of that kind", "(sig 'test/capture {-> (| :a :b)})\n"],
    ["a quotation mark too many", '(print "a" ")\n; test/run\n'],
    ["markers of a merge", "<<<<<<< ours\n(def {x} 1)\n=======\n>>>>>>> theirs\n"],
    ["a NUL byte", "(def {x} 1)\0"],
  ])("%s", (_name, source) => {
    const { verdict, places } = verdictOf(source);
    expect({ verdict, places }).toEqual({ verdict: "none", places: [] });
  });

  test.each([
    ["a name as a value", "(map test/add ( ))"],
    ["a global of the old module", "(print *test-registry* ( ))"],
    ["an assertion", "(fun {check x} {test/assert x ( )})"],
    ["an entry of a list", '(f ( ))\n(def {a} (test "a" {1}))'],
    ["an entry that runs on the event loop", '(f ( ))\n(def {a} (test-async "a" {1}))'],
    ["what seems to be a string", '(print "a)\n(test/run)\n'],
    ["a test in what seems to be a string", '(print "a)\n(test "b" {1})\n'],
  ])("one that does is: %s", (_name, source) => {
    expect(verdictOf(source).verdict).toBe("refused");
  });
});

describe("the tests of a broken text", () => {
  test.each<[string, string, { readonly old: number; readonly new: number }]>([
    [
      "all stand in the first, whose bracket is open",
      '(test/define "a" {1}\n(test/define "b" {1})\n(test/async "c" (\\ {done} {done 1}))\n(test/run)',
      { old: 3, new: 0 },
    ],
    [
      "all stand in the body of the first",
      '(test/define "a" {f\n(test/define "b" {1})\n(test/run)',
      { old: 2, new: 0 },
    ],
    [
      "quoted data before the place counts as before",
      '\'(test/define "q" {1})\n(test/define "a" {1})\n(f (\n(test/run)',
      { old: 1, new: 0 },
    ],
    [
      "without quotation marks: both APIs, but neither comments nor other names",
      '(print "a)\n(test/define "b" {1}) ; (test/define "c" {1})\n{test/add-async\n  "d" f}(test/adds "e")(test x)',
      { old: 1, new: 1 },
    ],
  ])("%s", (_name, source, expected) => {
    expect(verdictOf(source).tests).toEqual(expected);
  });
});
