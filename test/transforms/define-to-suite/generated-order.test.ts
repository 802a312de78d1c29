// Programs in which functions change what names, conditions and lists read: whatever is migrated runs
// the same tests and prints the same lines; the proof never refuses what the analysis accepts.

import { describe, expect, test } from "vitest";
import { fc } from "../../properties.js";
import type { Target } from "./fixtures.js";
import { migrateAll, runBefore, runMigrated, SCRIPT } from "./run-migrated.js";

const LOADS = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';

const HEAD = `(def {i} (atom 0))
(def {j} (atom 5))
(def {prefix} "p")
(def {on} 1)
(fun {bump x} {atom/add! i x})
(fun {twice x} {do (bump x) (bump x)})
(fun {rename p} {def {prefix} p})
(fun {switch x} {def {on} x})
(fun {say x} {print x})
(fun {label x} {str prefix x (atom/get i)})
(fun {plain x} {str x "!"})
(fun {risky x} {if on {x} {error "off"}})
(fun {case n b} {test/define n b})
(fun {named n} {test/define (label n) {true}})
(fun {when c n} {if c {case n {true}} {print n}})
`;

/** A list has no place for a flag that a function sets. */
const QUIET: Readonly<Record<Target, string>> = {
  builder: "(fun {quiet n} {test/debug n})\n",
  list: '(fun {quiet n} {test/define (str "q" n) {true}})\n',
};

let count = 0;
const fresh = (): string => `"t${count++}"`;

const number = fc.constantFrom(
  "0",
  "1",
  "(+ 1 1)",
  "on",
  "(atom/get i)",
  "(atom/get j)",
  "nobody",
  "(risky 1)",
);
const name = fc
  .constantFrom("label", "plain", "str", "printed", "literal", "changing")
  .map((kind) => {
    const own = fresh();
    const names: Readonly<Record<string, string>> = {
      label: `(label ${own})`,
      plain: `(plain ${own})`,
      str: `(str prefix ${own})`,
      printed: `(do (say "naming") ${own})`,
      literal: own,
      changing: `(str (bump 1) ${own})`,
    };
    return names[kind] as string;
  });

const moving = fc.constantFrom(
  "(bump 1)",
  "(twice 2)",
  "(map bump (list 1 2))",
  '(rename "q")',
  "(switch 0)",
  '(say "moved")',
  '(print "moved")',
  "(def {other} 1)",
  "(def {other} (atom/get i))",
  '(def {prefix} "r")',
  "(atom/add! j 1)",
  "(fun {local prefix} {str prefix})",
  "(fun {plain x} {str x})",
  "(= {on} 0)",
);

const registering = fc.oneof(
  name.map((own) => `(test/define ${own} {true})`),
  name.map((own) => `(case ${own} {do (bump 1) (rename "s") true})`),
  fc.constant(0).map(() => `(named ${fresh()})`),
  fc.tuple(number, name).map(([c, own]) => `(if ${c} {test/define ${own} {true}} {})`),
  fc
    .tuple(number, name, number)
    .map(([c, own, n]) => `(if ${c} {case ${own} {true}} {risky ${n}})`),
  fc.tuple(number, name).map(([c, own]) => `(if ${c} {test/define ${own} {true}} {say "no"})`),
  fc.tuple(number, name).map(([c, own]) => `(when ${c} ${own})`),
  fc.tuple(name, name).map(([a, b]) => `(map (\\ {n} {test/define n {true}}) (list ${a} ${b}))`),
  fc.tuple(name, name).map(([a, b]) => `(map named (list ${a} ${b}))`),
  fc
    .tuple(number, name, name)
    .map(([c, a, b]) => `(do (if ${c} {named ${a}} {}) (test/define ${b} {true}))`),
  name.map((own) => `(do (say "before") (test/define ${own} {true}))`),
  number.map((n) => `(test/debug (- ${n} ${n}))`),
  number.map((n) => `(quiet (* ${n} 0))`),
  name.map((own) => `(test/suite ${own})`),
);

const program = fc
  .array(fc.oneof({ weight: 2, arbitrary: registering }, { weight: 1, arbitrary: moving }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((forms) => forms.join("\n"));

/** What a script shows of its tests; where none ran, how it said so does not matter. */
function same(before: ReturnType<typeof runBefore>, after: ReturnType<typeof runBefore>): void {
  expect(after.tests).toEqual(before.tests);
  if (before.tests.length > 0) {
    expect(after).toEqual(before);
  }
}

/** What the proof says against an order that the analysis accepts. */
const OWN_CODES: ReadonlySet<string> = new Set([
  "proof-evaluated-later",
  "proof-error-lost",
  "proof-graph-names",
]);

describe.each<Target>(["builder", "list"])("for the %s target", (target) => {
  const check = (files: Readonly<Record<string, string>>, tally: { changed: number }): void => {
    const results = [...migrateAll(files, target).values()];
    const failures = results.flatMap((one) => (one.status === "failed" ? one.failures : []));
    expect(failures.filter(({ code }) => OWN_CODES.has(code))).toEqual([]);
    if (results.every(({ status }) => status === "changed")) {
      tally.changed++;
      same(runBefore(files), runMigrated(files, target));
    }
  };

  test("a file shows the same, or is refused", () => {
    const tally = { changed: 0 };
    fc.assert(
      fc.property(program, (forms) => {
        check({ [SCRIPT]: `${LOADS}${HEAD}${QUIET[target]}${forms}\n(test/run {})\n` }, tally);
      }),
      { numRuns: 150 },
    );
    expect(tally.changed).toBeGreaterThan(20);
  });

  test("a file and one that it loads show the same, or are refused", () => {
    const tally = { changed: 0 };
    fc.assert(
      fc.property(program, program, (above, part) => {
        const files = {
          [SCRIPT]: `${LOADS}(load "test/head.valk")\n${above}\n(load "test/part.valk")\n(test/define "last" {true})\n(test/run {})\n`,
          "test/head.valk": HEAD + QUIET[target],
          "test/part.valk": `(load "test/head.valk")\n${part}\n`,
        };
        check(files, tally);
      }),
      // Most of such parts are refused, for what may be an error in them.
      { numRuns: 300 },
    );
    expect(tally.changed).toBeGreaterThan(2);
  });
});
