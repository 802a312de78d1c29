// Random patterns on random trees: what comes out reads, keeps every comment and everything outside the
// matches, and has nothing left to rewrite.

import { describe, expect, test } from "vitest";
import { editsOf, newTextOf } from "../../src/edit/rewrite.js";
import { PatternError } from "../../src/pattern/pattern-error.js";
import {
  type PatternRewrite,
  type RewriteText,
  readRewrite,
  rewriteText,
} from "../../src/pattern/pattern-rewrite.js";
import { proveByDefault } from "../../src/proof/default-proof.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import { parse } from "../../src/syntax/parser.js";
import { tokenChangesOf } from "../../transforms/pattern-rewrite/pattern-transform.js";
import { fc } from "../properties.js";

const gap = fc.oneof(
  { weight: 6, arbitrary: fc.constant(" ") },
  { weight: 3, arbitrary: fc.constantFrom("\n  ", "  ", "\r\n", "\t") },
  { weight: 1, arbitrary: fc.constantFrom(" ; one\n", "\n ; two\n ", ";3\n") },
);
const tight = fc.oneof({ weight: 4, arbitrary: fc.constant("") }, gap);
const atom = fc.constantFrom("f", "g", "a", "b", "1", '"s"', '"t\n  u"', ":k");

/** Lists and bodies of few names, so that patterns match; brackets that hold blanks alone do not read. */
const { datum } = fc.letrec<{ datum: string }>((tie) => ({
  datum: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc
      .tuple(
        fc.constantFrom("()", "{}"),
        fc.array(tie("datum"), { maxLength: 4 }),
        fc.array(gap, { minLength: 5, maxLength: 5 }),
        tight,
      )
      .map(([[open, close], items, gaps, last]) => {
        const inner = items.map((item, index) => (index === 0 ? "" : gaps[index]) + item).join("");
        return `${open}${inner}${items.length === 0 ? "" : last}${close}`;
      }),
    tie("datum").map((item) => `'${item}`),
  ),
}));

const file = fc
  .array(fc.tuple(datum, gap), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.map(([form, after]) => form + after.replace(/^[^;\r\n]*$/, "\n")).join(""));

const hole = fc.constantFrom("$x", "$y", "$_", "$$$r", "$$$");
const item = fc.oneof(hole, atom, fc.constantFrom("(f $x)", "{$x $y}", "(g $$$r)", "'$x"));
const pattern = fc
  .tuple(fc.constantFrom("f", "g", "$h"), fc.array(item, { maxLength: 4 }))
  .map(([head, items]) => `(${[head, ...items].join(" ")})`);

/** A template of the holes that the pattern names. */
const rule = pattern.chain((source): fc.Arbitrary<RewriteText> => {
  const holes = [...new Set(source.match(/\$(?:\$\$)?[a-z]/g) ?? [])];
  const own = fc.constantFrom(...holes, "new", '"lit"', "(h)");
  const inner = fc.array(own, { maxLength: 4 }).map((items) => `(${["h", ...items].join(" ")})`);
  const replacement = fc.oneof(
    inner,
    inner.map((text) => `(w ${text})`),
    inner.map((text) => text.replace(" ", "\n  ")),
    fc.constant(source.replace(/^\((\S+)/, "(h $1").replaceAll(/\$\$\$(?![a-z])|\$_/g, "")),
    fc.constant(`(w ${source.replaceAll(/ (\$\$\$(?![a-z])|\$_)/g, "")})`),
    fc.constantFrom("", ...holes),
  );
  return fc.record({
    pattern: fc.constant(source),
    replacement,
    matchesBodies: fc.boolean(),
  });
});

function read(text: RewriteText): PatternRewrite | undefined {
  try {
    return readRewrite(text);
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return undefined;
  }
}

function commentsOf(text: string): string[] {
  const { root } = parse(text);
  const found: string[] = [];
  for (let index = root.index; index < root.tree.size; index++) {
    if (root.tree.kind(index) === SyntaxKind.Comment) {
      found.push(root.tree.text(index).trimEnd());
    }
  }
  return found;
}

describe("any rule on any file", () => {
  test("is proven where it changes anything", () => {
    fc.assert(
      fc.property(file, rule, (source, text) => {
        const rewrite = read(text);
        fc.pre(rewrite !== undefined && parse(source).diagnostics.length === 0);
        const done = rewriteText(source, [rewrite]);
        fc.pre(done.isSettled && done.rewrite !== undefined);
        const newText = newTextOf(done.rewrite);
        expect(parse(newText).diagnostics).toEqual([]);
        const left = commentsOf(newText);
        for (const comment of commentsOf(source)) {
          expect(left).toContain(comment);
          left.splice(left.indexOf(comment), 1);
        }
        expect(rewriteText(newText, [rewrite]).rewrite).toBeUndefined();
        const edits = editsOf(done.rewrite);
        const result = proveByDefault(
          {
            path: "a.valk",
            oldText: source,
            newText,
            edits,
            migrateAgain: () => ({ changed: false, findings: [] }),
            knownFindings: [],
          },
          tokenChangesOf([rewrite]),
        );
        const codes = result.ok
          ? []
          : result.failures.map(({ code, message }) => `${code} ${message}`);
        expect(codes.filter((code) => !/proof-(line-ends|file-end)/.test(code))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
