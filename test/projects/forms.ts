// The forms that generated test files are made of, as text: names, bodies, whatever registers a
// test, and helpers. Most are ordinary; how many are not, the file's `awkwardness` says.

import { COMMENTS, indented } from "./layout.js";
import type { Random } from "./random.js";

/** A function that registers tests, and how to call it. */
export interface Helper {
  readonly name: string;
  readonly definition: string;
  readonly call: (file: FileContext) => string;
}

/** What the file that is being written may use. */
export interface FileContext {
  readonly random: Random;
  /** From 0 (nothing but ordinary code) to 1. */
  readonly awkwardness: number;
  readonly hasRichPrelude: boolean;
  /** Whether the runner depends on nothing that a project may define, and evaluates names. */
  readonly mayRebind: boolean;
  readonly helpers: Helper[];
  readonly values: string[];
  readonly counters: string[];
  /** Numbers that make names unlike each other, shared by the project. */
  readonly numbers: { next: number };
}

/** Names that are errors, on the example's module: it prints them as its successor does not. */
const ERROR_NAMES = false;

/** Conditions that are errors: a `do` around them drops the error, and the pipeline does not. */
const ERROR_CONDITIONS = true;

/** What the example's `map` calls, defined anew: what such a `map` gives is no list of stages. */
const REBOUND_BELOW_MAP = true;

export const fresh = (file: FileContext): number => file.numbers.next++;

/** With the weight where the file is awkward, and less where it is not. */
const odd = (file: FileContext, weight: number): number => weight * file.awkwardness;

const WORDS = ["adds", "takes", "parses", "prints", "keeps order", "is empty", "a/b", "x -> y"];

/** A string literal that names a test. */
export function plainName(file: FileContext): string {
  return `"${file.random.pick(WORDS)} ${fresh(file)}"`;
}

export function testName(file: FileContext): string {
  const { random, counters, values } = file;
  const number = fresh(file);
  const counter = counters.length > 0 ? random.pick(counters) : undefined;
  return random.weighted([
    [60, () => plainName(file)],
    [odd(file, 8), () => oddString(file)],
    [odd(file, 3), () => '"the same"'],
    [5, () => `(str "n" ${number})`],
    [odd(file, 3), () => `(str "n" (+ ${number} 1) "-" (len "abc"))`],
    [counter ? 8 : 0, () => `(str "count " (atom/get ${counter}))`],
    [counter ? odd(file, 6) : 0, () => `(str "bumped " (bump-${counter}))`],
    [
      counter ? odd(file, 4) : 0,
      () => `(do (atom/add! ${counter} 1) (str "${number} " (atom/get ${counter})))`,
    ],
    [values.length > 0 ? 4 : 0, () => `(str "of " ${random.pick(values)})`],
    [file.mayRebind ? odd(file, 2) : 0, () => `{str "code " ${number}}`],
    [ERROR_NAMES || file.mayRebind ? odd(file, 1) : 0, () => `(error "no name")`],
  ]);
}

function oddString(file: FileContext): string {
  const text = file.random.pick([
    "; no comment",
    "(test/define ",
    "} {",
    '\\"quoted\\"',
    "back\\\\slash",
    "line\\nbreak",
    "two\n  lines",
    "tab\\t",
    "λ ✅",
    "%s",
    "",
  ]);
  return `"${text}${file.random.chance(0.8) ? fresh(file) : ""}"`;
}

export function testBody(file: FileContext): string {
  const { random, values, counters } = file;
  const [a, b] = [random.int(1, 9), random.int(1, 9)];
  const value = values.length > 0 ? random.pick(values) : undefined;
  const counter = counters.length > 0 ? random.pick(counters) : undefined;
  return random.weighted([
    [30, () => `{== (+ ${a} ${b}) ${a + b}}`],
    [10, () => "{true}"],
    [4, () => `{== ${a} ${a + 1}}`],
    [3, () => '{error "boom"}'],
    [8, () => `{do\n  (= {x} ${a})\n  (== (+ x ${b}) ${a + b})}`],
    [5, () => `{do\n  ; says so\n  (println "in the body" ${a})\n  true}`],
    [5, () => `{test/assert-eq ${a} ${a} "the same"}`],
    [3, () => `{if (== ${a} ${a}) {true} {false}}`],
    [value ? 12 : 0, () => `{== ${value} ${value}}`],
    [value ? 4 : 0, () => `{do (println ${value}) (> ${value} 5)}`],
    [odd(file, 4), () => '{== "a ; )\n   b" "a ; )\n   b"}'],
    [odd(file, 3), () => '{== {a (b) "c" ; d\n   } {a (b) "c"}}'],
    [odd(file, 3), () => `{do (def {late} ${a}) (== late ${a})}`],
    [odd(file, 2), () => `{== (len {test/define "x" {1}}) 3}`],
    [odd(file, 2), () => `(list == ${a} ${a})`],
    [odd(file, 2), () => "`(== ,(+ 1 1) 2)"],
    [odd(file, 1), () => '{test/define "inner" {true}}'],
    [odd(file, 1), () => '{== test-name "adds"}'],
    [odd(file, 1), () => "{}"],
    [odd(file, 1), () => `{do (fun {plist/get ps key} {0}) true}`],
    [odd(file, 1), () => `{do (def {otherwise} 0) true}`],
    [file.mayRebind ? odd(file, 1) : 0, () => `{do (def {foldl} 5) true}`],
    [counter ? odd(file, 3) : 0, () => `{do (atom/add! ${counter} 1) true}`],
    [odd(file, 1), () => "'(== 1 1)"],
    [odd(file, 1), () => "nil"],
    [value ? odd(file, 1) : 0, () => value as string],
  ]);
}

export function testForm(file: FileContext): string {
  const [name, body] = [testName(file), testBody(file)];
  return file.random.weighted([
    [10, () => `(test/define ${name} ${body})`],
    [6, () => `(test/define ${name}\n  ${indented(body)})`],
    [2, () => `(test/define ${name}\n  ; ${fresh(file)}, and why\n  ${indented(body)})`],
    [odd(file, 1), () => `(test/define\n  ${name}\n  ${indented(body)}\n)`],
    [odd(file, 1), () => `(test/define ${name} ${body} ; behind\n)`],
    [odd(file, 0.3), () => `(test/define ${name})`],
    [odd(file, 0.3), () => `(test/define ${name} ${body} ${body})`],
  ]);
}

/** Code that registers tests when it is evaluated, `depth` levels deep at most. */
export function registering(file: FileContext, depth = 2): string {
  const { random, helpers } = file;
  const isDeep = depth > 0;
  return random.weighted([
    [45, () => testForm(file)],
    [helpers.length > 0 ? 25 : 0, () => random.pick(helpers).call(file)],
    [isDeep ? 6 : 0, () => conditional(file, depth - 1)],
    [isDeep ? 6 : 0, () => group(file, depth - 1)],
    [6, () => loop(file)],
    [odd(file, 1), () => `(${testForm(file)})`],
    [odd(file, 1), () => `(eval {${testForm(file).slice(1, -1)}})`],
  ]);
}

/** `(f a)` as the code of a branch, as people write it. */
function branch(file: FileContext, code: string): string {
  const isCall = code.startsWith("(") && code.endsWith(")");
  return isCall && file.random.chance(0.8) ? `{${code.slice(1, -1)}}` : `{${code}}`;
}

function condition(file: FileContext): string {
  const { random, values, counters } = file;
  return random.weighted([
    [4, () => "1"],
    [4, () => "0"],
    [4, () => "(== 1 1)"],
    [2, () => "(== 1 2)"],
    [2, () => "true"],
    [values.length > 0 ? 4 : 0, () => `(> ${random.pick(values)} 5)`],
    [counters.length > 0 ? odd(file, 3) : 0, () => `(> (atom/get ${random.pick(counters)}) 0)`],
    [odd(file, 1), () => '(error? (read "("))'],
    [ERROR_CONDITIONS ? odd(file, 1) : 0, () => "(nosuch 1)"],
    [odd(file, 0.5), () => '(do (println "asked") 1)'],
  ]);
}

function conditional(file: FileContext, depth: number): string {
  const { random, hasRichPrelude } = file;
  const inner = (): string => registering(file, depth);
  const empty = (): string =>
    random.weighted([
      [6, () => "{}"],
      [2, () => "{nil}"],
      [2, () => "{0}"],
      [2, () => '{println "left out"}'],
      [odd(file, 1), () => '{error "x"}'],
      [odd(file, 1), () => "{id 1}"],
      [odd(file, 1), () => "{ ; nothing\n  nil}"],
    ]);
  const test = condition(file);
  const lines = (...parts: string[]): string => parts.map((part) => indented(part)).join("\n  ");
  return random.weighted([
    [10, () => `(if ${lines(test, branch(file, inner()), empty())})`],
    [6, () => `(if ${lines(test, branch(file, inner()), branch(file, inner()))})`],
    [3, () => `(if ${lines(test, empty(), branch(file, inner()))})`],
    [
      5,
      () => `(if ${lines(test, `{do\n  ${indented(inner())}\n  ${indented(inner())}}`, empty())})`,
    ],
    [2, () => `(if ${lines(test, branch(file, inner()))})`],
    [
      3,
      () =>
        `(select\n  {${test} ${indented(inner())}}\n  {otherwise ${random.chance(0.5) ? indented(inner()) : "nil"}})`,
    ],
    [
      hasRichPrelude ? 2 : 0,
      () => `(case ${random.int(1, 2)}\n  {{1} {${inner()}}}\n  {{2} {${inner()}}})`,
    ],
    [hasRichPrelude ? 2 : 0, () => `(when ${test} {${inner()}})`],
  ]);
}

function group(file: FileContext, depth: number): string {
  const { random } = file;
  const inner = (): string => indented(registering(file, depth));
  return random.weighted([
    [8, () => `(do\n  ${inner()}\n  ${inner()})`],
    [3, () => `(do\n  (println "between")\n  ${inner()})`],
    [3, () => `(do\n  ${inner()}\n  (println "and then")\n  ${inner()})`],
    [2, () => `(do ; both\n  ${inner()}\n  ${inner()})`],
    [1, () => `(do ${inner()})`],
    [1, () => `(do\n  ${inner()}\n  nil)`],
    [odd(file, 2), () => `(do (do ${inner()}))`],
    [odd(file, 2), () => `(do\n  (= {local} ${random.int(1, 9)})\n  ${inner()})`],
    [odd(file, 2), () => `(do ${inner()} ; z\n)`],
    [odd(file, 2), () => `(do\n  ${flag(file)}\n  ${inner()})`],
    [odd(file, 1), () => `(do (def {grouped} ${fresh(file)}) ${inner()})`],
    [odd(file, 1), () => `( ; why\n do ${inner()})`],
    [odd(file, 1), () => `(list ${inner()} ${inner()})`],
  ]);
}

function loop(file: FileContext): string {
  const { random, helpers, hasRichPrelude } = file;
  const number = fresh(file);
  const items = random.pick(['(list "a" "b" "c")', "{1 2 3}", "(list 1 2)", "{}", "{1}"]);
  const name = random.pick([`(str "loop ${number} " x)`, `(str x " of ${number}")`]);
  const body = testBody(file);
  const lambda = `(\\ {x} {test/define ${name} ${indented(body)}})`;
  const one = helpers.find(({ call }) => / "[^"]*"\)$/.test(call(file)));
  return random.weighted([
    [8, () => `(map ${lambda} ${items})`],
    [3, () => `(map\n  ${lambda}\n  ${items})`],
    [one ? 3 : 0, () => `(map ${one?.name} (list "l${number}" "m${number}"))`],
    [hasRichPrelude ? 3 : 0, () => `(each ${lambda} ${items})`],
    [odd(file, 2), () => `(foldl (\\ {_ x} {test/define ${name} ${body}}) nil ${items})`],
    [odd(file, 1), () => `(map (\\ {x} {do (println x) (test/define ${name} ${body})}) ${items})`],
    [odd(file, 1), () => `(map (\\ {x} {if (> x 1) {test/define ${name} {true}} {}}) {1 2 3})`],
    [odd(file, 1), () => `(def {done} (map ${lambda} ${items}))`],
    [odd(file, 1), () => `(map (test/define "part ${number}") (list {true} {== 1 2}))`],
  ]);
}

export function flag(file: FileContext): string {
  return file.random.weighted([
    [4, () => "(test/debug 1)"],
    [2, () => "(test/debug 0)"],
    [4, () => "(test/expect-exit 1)"],
    [3, () => "(test/expect-exit 0)"],
    [3, () => '(test/skip "not today")'],
    [odd(file, 2), () => "(test/expect-exit (+ 0 1))"],
    [odd(file, 1), () => '(test/skip (str "until " 2030))'],
    [odd(file, 0.3), () => "(test/debug)"],
  ]);
}

const HELPER_NAMES = ["check", "verify", "it", "expect", "each-way", "case", "both", "spec", "t"];

/** A name for a helper that no other one of the project has, but for the awkward. */
function helperName(file: FileContext): string {
  const { random } = file;
  return random.weighted([
    [20, () => `${random.pick(HELPER_NAMES)}-${fresh(file)}`],
    [6, () => random.pick(["check", "verify", "it", "spec"])],
    [odd(file, 2), () => "case"],
    [odd(file, 1), () => "test"],
    [odd(file, 1), () => "id"],
    [odd(file, 1), () => "test/case"],
  ]);
}

export function makeHelper(file: FileContext): Helper {
  const { random, helpers } = file;
  const name = helperName(file);
  const number = fresh(file);
  const inner = helpers.length > 0 ? random.pick(helpers) : undefined;
  const named = (definition: string, call: Helper["call"]): Helper => ({ name, definition, call });
  const fun = (parameters: string, code: string): string =>
    random.weighted([
      [8, () => `(fun {${name} ${parameters}} {${code}})`],
      [4, () => `(fun {${name} ${parameters}} {\n  ${indented(code)}\n})`],
      [2, () => `(def {${name}} (\\ {${parameters}} {${code}}))`],
      [odd(file, 1), () => `(fun {${name} ${parameters}} { ; helps\n  ${indented(code)}})`],
      [odd(file, 1), () => `(fun\n  {${name} ${parameters}} ; head\n  {${code}})`],
    ]);
  const withName = (context: FileContext): string => `(${name} ${plainName(context)})`;
  const withBody = (context: FileContext): string =>
    `(${name} ${testName(context)} ${testBody(context)})`;
  const [a, b] = random.pick([
    ["name", "body"],
    ["n", "b"],
    ["test", "body"],
    ["suite", "code"],
    ["id", "x"],
    ["what", "stage"],
  ]);
  const doing = (...forms: readonly string[]): string =>
    random.chance(0.75) ? `do\n  ${forms.join("\n  ")}` : forms.join("\n  ");
  return random.weighted([
    [10, () => named(fun(`${a} ${b}`, `test/define ${a} ${b}`), withBody)],
    [5, () => named(fun(`${a} ${b}`, `test/define (str "h${number} " ${a}) ${b}`), withBody)],
    [6, () => named(fun(a, `test/define ${a} {== (+ 1 2) 3}`), withName)],
    [
      8,
      () =>
        named(
          fun(
            a,
            doing(
              `(test/define (str ${a} " one") {true})`,
              `(test/define (str ${a} " two") ${testBody(file)})`,
            ),
          ),
          withName,
        ),
    ],
    [
      4,
      () =>
        named(
          fun(a, doing(`(= {full} (str "f${number} " ${a}))`, "(test/define full {true})")),
          withName,
        ),
    ],
    [3, () => named(fun(a, doing(`(println "for" ${a})`, `(test/define ${a} {true})`)), withName)],
    [
      3,
      () =>
        named(
          fun(
            a,
            doing(`(test/define ${a} {true})`, random.pick(["true", a, "nil", "(println 1)"])),
          ),
          withName,
        ),
    ],
    [
      4,
      () =>
        named(
          fun(
            `c ${a}`,
            `if c {test/define ${a} {true}} ${random.pick(["{}", "{nil}", '{error "no"}', "{0}", `{test/define (str ${a} "!") {== 1 2}}`])}`,
          ),
          (context) => `(${name} ${condition(context)} ${plainName(context)})`,
        ),
    ],
    [
      3,
      () =>
        named(
          fun(`${a} x`, `test/define ${a} (list == x ${random.int(1, 2)})`),
          (context) => `(${name} ${plainName(context)} ${context.random.int(1, 2)})`,
        ),
    ],
    [
      inner ? 6 : 0,
      () => named(fun("_", inner?.call(file).slice(1, -1) ?? ""), (_) => `(${name} 0)`),
    ],
    [
      inner ? 3 : 0,
      () => named(fun("_", doing(inner?.call(file) ?? "", testForm(file))), (_) => `(${name} 0)`),
    ],
    [3, () => named(fun("& _", testForm(file).slice(1, -1)), (_) => `(${name})`)],
    [
      odd(file, 3),
      () =>
        named(
          fun("& xs", `map (\\ {x} {test/define x {true}}) xs`),
          (context) => `(${name} ${plainName(context)} ${plainName(context)})`,
        ),
    ],
    [
      odd(file, 3),
      () =>
        named(
          fun(
            "n",
            `if (<= n 0) {nil} {do (test/define (str "down ${number} " n) {true}) (${name} (- n 1))}`,
          ),
          (context) => `(${name} ${context.random.int(0, 3)})`,
        ),
    ],
    [odd(file, 3), () => named(fun(a, doing(flag(file), `(test/define ${a} {true})`)), withName)],
    [
      odd(file, 2),
      () =>
        named(
          fun(
            `n ${a}`,
            `select {(== n 1) (test/define ${a} {true})} {otherwise (test/define (str ${a} n) {== 1 1})}`,
          ),
          (context) => `(${name} ${context.random.int(1, 2)} ${plainName(context)})`,
        ),
    ],
    [
      odd(file, 1),
      () => named(fun("f", `f "given ${number}" {true}`), (_) => `(${name} test/define)`),
    ],
    [
      odd(file, 1),
      () =>
        named(fun(a, `test/define ${a}`), (context) => `((${name} ${plainName(context)}) {true})`),
    ],
    [odd(file, 1), () => named(fun(a, `list (test/define ${a} {true}) 1`), withName)],
  ]);
}

/** A definition of a name that the prelude or a framework has, or may get. */
export function rebinding(file: FileContext): string {
  const { random, mayRebind } = file;
  return random.weighted([
    [4, () => "(fun {id x} {x})"],
    [2, () => "(fun {id x} {list x x})"],
    [2, () => `(def {id} ${random.int(1, 9)})`],
    [2, () => "(fun {plist/get ps key} {head ps})"],
    [1, () => "(fun {plist/set ps key value} {ps})"],
    [2, () => "(def {otherwise} 0)"],
    [mayRebind ? 1 : 0, () => "(fun {make-string n c} {str n c})"],
    [mayRebind && REBOUND_BELOW_MAP ? 2 : 0, () => "(fun {foldl xs f acc} {acc})"],
    [mayRebind ? 2 : 0, () => "(fun {map xs f} {nil})"],
    [
      3,
      () => "(fun {map f xs} {if (== xs {}) {{}} {join (list (f (head xs))) (map f (tail xs))}})",
    ],
    [2, () => "(fun {-> x & fs} {x})"],
    [2, () => "(fun {test/add x y} {+ x y})"],
    [1, () => "(def {test/add-all} 3)"],
    [2, () => "(fun {test x} {+ x 1})"],
    [1, () => "(def {test} 7)"],
    [1, () => "(def {suite} 8)"],
    [1, () => "(fun {test/run-one x} {x})"],
    [1, () => "(fun {test/context-new} {1})"],
    [1, () => '(fun {test/suite-name} {"mine"})'],
    [mayRebind ? 1 : 0, () => "(fun {not x} {x})"],
    [mayRebind ? 1 : 0, () => "(fun {fst xs} {0})"],
    [1, () => "(def {nil} {})"],
    [1, () => "(fun {comp f g} {f})"],
  ]);
}

/** A form that has nothing to do with tests. */
export function other(file: FileContext): string {
  const { random, values, counters } = file;
  const number = fresh(file);
  const value = `v${number}`;
  const counter = counters.length > 0 ? random.pick(counters) : undefined;
  return random.weighted([
    [
      6,
      () => {
        values.push(value);
        return `(def {${value}} ${random.int(1, 20)})`;
      },
    ],
    [values.length > 0 ? 2 : 0, () => `(def {${random.pick(values)}} ${random.int(1, 20)})`],
    [4, () => `(fun {plus-${number} x} {+ x ${number}}) ; no test`],
    [2, () => `(fun {twice-${number} x} {\n  ; doubled\n  * x 2\n})`],
    [3, () => `(println "loading ${number}")`],
    [
      4,
      () => {
        const name = `i${number}`;
        counters.push(name);
        const bump = random.pick([
          `(fun {bump-${name} & _} {atom/add! ${name} 1})`,
          `(def {bump-${name}} (\\ {& _} {atom/add! ${name} 1}))`,
          `(fun {add-to a} {atom/add! a 1})\n(fun {bump-${name} & _} {add-to ${name}})`,
          `(fun {bump-${name} & _} {do (atom/add! ${name} 1) (atom/get ${name})})`,
        ]);
        return `(def {${name}} (atom 0))\n${bump}`;
      },
    ],
    [counter ? 4 : 0, () => `(bump-${counter})`],
    [counter ? 2 : 0, () => `(atom/add! ${counter} 1)`],
    [counter ? odd(file, 1) : 0, () => `(map bump-${counter} {1 2})`],
    [1, () => `(def {sample-${number}} {test/define "quoted" {1}})`],
    [1, () => `(def {text-${number}} "(test/define \\"in a string\\" {1})\n  ; no comment")`],
    [odd(file, 1), () => `'(test/run {})`],
    [odd(file, 1), () => `(if ${condition(file)} {println "yes"} {println "no"})`],
    [odd(file, 0.6), () => '(error "stop")'],
    [odd(file, 0.5), () => "(nosuch 1)"],
    [odd(file, 0.5), () => "42"],
    [odd(file, 0.5), () => '"a string"'],
  ]);
}

export function comment(file: FileContext): string {
  const { random } = file;
  return random.weighted([
    [4, () => `; about ${fresh(file)}`],
    [2, () => "; ---- section ----"],
    [2, () => "; ==========\n; A banner\n; =========="],
    [odd(file, 3), () => random.pick(COMMENTS)],
  ]);
}
