// Seeded corruptions: a correct migration with one thing wrong must be rejected, under its code.
// The table names the wrongs that matter; the loops below it try every character and every line.

import { describe, expect, test } from "vitest";
import { FAILURE_POINTS } from "../../src/proof/proof.js";
import type { ProofFailureCode, ProofInput } from "../../src/proof/prove.js";
import { codesOf, type MigrationPair, provePair } from "./migration-pair.js";
import {
  ASYNC,
  COMMENTS,
  DEFAULT_NAME,
  FLAGS,
  inCrlf,
  LAYOUT,
  LIST,
  LIST_ASYNC,
  LIST_DEFAULT,
  PAIRS,
  TWO_SUITES,
} from "./pairs.js";

/** What is wrong, in which pair, how the new text comes to be wrong, and the code that says so. */
type Corruption = readonly [
  wrong: string,
  pair: MigrationPair,
  corrupt: (text: string) => string,
  code: ProofFailureCode,
];

/** Replaces text that must be there, once. */
const swap = (from: string, to: string) => (text: string) => {
  if (!text.includes(from)) throw new Error(`not in the text: ${from}`);
  return text.replace(from, () => to);
};

/** Exchanges two texts that must be there. */
const exchange = (a: string, b: string) => (text: string) =>
  swap("\0", b)(swap(b, a)(swap(a, "\0")(text)));

const BUMPS = '    (test/add "bumps" {== (bump 1) 11})\n';
const HELPER = "; adds to the base\n(fun {bump n} {+ base n})\n";
const TESTS_OF_FLAGS = ['(test/add "a" {true})', '(test/add "b" {== "\\\\ {x}" "\\"✅"})'] as const;

const HEADER = "; Header of the file\n; in two lines\n\n";
const headerInside = (text: string): string =>
  swap(
    "    ; ---- tests ----",
    `    ${HEADER.replace("\n; in", "\n    ; in")}    ; ---- tests ----`,
  )(swap(HEADER, "")(text));

const CORRUPTIONS: readonly Corruption[] = [
  // Point 1: tests, their order and mode, the suite, flags, the run.
  ["a dropped test", LAYOUT, swap(BUMPS, ""), "proof-tests-differ"],
  ["a duplicated test", LAYOUT, swap(BUMPS, BUMPS + BUMPS), "proof-tests-differ"],
  [
    "a test replaced by a copy of another",
    FLAGS,
    swap(TESTS_OF_FLAGS[0], TESTS_OF_FLAGS[1]),
    "proof-tests-differ",
  ],
  ["tests in another order", FLAGS, exchange(...TESTS_OF_FLAGS), "proof-order"],
  ["a test renamed", LAYOUT, swap('"bumps"', '"jumps"'), "proof-test-name"],
  ["a body changed", LAYOUT, swap("(bump 1)", "(bump 2)"), "proof-test-body"],
  ["a body cut", LAYOUT, swap("{== (bump 1) 11}", "{== (bump 1)}"), "proof-test-body"],
  ["a body extended", LAYOUT, swap("{== (bump 1) 11}", "{== (bump 1) 11 1}"), "proof-test-body"],
  ["other brackets", LAYOUT, swap("{== (bump 1) 11}", "(== (bump 1) 11)"), "proof-test-body"],
  ["tokens run together", LAYOUT, swap("(+ 1 2)", "(+ 12)"), "proof-test-body"],
  ["a token split", LAYOUT, swap(" 11}", " 1 1}"), "proof-test-body"],
  ["sync made async", LAYOUT, swap("test/add ", "test/add-async "), "proof-test-mode"],
  ["async made sync", ASYNC, swap("test/add-async ", "test/add "), "proof-test-mode"],
  ["another suite name", LAYOUT, swap('"Arithmetic"', '"Algebra"'), "proof-suite"],
  ["the overruled suite", TWO_SUITES, swap('"Second"', '"A\n  B"'), "proof-suite"],
  ["not the default name", DEFAULT_NAME, swap("Valkyria", "Other"), "proof-suite"],
  [
    "a comment at the default name",
    DEFAULT_NAME,
    swap('(test/suite "V', '(test/suite ; new\n "V'),
    "proof-suite",
  ],
  ["a changed flag", FLAGS, swap("(test/debug 0)", "(test/debug 1)"), "proof-flags"],
  ["a dropped flag", FLAGS, swap("    (test/expect-exit 1)\n", ""), "proof-flags"],
  [
    "a flag too many",
    FLAGS,
    swap("    (test/run)", "    (test/debug 1)\n    (test/run)"),
    "proof-flags",
  ],
  ["another flag", FLAGS, swap("test/expect-exit", "test/debug"), "proof-flags"],
  [
    "a flag between other tests",
    FLAGS,
    (text) =>
      swap(
        "    (test/run)",
        "    (test/debug 1)\n    (test/run)",
      )(swap("    (test/debug 1)\n", "")(text)),
    "proof-flags",
  ],
  [
    "a flag moved behind the tests",
    { ...FLAGS, old: FLAGS.old.replace(" ; quiet", ""), new: FLAGS.new.replace(" ; quiet", "") },
    (text) => exchange("(test/expect-exit 1)", '(test/add "b" {== "\\\\ {x}" "\\"✅"})')(text),
    "proof-order",
  ],
  ["another argument of the run", ASYNC, swap("      aio))", "      oia))"), "proof-runner"],
  ["no argument of the run", ASYNC, swap("      aio))", "      ))"), "proof-new-not-understood"],
  [
    "the ignored argument kept",
    LAYOUT,
    swap("(test/run)", "(test/run {})"),
    "proof-new-not-understood",
  ],
  ["another run", LAYOUT, swap("(test/run)", "(test/run-async aio)"), "proof-runner"],
  ["no run", LAYOUT, swap("    (test/run))", "    )"), "proof-new-not-understood"],
  [
    "a stage behind the run",
    LAYOUT,
    swap("(test/run))", "(test/run) (id))"),
    "proof-new-not-understood",
  ],
  ["a stage nobody knows", LAYOUT, swap("(test/add ", "(test/append "), "proof-new-not-understood"],
  [
    "a stage that is no call",
    LAYOUT,
    swap("    (test/run)", "    id (test/run)"),
    "proof-new-not-understood",
  ],
  [
    "an old call in the pipeline",
    LAYOUT,
    swap("(test/add ", "(test/define "),
    "proof-new-not-understood",
  ],
  [
    "an old call beside the pipeline",
    LAYOUT,
    swap("(-> ", "(test/debug 1)\n(-> "),
    "proof-new-not-understood",
  ],
  [
    "a test beside the pipeline",
    LAYOUT,
    swap("(-> ", '(test/add "x" {1})\n(-> '),
    "proof-new-not-understood",
  ],
  [
    "a second pipeline",
    LAYOUT,
    (text) => `${text}(-> (test/suite "B") (test/run))\n`,
    "proof-new-not-understood",
  ],
  ["no pipeline", LAYOUT, swap("(-> (test/suite", "(=> (test/suite"), "proof-new-not-understood"],
  [
    "a suite with two names",
    LAYOUT,
    swap('"Arithmetic"', '"Arithmetic" 1'),
    "proof-new-not-understood",
  ],
  ["a test with three arguments", LAYOUT, swap(" 11})", " 11} {})"), "proof-new-not-understood"],
  [
    "a flag with two arguments",
    FLAGS,
    swap("(test/debug 0)", "(test/debug 0 0)"),
    "proof-new-not-understood",
  ],

  // Point 2: comments.
  ["a lost comment", LAYOUT, swap("    ; go\n", ""), "proof-comment-lost"],
  ["a lost comment in a body", COMMENTS, swap(" ; compares", ""), "proof-comment-lost"],
  ["a lost comment in another form", COMMENTS, swap(" ; inside", ""), "proof-comment-lost"],
  ["a lost comment in the suite", COMMENTS, swap(" ; named here", ""), "proof-comment-lost"],
  ["a lost banner", LAYOUT, swap("    ; ==== addition ====\n", ""), "proof-comment-lost"],
  ["a lost comment at the end", COMMENTS, swap("; far below\n", ""), "proof-comment-lost"],
  [
    "the overruled suite lost",
    TWO_SUITES,
    swap('    ; (test/suite "A\n    ;   B")\n', ""),
    "proof-comment-lost",
  ],
  ["a line of it lost", TWO_SUITES, swap('    ;   B")\n', ""), "proof-comment-lost"],
  [
    "a duplicated comment",
    LAYOUT,
    swap("    ; go\n", "    ; go\n    ; go\n"),
    "proof-comment-added",
  ],
  ["a new comment", LAYOUT, swap("    ; go\n", "    ; hello\n    ; go\n"), "proof-comment-added"],
  [
    "a new comment in a body",
    LAYOUT,
    swap("(bump 1) 11", "(bump 1) ; new\n 11"),
    "proof-comment-added",
  ],
  ["an altered comment", LAYOUT, swap("; go", "; gone"), "proof-comment-lost"],
  ["an altered comment, what is new", LAYOUT, swap("; go", "; gone"), "proof-comment-added"],
  ["blanks behind a comment", LAYOUT, swap("; go", "; go "), "proof-comment-added"],
  [
    "a comment moved to another test",
    COMMENTS,
    (text) =>
      swap(
        "    (test/add `sec",
        "    ; about the first\n    ; in two lines\n    (test/add `sec",
      )(swap("    ; about the first\n    ; in two lines\n", "")(text)),
    "proof-comment-moved",
  ],
  [
    "a trailing comment moved to another test",
    COMMENTS,
    (text) =>
      swap("      y)})", "      y)}) ; behind the test")(swap(" ; behind the test", "")(text)),
    "proof-comment-moved",
  ],
  [
    "a trailing comment on a line of its own",
    COMMENTS,
    swap(") ; behind the test", ")\n    ; behind the test"),
    "proof-comment-moved",
  ],
  [
    "a comment set off from its test",
    COMMENTS,
    swap("    ; in two lines\n    (test/add", "    ; in two lines\n\n    (test/add"),
    "proof-comment-moved",
  ],
  [
    "a comment set off from its form",
    LAYOUT,
    swap("; adds to the base\n", "; adds to the base\n\n"),
    "proof-comment-moved",
  ],
  [
    "lines of a comment in another order",
    COMMENTS,
    exchange("    ; about the first\n", "    ; in two lines\n"),
    "proof-comment-moved",
  ],
  [
    "a comment moved inside its test",
    COMMENTS,
    (text) =>
      swap(
        "      } ; closes",
        "      ; nothing more\n      } ; closes",
      )(swap("        ; nothing more\n", "")(swap("(== two 2)", "(== two 2)")(text)))
        .replace(" ; compares\n", "\n")
        .replace("      } ;", "      ; compares\n      } ;"),
    "proof-comment-moved",
  ],
  [
    "a comment in a body on a line of its own",
    COMMENTS,
    swap("(== two 2) ; compares", "(== two 2)\n        ; compares"),
    "proof-comment-moved",
  ],
  [
    "a banner behind the test that it stood above",
    LAYOUT,
    (text) =>
      swap(
        BUMPS,
        `    ; ==== addition ====\n\n${BUMPS}`,
      )(swap("    ; ==== addition ====\n\n", "")(text)),
    "proof-comment-moved",
  ],
  [
    "a banner on the suite's line",
    LAYOUT,
    swap('"Arithmetic")\n\n    ; ==== addition ====', '"Arithmetic") ; ==== addition ===='),
    "proof-comment-moved",
  ],
  [
    "a helper's banner in the pipeline",
    COMMENTS,
    (text) =>
      swap(
        "    ; ---- tests ----\n",
        "    ; ---- helpers ----\n\n    ; ---- tests ----\n",
      )(swap("; ---- helpers ----\n\n", "")(text)),
    "proof-comment-moved",
  ],
  [
    "a loose comment left above the pipeline",
    COMMENTS,
    (text) =>
      swap(
        "; the name of it all",
        "; loose between tests\n\n; the name of it all",
      )(swap("    ; loose between tests\n\n", "")(text)),
    "proof-comment-moved",
  ],
  [
    "the run's comment behind the run",
    LAYOUT,
    (text) => swap("(test/run))", "(test/run)\n    ; go\n    )")(swap("    ; go\n", "")(text)),
    "proof-comment-moved",
  ],
  [
    "comments below the run in another order",
    COMMENTS,
    exchange("; below\n", "; far below\n"),
    "proof-comment-moved",
  ],
  [
    "a comment from below the run inside the pipeline",
    COMMENTS,
    (text) =>
      swap(
        "    ; the end\n",
        "    ; far below\n\n    ; the end\n",
      )(swap("\n; far below\n", "\n")(text)),
    "proof-comment-moved",
  ],

  // Point 3: the other forms.
  ["a dropped form", LAYOUT, swap("(def {base} 10) ; start here\n", ""), "proof-form-lost"],
  [
    "a duplicated form",
    LAYOUT,
    swap("(fun {bump n} {+ base n})", "(fun {bump n} {+ base n}) (fun {bump n} {+ base n})"),
    "proof-form-added",
  ],
  ["a form added", LAYOUT, swap("(-> ", "(def {x} 1)\n(-> "), "proof-form-added"],
  ["a changed form", LAYOUT, swap("{base} 10", "{base} 11"), "proof-form-changed"],
  ["a form extended", LAYOUT, swap("{base} 10)", "{base} 10 11)"), "proof-form-changed"],
  [
    "forms in another order",
    LAYOUT,
    exchange("(def {base} 10)", "(fun {bump n} {+ base n})"),
    "proof-form-order",
  ],
  [
    "a form moved below the pipeline",
    LAYOUT,
    (text) => `${swap(HELPER, "")(text)}${HELPER}`,
    "proof-form-position",
  ],
  [
    "a form from below moved above",
    FLAGS,
    (text) => swap("(-> ", "(def {late} 1)\n(-> ")(swap("(def {late} 1)\n", "")(text)),
    "proof-form-position",
  ],
  [
    "forms after the run lost",
    FLAGS,
    swap("(def {late} 1)\n(shutdown 0)\n", ""),
    "proof-form-lost",
  ],

  // Point 4: strings and bytes.
  ["an altered string", FLAGS, swap('"\\\\ {x}"', '"\\\\\\\\ {x}"'), "proof-string-altered"],
  ["a line in a string shifted", LAYOUT, swap("\nlines", "\n    lines"), "proof-string-altered"],
  [
    "an altered string in a form",
    LAYOUT,
    swap("prelude.valk", "Prelude.valk"),
    "proof-string-altered",
  ],
  [
    "a line end in a string changed",
    inCrlf(LAYOUT),
    swap("two\r\nlines", "two\nlines"),
    "proof-string-altered",
  ],
  ["a final newline", DEFAULT_NAME, (text) => `${text}\n`, "proof-file-end"],
  ["no final newline", LAYOUT, (text) => text.slice(0, -1), "proof-file-end"],
  ["blanks at the end", LAYOUT, (text) => `${text} `, "proof-file-end"],
  ["LF in a CRLF file", inCrlf(LAYOUT), swap("\r\n    ; go", "\n    ; go"), "proof-line-ends"],
  ["CRLF in an LF file", LAYOUT, swap("\n    ; go", "\r\n    ; go"), "proof-line-ends"],
  ["a lone CR", LAYOUT, swap("    (test/run)", "   \r(test/run)"), "proof-line-ends"],

  // Point 4: what parts the tokens, where nothing moved and where forms did.
  ["a blank line added above", COMMENTS, swap("; one helper", "\n; one helper"), "proof-layout"],
  ["a line end within a form", COMMENTS, swap("{two} 2)", "{two}\n2)"), "proof-layout"],
  ["a blank line lost below a header", COMMENTS, swap("lines\n\n", "lines\n"), "proof-layout"],
  ["an indented form above", COMMENTS, swap("(fun {one", "  (fun {one"), "proof-layout"],
  ["an indented line above", COMMENTS, swap("  + x 1", "    + x 1"), "proof-layout"],
  ["blanks within a line", COMMENTS, swap("(def {two} 2)", "(def {two}  2)"), "proof-layout"],
  [
    "blanks before a comment",
    COMMENTS,
    swap(" ; the framework", "  ; the framework"),
    "proof-layout",
  ],
  ["a blank line below", COMMENTS, swap("; below\n\n", "; below\n\n\n"), "proof-layout"],
  ["an indented comment below", COMMENTS, swap("; far below", "  ; far below"), "proof-layout"],
  ["a blank line added at the top", LAYOUT, (text) => `\n${text}`, "proof-layout"],
  ["an indentation at the top", LAYOUT, (text) => ` ${text}`, "proof-layout"],
  ["a blank line lost in the pipeline", LAYOUT, swap("11})\n\n", "11})\n"), "proof-layout"],
  ["a blank line in a test", LAYOUT, swap("{do\n", "{do\n\n"), "proof-layout"],
  [
    "a blank line that is not blank",
    COMMENTS,
    swap("; loose between tests\n", "; loose between tests\n    "),
    "proof-layout",
  ],
  ["trailing blanks in a test", LAYOUT, swap("{do\n", "{do  \n"), "proof-layout"],
  [
    "a line of a test shifted further",
    LAYOUT,
    swap("        (= {s}", "         (= {s}"),
    "proof-layout",
  ],
  ["a line of a test shifted less", LAYOUT, swap("      {do", "  {do"), "proof-layout"],
  [
    "a comment of a test shifted further",
    LAYOUT,
    swap("      ; plain", "       ; plain"),
    "proof-layout",
  ],
  ["a whole test shifted further", LAYOUT, swap(BUMPS, ` ${BUMPS}`), "proof-layout"],
  [
    "a line inside a string shifted",
    LAYOUT,
    swap('lines")', '    lines")'),
    "proof-string-altered",
  ],
  [
    "a blank line in the suite",
    COMMENTS,
    swap('      "Comments"', '\n      "Comments"'),
    "proof-layout",
  ],
  ["a header behind the pipeline's head", COMMENTS, headerInside, "proof-comment-moved"],

  // Point 5: what does not parse.
  [
    "a closer behind a comment",
    COMMENTS,
    swap(" (test/run)) ; now", " (test/run) ; now)"),
    "proof-read-error",
  ],
  [
    "a closer in a comment",
    LAYOUT,
    swap("    ; go\n    (test/run))", "    (test/run) ; go)"),
    "proof-read-error",
  ],
  ["a closer too many", LAYOUT, (text) => `${text.trimEnd()})\n`, "proof-read-error"],
  ["a bad escape", LAYOUT, swap("two\n", "two\\q"), "proof-read-error"],
  ["an unclosed string", LAYOUT, swap('lines"', "lines"), "proof-read-error"],
  ["spaced empty brackets", LAYOUT, swap("(test/run)", "(test/run ( ))"), "proof-read-error"],

  // The list target.
  [
    "a dropped entry",
    LIST,
    swap('    (test "b" {true})) ; two', "    ) ; two"),
    "proof-tests-differ",
  ],
  [
    "entries in another order",
    { ...LIST, old: LIST.old.replace(" ; two", ""), new: LIST.new.replace(" ; two", "") },
    (text) =>
      text
        .replace('(test "a" ; one\n      {== "x\n y" 1})', "\0")
        .replace('(test "b" {true})', '(test "a" ; one\n      {== "x\n y" 1})')
        .replace("\0", '(test "b" {true})'),
    "proof-order",
  ],
  ["an entry made async", LIST, swap("(test ", "(test-async "), "proof-test-mode"],
  ["another name in the options", LIST, swap('"List"', '"Liste"'), "proof-suite"],
  ["no name in the options", LIST, swap(':suite-name "List" ', ""), "proof-suite"],
  ["not the default name in the options", LIST_DEFAULT, swap("Valkyria", "V"), "proof-suite"],
  ["another flag value", LIST, swap(":debug 1", ":debug 0"), "proof-flags"],
  ["a flag left out", LIST, swap(":debug 1 ", ""), "proof-flags"],
  ["another flag instead", LIST_ASYNC, swap(":expected-exit one", ":debug one"), "proof-flags"],
  ["the overruled flag", LIST_ASYNC, swap(":expected-exit one", ":expected-exit 0"), "proof-flags"],
  ["another reason", LIST, swap('"not now"', '"not ever"'), "proof-flags"],
  ["a reason without the switch", LIST, swap(":skip-suite 1 ", ""), "proof-new-not-understood"],
  [
    "the switch without a reason",
    LIST,
    swap(':skip-reason "not now" ', ""),
    "proof-new-not-understood",
  ],
  ["the switch off", LIST, swap(":skip-suite 1", ":skip-suite 0"), "proof-new-not-understood"],
  ["an unknown option", LIST, swap(":debug 1", ":verbose 1"), "proof-new-not-understood"],
  ["an option twice", LIST, swap(":debug 1", ":debug 1 :debug 1"), "proof-new-not-understood"],
  ["an option without a value", LIST, swap(":debug 1", ":debug"), "proof-new-not-understood"],
  [
    "a quoted value that needs evaluation",
    LIST_ASYNC,
    swap(
      '(list :expected-exit one :suite-name (join "A" "B"))',
      '{:expected-exit one :suite-name (join "A" "B")}',
    ),
    "proof-new-not-understood",
  ],
  [
    "options that are no list",
    LIST_DEFAULT,
    swap('{:suite-name "Valkyria Test Suite"}', "options"),
    "proof-new-not-understood",
  ],
  ["entries that are no list", LIST_DEFAULT, swap("{}", "tests"), "proof-new-not-understood"],
  [
    "an entry that is no call",
    LIST,
    swap('(test "b" {true})', '{test "b" {true}}'),
    "proof-new-not-understood",
  ],
  ["an entry of the builder", LIST, swap('(test "b"', '(test/add "b"'), "proof-new-not-understood"],
  ["too many arguments of the run", LIST_DEFAULT, swap("{}", "{} {}"), "proof-new-not-understood"],
  [
    "no list",
    LIST_DEFAULT,
    swap('(test/run {}\n  {:suite-name "Valkyria Test Suite"})', "(test/run)"),
    "proof-new-not-understood",
  ],
  ["another event loop", LIST_ASYNC, swap("(aio/start)", "(aio/stop)"), "proof-runner"],
  [
    "another runner",
    { ...LIST_DEFAULT },
    swap("(test/run {}", "(test/run-async aio {}"),
    "proof-runner",
  ],
  ["a second run", LIST, (text) => `${text}(test/run (list))\n`, "proof-new-not-understood"],
  [
    "an entry beside the list",
    LIST,
    swap("(def {late} 1)", '(test "late" {1})'),
    "proof-new-not-understood",
  ],
  ["a comment of a flag lost", LIST, swap("    ; why\n", ""), "proof-comment-lost"],
  ["a comment of an entry moved", LIST, exchange(" ; one", " ; two"), "proof-comment-moved"],
  [
    "the run's comment moved behind the run",
    LIST,
    (text) => swap("; gone\n", "; gone\n; go\n")(swap("  ; go\n", "")(text)),
    "proof-comment-moved",
  ],
];

describe("a seeded corruption is rejected under its code", () => {
  test.each(CORRUPTIONS)("%s", (_wrong, pair, corrupt, code) => {
    const corrupted = corrupt(pair.new);
    expect(codesOf(provePair(pair))).toEqual([]);
    expect(corrupted).not.toBe(pair.new);
    expect(codesOf(provePair({ ...pair, new: corrupted }))).toContain(code);
  });

  test("every code of the comparison is in the table", () => {
    const elsewhere = [
      "proof-old-not-understood",
      "proof-bytes-outside-edits",
      "proof-edits-invalid",
      "proof-error-lost",
      "proof-evaluated-later",
      "proof-markdown-blocks",
      "proof-new-finding",
      "proof-not-idempotent",
      "proof-graph-load",
      "proof-graph-names",
      "proof-graph-part",
    ];
    const seeded = CORRUPTIONS.map(([, , , code]) => code);
    expect([...new Set([...seeded, ...elsewhere])].sort()).toEqual(
      Object.keys(FAILURE_POINTS).sort(),
    );
  });
});

describe("no single character or line of a new text can go", () => {
  const isRejected = (pair: MigrationPair, now: string): boolean =>
    !provePair({ ...pair, new: now }).ok;

  test.each(PAIRS)("$name: a character left out", (pair) => {
    const survivors = [...pair.new].flatMap((character, index) => {
      if (character.trim() === "") return [];
      const characters = [...pair.new];
      characters.splice(index, 1);
      return isRejected(pair, characters.join("")) ? [] : [`${index}: ${character}`];
    });
    expect(survivors).toEqual([]);
  });

  test.each(PAIRS)("$name: a character doubled", (pair) => {
    const survivors = [...pair.new].flatMap((character, index) => {
      if (character.trim() === "") return [];
      const characters = [...pair.new];
      characters.splice(index, 0, character);
      return isRejected(pair, characters.join("")) ? [] : [`${index}: ${character}`];
    });
    expect(survivors).toEqual([]);
  });

  test.each(PAIRS)("$name: a line left out, doubled or exchanged", (pair) => {
    const parts = pair.new.split("\n");
    const isFull = (line: string | undefined) => line !== undefined && line.trim() !== "";
    const survivors = parts.flatMap((line, index) => {
      if (!isFull(line)) return [];
      const without = parts.toSpliced(index, 1).join("\n");
      const doubled = parts.toSpliced(index, 0, line).join("\n");
      const next = parts[index + 1] ?? "";
      const exchanged = parts.toSpliced(index, 2, next, line).join("\n");
      const isExchange = isFull(next) && next !== line;
      return [
        ...(isRejected(pair, without) ? [] : [`left out: ${line}`]),
        ...(isRejected(pair, doubled) ? [] : [`doubled: ${line}`]),
        ...(!isExchange || isRejected(pair, exchanged) ? [] : [`exchanged: ${line}`]),
      ];
    });
    expect(survivors).toEqual([]);
  });
});

describe("what is claimed and what is migrated again", () => {
  const rejected = (changes: Partial<ProofInput>) => codesOf(provePair(LAYOUT, changes));
  const whole = { span: { start: 0, end: LAYOUT.old.length }, newText: LAYOUT.new };
  const [edit = whole] = [whole];

  test.each<readonly [string, ProofInput["edits"], ProofFailureCode]>([
    ["no edits", [], "proof-bytes-outside-edits"],
    [
      "an edit too few characters wide",
      [{ ...edit, span: { start: 1, end: edit.span.end } }],
      "proof-bytes-outside-edits",
    ],
    [
      "an edit with another text",
      [{ ...edit, newText: `${LAYOUT.new} ` }],
      "proof-bytes-outside-edits",
    ],
    [
      "overlapping edits",
      [edit, { span: { start: 5, end: 6 }, newText: "" }],
      "proof-edits-invalid",
    ],
    [
      "edits out of order",
      [
        { span: { start: 5, end: 6 }, newText: "" },
        { span: { start: 0, end: 1 }, newText: "" },
      ],
      "proof-edits-invalid",
    ],
    [
      "an edit behind the end",
      [{ ...edit, span: { start: 0, end: edit.span.end + 1 } }],
      "proof-edits-invalid",
    ],
    [
      "an edit before the start",
      [{ ...edit, span: { start: -1, end: edit.span.end } }],
      "proof-edits-invalid",
    ],
    [
      "an edit that ends before it starts",
      [{ span: { start: 3, end: 2 }, newText: "" }],
      "proof-edits-invalid",
    ],
    [
      "an edit at half a character",
      [{ span: { start: 0.5, end: 2 }, newText: "" }],
      "proof-edits-invalid",
    ],
    [
      "an edit at no number",
      [{ span: { start: Number.NaN, end: 2 }, newText: "" }],
      "proof-edits-invalid",
    ],
  ])("%s", (_wrong, edits, code) => {
    expect(rejected({ edits })).toEqual([code]);
  });

  test("edits may meet, and insert twice at one offset", () => {
    const middle = 10;
    const edits = [
      { span: { start: 0, end: middle }, newText: "" },
      { span: { start: middle, end: middle }, newText: LAYOUT.new },
      { span: { start: middle, end: middle }, newText: "" },
      { span: { start: middle, end: LAYOUT.old.length }, newText: "" },
    ];
    expect(rejected({ edits })).toEqual([]);
  });

  test("a second migration that changes the text", () => {
    const migrateAgain = () => ({ changed: true, findings: [] });
    expect(rejected({ migrateAgain })).toEqual(["proof-not-idempotent"]);
  });

  test("a second migration that throws", () => {
    const migrateAgain = () => {
      throw new Error("no");
    };
    expect(rejected({ migrateAgain })).toEqual(["proof-not-idempotent"]);
  });

  test("a second migration is given the new text", () => {
    const given: string[] = [];
    const migrateAgain = (text: string) => {
      given.push(text);
      return { changed: false, findings: [] };
    };
    expect(rejected({ migrateAgain })).toEqual([]);
    expect(given).toEqual([LAYOUT.new]);
  });

  test.each<readonly [string, readonly string[], readonly string[], readonly ProofFailureCode[]]>([
    ["none", [], [], []],
    ["the same", ["late-forms", "two-suites"], ["two-suites", "late-forms"], []],
    ["fewer", ["late-forms", "two-suites"], ["late-forms"], []],
    ["another", ["two-suites"], ["late-forms"], ["proof-new-finding"]],
    ["one more of the same", ["late-forms"], ["late-forms", "late-forms"], ["proof-new-finding"]],
  ])("findings of the new text: %s", (_case, knownFindings, findings, codes) => {
    const migrateAgain = () => ({ changed: false, findings });
    expect(rejected({ knownFindings, migrateAgain })).toEqual(codes);
  });

  test("a file with many failures reports the first ones", () => {
    const old = `${'(test/define "a" {1})\n'.repeat(500)}(test/run)\n`;
    const now = `(-> (test/suite "Valkyria Test Suite")\n${'(test/add "b" {1})\n'.repeat(500)}(test/run))\n`;
    const result = provePair({ name: "", target: "builder", old, new: now });
    expect(result).toMatchObject({ ok: false });
    expect(result.ok ? 0 : result.failures.length).toBe(20);
  });

  test("failures carry their point and where they are", () => {
    const result = provePair({ ...LAYOUT, new: LAYOUT.new.replace("(bump 1)", "(bump 2)") });
    expect(result).toEqual({
      ok: false,
      failures: [
        {
          code: "proof-test-body",
          point: 1,
          message: 'the body of test "bumps" is altered',
          oldOffset: LAYOUT.old.indexOf("1) 11"),
          newOffset: LAYOUT.new.indexOf("1) 11"),
        },
      ],
    });
  });
});
