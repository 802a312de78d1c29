// New lines follow the file: a file that is indented with tabs gets no blanks in front of a line, one
// with CRLF no other line ends, whatever its comments and forms are.

import { describe, expect, test } from "vitest";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { projectOf, readFixtures, type Target } from "./fixtures.js";

const TARGETS: readonly Target[] = ["builder", "list"];

/** Forms with comments in the places where brackets are closed or lines are added. */
const OWN: Readonly<Record<string, string>> = {
  "a comment before a closer": '(test/define "a" {true}\n\t; note\n\t)\n(test/run)\n',
  "a comment at the end of a form": '(test/define "a" {true} ; note\n)\n(test/run {})\n',
  "a comment behind the last test": '(test/define "a" {true}) ; note\n\n; go\n(test/run {})\n',
  "comments around the run": '(test/define "a" {true})\n; go\n(test/run ; now\n\t{})\n; gone\n',
  "a comment in the suite": '(test/suite ; why\n\t"S")\n(test/define "a" {true})\n(test/run)\n',
  "an overruled suite":
    '(test/suite "A") ; first\n(test/define "a" {true})\n(test/suite "S")\n(test/run)\n',
  "flags with comments":
    '(test/define "a" {true})\n; quiet\n(test/debug 0) ; for now\n(test/run)\n',
  "long options": `(test/suite "${"long ".repeat(12)}")\n(test/define "a" {true})\n(test/skip "${"why ".repeat(12)}")\n(test/expect-exit 1)\n(test/run)\n`,
  "computed options":
    '(test/suite (str "a"\n\t\t"b"))\n(test/define "a" {true})\n(test/expect-exit (+\n\t1\n\t2))\n(test/run)\n',
  "a name over two lines":
    '(test/suite "two\nlines")\n(test/define "a" {true})\n(test/debug 1)\n(test/run)\n',
  "a group": '(do (test/define "a" {true})\n\t(test/define "b"\n\t\t{true}))\n(test/run)\n',
  "a group on its lines":
    '(do\n\t(test/define "a" {true})\n\t; note\n\t(test/define "b" {true}))\n(test/run)\n',
  "a condition":
    '(if (== 1 1)\n\t{test/define "a" {true}} ; yes\n\t{print "no"} ; no\n\t)\n(test/run)\n',
  "a loop": "(map ; all\n\t(\\ {x} {test/define (str x) {true}})\n\t(list 1 2))\n(test/run)\n",
  "a helper":
    '(fun {mk n} {\n\ttest/define n\n\t\t{true}})\n(mk "a")\n(mk\n\t"b") ; note\n(test/run)\n',
  "forms on one line":
    '(def {x} 1) (test/define "a" {true}) (def {y}\n\t2) (test/define "b" {true})\n(test/run)\n',
  "a form between":
    '(test/define "a" {true})\n\n; between\n(fun {f x} {\n\tx})\n\n(test/define "b" {true})\n(test/run)\n',
  "a pipeline with leftovers":
    '(test/define "b" {true}) ; b\n\n(-> (test/suite "S")\n\t(test/add "a" {true})\n\t(test/run))\n',
};

// What shows that the file is indented with tabs.
const TABS = "\t; tabs\n\t; more\n";

const fixtures: readonly (readonly [name: string, text: string])[] = [
  ...readFixtures("define-to-suite").map(
    ({ name, input }) => [name, TABS + withTabs(input)] as const,
  ),
  ...Object.entries(OWN).map(([name, text]) => [name, TABS + text] as const),
];

/** The text with a tab for every two blanks that a line begins with. */
function withTabs(text: string): string {
  return text.replaceAll(/^ +/gm, (blanks) => "\t".repeat(Math.ceil(blanks.length / 2)));
}

function migrated(source: string, target: Target): string | undefined {
  const context = { path: "test/tabs.valk", project: projectOf(), options: { target } };
  const result = migrateFile(defineToSuite, source, context);
  expect(result.status).not.toBe("failed");
  return result.status === "changed" ? result.newText : undefined;
}

const startingWithBlanks = (text: string): readonly string[] =>
  text.split("\n").filter((line) => /^\t* /.test(line));

describe.each(TARGETS)("for the %s target", (target) => {
  test.each(fixtures)("no blanks in front of a line: %s", (_name, source) => {
    const known = startingWithBlanks(source);
    const found = startingWithBlanks(migrated(source, target) ?? "");
    expect(found.filter((line) => !known.includes(line))).toEqual([]);
  });

  test.each(fixtures)("no line end of another kind: %s", (_name, source) => {
    const crlf = source.replaceAll(/\r?\n/g, "\r\n");
    expect(migrated(crlf, target) ?? "").not.toMatch(/[^\r]\n/);
  });

  test.each(Object.entries(OWN))("is migrated and keeps its comments: %s", (_name, source) => {
    const text = migrated(TABS + source, target) as string;
    for (const [comment] of source.matchAll(/;.*/g)) {
      expect(text).toContain(comment);
    }
  });
});
