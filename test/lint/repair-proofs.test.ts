import { describe, expect, test } from "vitest";
import type { Edit } from "../../src/edit/edit.js";
import { applyEdits } from "../../src/edit/edit.js";
import { proveAtoms } from "../../src/proof/prove-atoms.js";
import { proveLocalize } from "../../src/proof/prove-localize.js";

type Prove = typeof proveAtoms;

/** Proves the change that replaces each `«old|new»` of a text. */
function proving(prove: Prove, marked: string, more: { changed?: boolean; newText?: string } = {}) {
  const edits: Edit[] = [];
  let oldText = "";
  let at = 0;
  for (const match of marked.matchAll(/«([^|»]*)\|([^»]*)»/g)) {
    oldText += marked.slice(at, match.index);
    const start = oldText.length;
    oldText += match[1];
    edits.push({ span: { start, end: oldText.length }, newText: match[2] as string });
    at = match.index + match[0].length;
  }
  oldText += marked.slice(at);
  const result = prove({
    path: "a.valk",
    oldText,
    newText: more.newText ?? applyEdits(oldText, edits),
    edits,
    migrateAgain: () => ({ changed: more.changed ?? false, findings: [] }),
    knownFindings: [],
  });
  return result.ok ? [] : result.failures.map(({ message }) => message);
}

/** Proves a change of which all that is claimed is the whole text. */
function proveText(prove: Prove, oldText: string, newText: string): readonly string[] {
  const result = prove({
    path: "a.valk",
    oldText,
    newText,
    edits: [{ span: { start: 0, end: oldText.length }, newText }],
    migrateAgain: () => ({ changed: false, findings: [] }),
    knownFindings: [],
  });
  return result.ok ? [] : result.failures.map(({ message }) => message);
}

const LAYOUT = "blank lines, line ends or indentation are not as they were";
/** Line ends of the old text, and what one of them becomes. */
const CRLF: readonly [string, string][] = [
  ["\n", "\r\n"],
  ["\r\n", "\n"],
  ["\n", "\n\n"],
  ["\n", "\n "],
];

/** The text with each of the line ends in turn, and with all of them, written otherwise. */
function withOneOf(text: string, from: string, to: string): readonly string[] {
  const parts = text.split(from);
  const each = parts
    .slice(1)
    .map((_, at) => `${parts.slice(0, at + 1).join(from)}${to}${parts.slice(at + 1).join(from)}`);
  return [...each, text.replaceAll(from, to)];
}

const inTest = (text: string): string => `(test/define "t" {do ${text}})`;

describe("the proof of localize-def", () => {
  const proven = (marked: string, more = {}) => proving(proveLocalize, marked, more);

  test.each<[string, string]>([
    ["a local", inTest("(«def|=» {x} 1) (== x 1)")],
    ["two bindings", inTest("(«def|=» {x} 1) («def|=» {x} 2) (== x 1)")],
    ["a function that calls itself", inTest("(«def|=» {f} (\\ {n} {f n})) (f 1)")],
    ["a local of a lambda, with comments", "(map (\\ {x} ; c\n {do («def|=» {y} ; d\n 1) y}) {1})"],
    ["within a branch", "(fun {f c} {if c {do («def|=» {x} 1) x} {0}})"],
    ["a binding in the condition", "(fun {f c} {if (do («def|=» {x} 1) c) {x} {0}})"],
    [
      "the same name elsewhere, bound first",
      `${inTest("(«def|=» {x} 1) x")}\n${inTest("(def {x} 2) x")}\n(fun {f x} {x})`,
    ],
    ["a parameter of the same name", inTest("(«def|=» {x} 1) (map (\\ {x} {x}) {1}) x")],
  ])("holds for %s", (_, marked) => {
    expect(proven(marked)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["another token", inTest("(«def|=» {x} 1) (== x «1|2»)"), "a token that is no def differs"],
    [
      "another number of tokens",
      inTest("(«def|=» {x} 1) (== x 1«| 2»)"),
      "a token that is no def differs",
    ],
    [
      "a lost comment",
      inTest("(«def|=» {x} 1) «; c\n|» (== x 1)"),
      "a token that is no def differs",
    ],
    ["a def at top level", "(«def|=» {x} 1)\n(println x)", "the def does not stand in a body"],
    ["a use before", inTest("(println x) («def|=» {x} 1)"), "the name is used before it is bound"],
    [
      "a use behind a branch",
      "(fun {f c} {do (if c {«def|=» {x} 1} {0}) x})",
      "the name is used before it is bound",
    ],
    [
      "a use in a fun",
      inTest("(«def|=» {x} 1) (fun {g y} {x})"),
      "the name is used where a local is not seen",
    ],
    [
      "a use in a let",
      inTest("(«def|=» {x} 1) (let {x})"),
      "the name is used where a local is not seen",
    ],
    ["a quoted use", inTest("(«def|=» {x} 1) '(x)"), "the name is used where a local is not seen"],
    [
      "a use in another test",
      `${inTest("(«def|=» {x} 1) x")}\n${inTest("x")}`,
      "the name is used elsewhere without being bound there",
    ],
    [
      "a use at top level",
      `${inTest("(«def|=» {x} 1) x")}\n(println x)`,
      "the name is used elsewhere without being bound there",
    ],
    [
      "a def left behind in a closure",
      inTest("(map (\\ {y} {def {x} 1}) {1}) («def|=» {x} 1) x"),
      "the name is used before it is bound",
    ],
    ["text that cannot be read", inTest("(«def|=» {x} 1«)|») x"), "a text cannot be read"],
  ])("fails for %s", (_, marked, message) => {
    expect(proven(marked)).toContain(message);
  });

  test("fails for text that the edits do not give", () => {
    const failures = proven(inTest("(«def|=» {x} 1) x"), { newText: inTest("(= {x} 1)  x") });
    expect(failures).toEqual(["the edits do not give the new text", LAYOUT]);
  });

  test.each(CRLF)("fails for other line ends of the new text, %j to %j", (from, to) => {
    const oldText = inTest(`(def {x} 1)${from}x ; c${from}`) + from;
    const prove = (newText: string) =>
      proveText(proveLocalize, oldText, newText.replace("def {x}", "= {x}"));
    expect(prove(oldText)).toEqual([]);
    for (const newText of withOneOf(oldText, from, to)) expect(prove(newText)).toEqual([LAYOUT]);
  });

  test("fails when a second run changes the text again", () => {
    const failures = proven(inTest("(«def|=» {x} 1) x"), { changed: true });
    expect(failures).toEqual(["a second run changes the new text again"]);
  });
});

describe("the proof of def-to-atom", () => {
  const proven = (marked: string, more = {}) => proving(proveAtoms, marked, more);
  const made = "(def {n} «0|(atom 0)»)\n";

  test.each<[string, string]>([
    ["making and reading", `${made}(println «n|(atom/get n)»)`],
    ["adding", `${made}(f («def {n} (+ n 1)|atom/add! n 1»))`],
    ["adding the other way round", `${made}(f {«def {n} (+ 1 n)|atom/add! n 1»})`],
    ["subtracting", `${made}(f («def {n} (- n 1)|atom/sub! n 1»))`],
    ["setting", `${made}(f («def {n}|atom/set! n» (* «n|(atom/get n)» 2)))`],
    ["a wrapped form", `${made}(f «|(do »(«def {n}|atom/set! n» 1)«| ())»)`],
    ["a wrapped body", `${made}(f {«def {n} (+ n 1)|do (atom/add! n 1) ()»})`],
    [
      "a local",
      inTest("(«def|=» {n} «0|(atom 0)») (g (\\ {x} {«def {n}|atom/set! n» 1})) «n|(atom/get n)»"),
    ],
    ["a parameter of the same name", `${made}(fun {f n} 1)`],
    [
      "the same name as somebody else's local",
      `${inTest("(«def|=» {n} «0|(atom 0)») «n|(atom/get n)»")}\n${inTest("(= {n} 1) n")}`,
    ],
  ])("holds for %s", (_, marked) => {
    expect(proven(marked)).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["another number", `${made}(f («def {n} (+ n 1)|atom/add! n 2»))`, "a token differs"],
    ["another sign", `${made}(f («def {n} (- n 1)|atom/add! n 1»))`, "a token differs"],
    ["a swapped subtraction", `${made}(f («def {n} (- 1 n)|atom/sub! n 1»))`, "a token differs"],
    ["a sum of three", `${made}(f («def {n} (+ n 1 1)|atom/add! n 1»))`, "a token differs"],
    ["another name", `${made}(f («def {m} (+ m 1)|atom/add! n 1»))`, "a token differs"],
    ["a read of another name", `${made}(println «m|(atom/get n)»)`, "a token differs"],
    ["another first value", "(def {n} «0|(atom 1)»)", "a token differs"],
    ["a first value that is no number", '(def {n} «"a"|(atom "a")»)', "a token differs"],
    ["a value that is no number", `${made}(f («def {n}|atom/set! n» {}))`, "a token differs"],
    [
      "a wrap that gives something else",
      `${made}(f «|(do »(«def {n}|atom/set! n» 1)«| 1)»)`,
      "a token differs",
    ],
    [
      "a wrap with more in it",
      `${made}(f «|(do »(«def {n}|atom/set! n» 1)«| () ())»)`,
      "a token differs",
    ],
    ["a call that is no change", `${made}(f («def {n}|atom/get n» 1))`, "a token differs"],
    ["a read that was forgotten", `${made}(println n)`, "an atom is used as a plain value"],
    ["a binding that was forgotten", `${made}(f (def {n} 1))`, "an atom is used as a plain value"],
    [
      "a forgotten read of a local",
      inTest("(«def|=» {n} «0|(atom 0)») n"),
      "an atom is used as a plain value",
    ],
    ["text that cannot be read", `${made}(f «|(»)`, "a text cannot be read"],
    ["text at the end", `${made}(f)«| 1»`, "a token differs"],
  ])("fails for %s", (_, marked, message) => {
    expect(proven(marked)).toContain(message);
  });

  test.each(CRLF)("fails for other line ends of the new text, %j to %j", (from, to) => {
    const inLines = (...parts: readonly string[]): string => parts.join(from);
    const oldText = inLines(
      "(def",
      "  {n}",
      "  0)",
      "(f n",
      "  (def",
      "    {n}",
      "    (+ n 1)",
      "  ) ; c",
      "  {def",
      "    {n} 2",
      "  })",
      "",
    );
    const newText = inLines(
      "(def",
      "  {n}",
      "  (atom 0))",
      "(f (atom/get n)",
      "  (do (atom/add!",
      "    n",
      "    1",
      "  ) ()) ; c",
      "  {do",
      "    (atom/set! n 2",
      "  ) ()})",
      "",
    );
    const bare = newText.replace(`{do${from}    (atom/set! n`, `{do (atom/set!${from}    n`);
    expect(proveText(proveAtoms, oldText, bare)).toEqual([]);
    for (const altered of withOneOf(bare, from, to)) {
      expect(proveText(proveAtoms, oldText, altered)).toEqual([LAYOUT]);
    }
  });

  test("fails when a second run changes the text again", () => {
    expect(proven(made, { changed: true })).toEqual(["a second run changes the new text again"]);
  });
});
