// Which comments may go where: for each rule the places that are accepted and those that are not.

import { describe, expect, test } from "vitest";
import { codesFor } from "./migration-pair.js";

const text = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

interface Case {
  readonly old: string;
  readonly accepted: readonly string[];
  readonly rejected: readonly string[];
  readonly target?: "builder" | "list";
}

const A = '    (test/add "a" {true})';
const B = '    (test/add "b" {true})';
const OPEN = '(-> (test/suite "S")';
const RUN = "    (test/run))";

const CASES: Readonly<Record<string, Case>> = {
  "a header stays, also behind no other form": {
    old: text(
      "; header",
      "",
      "(load 1)",
      '(test/suite "S")',
      '(test/define "a" {true})',
      "(test/run)",
    ),
    accepted: [text("; header", "", "(load 1)", OPEN, A, RUN)],
    rejected: [
      text("(load 1)", OPEN, "    ; header", "", A, RUN),
      text("(load 1)", "; header", "", OPEN, A, RUN),
      text("(load 1)", OPEN, A, "    ; header", "", RUN),
      text("(load 1)", OPEN, A, RUN, "; header"),
      text("(load 1) ; header", OPEN, A, RUN),
    ],
  },
  "a banner goes with the next test of its section, past other forms": {
    old: text(
      '(test/suite "S")',
      '(test/define "a" {true})',
      "",
      "; banner",
      "",
      "(def {x} 1)",
      '(test/define "b" {true})',
      "(test/run)",
    ),
    accepted: [text("(def {x} 1)", OPEN, A, "", "    ; banner", "", B, RUN)],
    rejected: [
      text("; banner", "", "(def {x} 1)", OPEN, A, B, RUN),
      text("(def {x} 1)", OPEN, "    ; banner", "", A, B, RUN),
      text("(def {x} 1)", OPEN, A, B, "    ; banner", "", RUN),
      text("(def {x} 1)", "; banner", "", OPEN, A, B, RUN),
      text("(def {x} 1)", OPEN, A, "", "    ; banner", B, RUN),
    ],
  },
  "the lines of a block stay together": {
    old: text(
      "(load 0)",
      "",
      "; one",
      "; two",
      "",
      "(load 1)",
      '(test/suite "S")',
      '(test/define "a" {true})',
      "(test/run)",
    ),
    accepted: [
      text("(load 0)", "", "; one", "; two", "", "(load 1)", OPEN, A, RUN),
      text("(load 0)", "(load 1)", OPEN, "    ; one", "    ; two", "", A, RUN),
    ],
    rejected: [
      text("(load 0)", "", "; one", "", "; two", "", "(load 1)", OPEN, A, RUN),
      text("(load 0)", "; one", "(load 1)", OPEN, "    ; two", "", A, RUN),
      text("(load 0)", "", "; two", "; one", "", "(load 1)", OPEN, A, RUN),
    ],
  },
  "a banner of a section without a test goes with the next form": {
    old: text(
      '(test/suite "S")',
      '(test/define "a" {true})',
      "",
      "; helpers",
      "",
      "(def {x} 1)",
      "",
      "; tests",
      "",
      '(test/define "b" {true})',
      "(test/run)",
    ),
    accepted: [text("; helpers", "", "(def {x} 1)", OPEN, A, "    ; tests", "", B, RUN)],
    rejected: [
      text("(def {x} 1)", OPEN, A, "    ; helpers", "", "    ; tests", "", B, RUN),
      text("(def {x} 1)", "; helpers", "", OPEN, A, "    ; tests", "", B, RUN),
      text("; helpers", "", "; tests", "", "(def {x} 1)", OPEN, A, B, RUN),
    ],
  },
  "banners with nothing between them may be taken for one": {
    old: text(
      '(test/suite "S")',
      '(test/define "a" {true})',
      "",
      "; one",
      "",
      "; two",
      "",
      "(def {x} 1)",
      '(test/define "b" {true})',
      "(test/run)",
    ),
    accepted: [
      text("; one", "", "(def {x} 1)", OPEN, A, "    ; two", "", B, RUN),
      text("(def {x} 1)", OPEN, A, "", "    ; one", "", "    ; two", "", B, RUN),
    ],
    rejected: [
      text("(def {x} 1)", OPEN, A, "", "    ; two", "", "    ; one", "", B, RUN),
      text("; one", "", "; two", "", "(def {x} 1)", OPEN, A, B, RUN),
    ],
  },
  "what nothing but the run follows goes with the run": {
    old: text('(test/suite "S")', '(test/define "a" {true})', "", "; last", "", "(test/run)"),
    accepted: [text(OPEN, A, "", "    ; last", "", RUN)],
    rejected: [
      text("; last", "", OPEN, A, RUN),
      text(OPEN, A, "", RUN, "; last"),
      text(OPEN, A, "    (test/run)", "    ; last", "    )"),
    ],
  },
  "comments above the suite stay above it": {
    old: text(
      "(load 1)",
      "; name",
      '(test/suite "S")',
      "(def {x} 1)",
      '(test/define "a" {true})',
      "(test/run)",
    ),
    accepted: [text("(load 1)", "(def {x} 1)", "; name", OPEN, A, RUN)],
    rejected: [
      text("(load 1)", "(def {x} 1)", "(->", "    ; name", '    (test/suite "S")', A, RUN),
      text("(load 1)", "(def {x} 1)", "; name", "", OPEN, A, RUN),
      text("(load 1)", "(def {x} 1)", OPEN, "    ; name", A, RUN),
      text("(load 1)", "; name", "(def {x} 1)", OPEN, A, RUN),
      text("; name", "(load 1)", "(def {x} 1)", OPEN, A, RUN),
      text("(load 1)", "(def {x} 1)", OPEN, A, "    ; name", RUN),
      text("(load 1)", "(def {x} 1)", "(-> ; name", '    (test/suite "S")', A, RUN),
    ],
  },
  "an overruled suite stays as comment lines, its line's comment with it": {
    old: text(
      '(test/define "a" {true})',
      '(test/suite "Old") ; why',
      "(def {x} 1)",
      '(test/suite "S")',
      '(test/define "b" {true})',
      "(test/run)",
    ),
    accepted: [
      text("(def {x} 1)", OPEN, A, '    ; (test/suite "Old") ; why', B, RUN),
      text("(def {x} 1)", OPEN, A, '    ; (test/suite "Old")', "    ; why", B, RUN),
      text('; (test/suite "Old") ; why', "(def {x} 1)", OPEN, A, B, RUN),
    ],
    rejected: [
      text("(def {x} 1)", OPEN, A, "    ; why", B, RUN),
      text("(def {x} 1)", OPEN, A, '    ; (test/suite "Old")', B, RUN),
      text("(def {x} 1)", OPEN, '    ; (test/suite "Old") ; why', A, B, RUN),
      text("(def {x} 1)", OPEN, A, '    ;(test/suite "Old") ; why', B, RUN),
      text("(def {x} 1)", OPEN, A, "    ; why", '    ; (test/suite "Old")', B, RUN),
      text("(def {x} 1)", '; (test/suite "Old") ; why', OPEN, A, B, RUN),
    ],
  },
  "behind the last test an overruled suite stands behind the list": {
    target: "list",
    old: text('(test/define "a" {true})', '(test/suite "A")', '(test/suite "S")', "(test/run)"),
    accepted: [
      text('(test/run (list (test "a" {true}))', '  ; (test/suite "A")', '  {:suite-name "S"})'),
      text('(test/run (list (test "a" {true})', '  ; (test/suite "A")', '  ) {:suite-name "S"})'),
    ],
    rejected: [
      text(
        "(test/run (list",
        '  ; (test/suite "A")',
        '  (test "a" {true}))',
        '  {:suite-name "S"})',
      ),
      text('(test/run (list (test "a" {true})) {:suite-name "S"})', '; (test/suite "A")'),
    ],
  },
  "a banner above an overruled suite behind the last test stands there, too": {
    target: "list",
    old: text(
      '(test/define "a" {true})',
      "",
      "; banner",
      "",
      '(test/suite "A")',
      '(test/suite "S")',
      "(test/run)",
    ),
    accepted: [
      text(
        '(test/run (list (test "a" {true}))',
        "",
        "  ; banner",
        "",
        '  ; (test/suite "A")',
        '  {:suite-name "S"})',
      ),
    ],
    rejected: [
      text(
        '(test/run (list (test "a" {true}))',
        '  ; (test/suite "A")',
        '  {:suite-name "S"})',
        "",
        "; banner",
      ),
    ],
  },
  "blank lines of an overruled suite may lose their blank": {
    old: text(
      "(test/suite",
      "",
      '  "Old")',
      '(test/suite "S")',
      '(test/define "a" {true})',
      "(test/run)",
    ),
    accepted: [
      text("; (test/suite", "; ", ';   "Old")', OPEN, A, RUN),
      text("; (test/suite", ";", ';   "Old")', OPEN, A, RUN),
      text(OPEN, "    ; (test/suite", "    ;", '      ; "Old")', A, RUN),
    ],
    rejected: [text("; (test/suite", ';   "Old")', OPEN, A, RUN)],
  },
  "equal comments are told apart by their places": {
    old: text(
      '(test/suite "S")',
      ";",
      "",
      '(test/define "a" {true})',
      ";",
      "",
      "(def {x} 1)",
      "",
      ";",
      "",
      '(test/define "b" {true})',
      "(test/run)",
    ),
    accepted: [text(";", "", "(def {x} 1)", OPEN, "    ;", "", A, "    ;", "", B, RUN)],
    rejected: [
      text("(def {x} 1)", OPEN, "    ;", "", A, "    ;", "", "    ;", "", B, RUN),
      text(";", "", ";", "", "(def {x} 1)", OPEN, "    ;", "", A, B, RUN),
    ],
  },
  "comments of what becomes options: among the tests where it stood, or at the options": {
    target: "list",
    old: text(
      '(test/suite "S")',
      '(test/define "a" {true})',
      "; why",
      "(test/debug ; inside",
      "  1) ; behind",
      '(test/define "b" {true})',
      "(test/run)",
    ),
    accepted: [
      text(
        '(test/run (list (test "a" {true})',
        "    ; why",
        "    ; inside",
        "    ; behind",
        '    (test "b" {true})) {:suite-name "S" :debug 1})',
      ),
      text(
        '(test/run (list (test "a" {true})',
        '    (test "b" {true}))',
        '  {:suite-name "S"',
        "   ; why",
        "   :debug ; behind",
        "   ; inside",
        "   1})",
      ),
    ],
    rejected: [
      text(
        "; why",
        "; inside",
        "; behind",
        '(test/run (list (test "a" {true})',
        '    (test "b" {true})) {:suite-name "S" :debug 1})',
      ),
      text(
        "(test/run (list",
        "    ; why",
        "    ; inside",
        "    ; behind",
        '    (test "a" {true})',
        '    (test "b" {true})) {:suite-name "S" :debug 1})',
      ),
    ],
  },
  "a banner may pass the comments of what becomes an option": {
    target: "list",
    old: text(
      '(test/suite "S")',
      "; banner",
      "",
      "; flag",
      "(test/debug 1)",
      '(test/define "a" {true})',
      "(test/run)",
    ),
    accepted: [
      text(
        "(test/run (list",
        "    ; banner",
        "",
        "    ; flag",
        '    (test "a" {true})) {:suite-name "S" :debug 1})',
      ),
      text(
        "(test/run (list",
        "    ; flag",
        "    ; banner",
        "",
        '    (test "a" {true})) {:suite-name "S" :debug 1})',
      ),
    ],
    rejected: [
      text(
        "(test/run (list",
        '    (test "a" {true})',
        "    ; banner",
        "    ; flag",
        '    ) {:suite-name "S" :debug 1})',
      ),
    ],
  },
  "equal comments of both kinds find their places in one of the orders": {
    target: "list",
    old: text(
      '(test/suite "S")',
      ";",
      "",
      "(def {x} 1)",
      ";a",
      ";",
      "(test/debug 1)",
      '(test/define "a" {true})',
      "(test/run)",
    ),
    accepted: [
      text(
        "(def {x} 1)",
        "(test/run (list",
        "    ;a",
        "    ;",
        "    ;",
        "",
        '    (test "a" {true})) {:suite-name "S" :debug 1})',
      ),
    ],
    rejected: [
      text(
        "(def {x} 1)",
        "(test/run (list",
        "    ;",
        "    ;",
        "    ;a",
        "",
        '    (test "a" {true})) {:suite-name "S" :debug 1})',
      ),
    ],
  },
  "the last entry's comment may stand behind the list's closer": {
    target: "list",
    old: text('(test/suite "S")', '(test/define "a" {true}) ; a', "(test/run) ; run"),
    accepted: [
      text("(test/run (list", '    (test "a" {true})) ; a', '  {:suite-name "S"}) ; run'),
      text("(test/run (list", '    (test "a" {true}) ; a', '  ) {:suite-name "S"}) ; run'),
    ],
    rejected: [
      text("(test/run (list", '    (test "a" {true})) ; run', '  {:suite-name "S"}) ; a'),
      text("(test/run (list", '    (test "a" {true})) {:suite-name "S"}) ; a', "; run"),
    ],
  },
};

describe.each(Object.entries(CASES))("%s", (_rule, { old, accepted, rejected, target }) => {
  test.each(accepted)("accepted: %j", (now) => {
    expect(codesFor(old, now, target)).toEqual([]);
  });

  test.each(rejected)("rejected: %j", (now) => {
    const codes = codesFor(old, now, target);
    expect(codes.filter((code) => code.startsWith("proof-comment-"))).not.toEqual([]);
  });
});
