import { describe, expect, test } from "vitest";
import { applyEdits, EditError, validateEdits } from "../../src/edit/edit.js";
import {
  editsOf,
  type Fragment,
  fragmentsInPlace,
  newTextOf,
  type Rewrite,
  RewriteBuilder,
  rewriteOfEdits,
} from "../../src/edit/rewrite.js";
import { fc } from "../properties.js";
import { rewrite, textAndEdits } from "./arbitraries.js";

const kept = (start: number, end: number): Fragment => ({ start, end });
const added = (text: string): Fragment => text;

describe("RewriteBuilder", () => {
  function built(write: (builder: RewriteBuilder) => void) {
    const builder = new RewriteBuilder("ab\ncd\n");
    write(builder);
    return builder.build().fragments;
  }

  test.each<[name: string, write: (builder: RewriteBuilder) => void, fragments: Fragment[]]>([
    ["nothing", () => {}, []],
    [
      "spans that continue one another",
      (to) => {
        to.keep(0, 1);
        to.keep(1, 4);
      },
      [kept(0, 4)],
    ],
    [
      "spans with a gap",
      (to) => {
        to.keep(0, 1);
        to.keep(2, 4);
      },
      [kept(0, 1), kept(2, 4)],
    ],
    [
      "spans out of order",
      (to) => {
        to.keep(3, 4);
        to.keep(0, 3);
      },
      [kept(3, 4), kept(0, 3)],
    ],
    [
      "added texts",
      (to) => {
        to.add("x");
        to.add("y");
      },
      [added("xy")],
    ],
    [
      "spans with added text between",
      (to) => {
        to.keep(0, 1);
        to.add("x");
        to.keep(1, 2);
      },
      [kept(0, 1), added("x"), kept(1, 2)],
    ],
    [
      "empty pieces",
      (to) => {
        to.keep(0, 1);
        to.add("");
        to.keep(3, 3);
        to.keep(1, 2);
      },
      [kept(0, 2)],
    ],
    [
      "empty pieces between added texts",
      (to) => {
        to.add("x");
        to.keep(3, 3);
        to.add("y");
      },
      [added("xy")],
    ],
  ])("%s", (_, write, fragments) => {
    expect(built(write)).toEqual(fragments);
  });

  test("knows whether it stands at the start of a line", () => {
    const builder = new RewriteBuilder("ab\ncd\n");
    const starts: boolean[] = [];
    const note = () => starts.push(builder.atLineStart);
    note();
    builder.keep(0, 2);
    note();
    builder.keep(2, 3);
    note();
    builder.add("x");
    note();
    builder.add("x\r\n");
    note();
    builder.add("");
    builder.keep(1, 1);
    note();
    expect(starts).toEqual([true, false, true, false, true, true]);
  });
});

describe("editsOf", () => {
  const source = "abcdef";

  test.each<[name: string, fragments: Fragment[], ...edits: string[]]>([
    ["nothing kept", [], "0-6: "],
    ["everything kept", [kept(0, 6)]],
    ["everything kept in pieces", [kept(0, 2), kept(2, 6)]],
    ["text added at either end", [added("<"), kept(0, 6), added(">")], "0-0: <", "6-6: >"],
    ["text added inside", [kept(0, 3), added("x"), kept(3, 6)], "3-3: x"],
    ["text left out", [kept(0, 2), kept(4, 6)], "2-4: "],
    ["text replaced", [kept(0, 2), added("x"), kept(4, 6)], "2-4: x"],
    ["text replaced by itself", [kept(0, 2), added("cd"), kept(4, 6)]],
    ["a shorter piece moved to the end", [kept(2, 6), kept(0, 2)], "0-2: ", "6-6: ab"],
    ["a shorter piece moved to the start", [kept(4, 6), kept(0, 4)], "0-0: ef", "4-6: "],
    ["of equal pieces the first stays", [kept(3, 6), kept(0, 3)], "0-3: ", "6-6: abc"],
    ["a moved piece, added text", [kept(2, 6), added("x"), kept(0, 2)], "0-2: ", "6-6: xab"],
    [
      "several pieces outweigh a longer one",
      [kept(4, 6), kept(0, 1), kept(1, 2), kept(2, 3), added("x")],
      "0-0: ef",
      "3-6: x",
    ],
  ])("%s", (_, fragments, ...edits) => {
    const found = editsOf({ source, fragments });
    expect(found.map(({ span, newText }) => `${span.start}-${span.end}: ${newText}`)).toEqual(
      edits,
    );
  });
});

test("the edits of a rewrite are valid and give its new text", () => {
  fc.assert(
    fc.property(rewrite, (someRewrite) => {
      const { source } = someRewrite;
      const edits = editsOf(someRewrite);
      expect(() => validateEdits(source.length, edits)).not.toThrow();
      expect(applyEdits(source, edits)).toBe(newTextOf(someRewrite));
    }),
    { numRuns: 1000 },
  );
});

test("no edit is empty, repeats what it replaces, or touches another", () => {
  fc.assert(
    fc.property(rewrite, (someRewrite) => {
      let previous = -1;
      for (const { span, newText } of editsOf(someRewrite)) {
        expect(newText).not.toBe(someRewrite.source.slice(span.start, span.end));
        expect(span.start).toBeGreaterThan(previous);
        previous = span.end;
      }
    }),
  );
});

test("a piece that stays in place is in no edit", () => {
  fc.assert(
    fc.property(rewrite, (someRewrite) => {
      const edits = editsOf(someRewrite);
      const stays = fragmentsInPlace(someRewrite.fragments);
      for (const [index, fragment] of someRewrite.fragments.entries()) {
        if (!stays[index] || typeof fragment === "string") continue;
        const { start, end } = fragment;
        expect(edits.every(({ span }) => span.end <= start || end <= span.start)).toBe(true);
      }
    }),
  );
});

describe("fragmentsInPlace", () => {
  /** The most text that any choice of kept fragments in source order could leave in place. */
  function heaviest(fragments: readonly Fragment[], from = 0): number {
    const [first, ...others] = fragments;
    if (first === undefined) return 0;
    const without = heaviest(others, from);
    if (typeof first === "string" || first.start < from) return without;
    const { start, end } = first;
    return Math.max(without, end - start + heaviest(others, end));
  }

  test("what stays is in order, and no other choice is heavier", () => {
    fc.assert(
      fc.property(rewrite, ({ fragments }) => {
        const stays = fragmentsInPlace(fragments);
        expect(stays).toHaveLength(fragments.length);
        let weight = 0;
        let previous = 0;
        for (const [index, fragment] of fragments.entries()) {
          if (!stays[index]) continue;
          const { start, end } = typeof fragment === "string" ? { start: -1, end: -1 } : fragment;
          expect(start).toBeGreaterThanOrEqual(previous);
          weight += end - start;
          previous = end;
        }
        expect(weight).toBe(heaviest(fragments));
      }),
      { numRuns: 1000 },
    );
  });

  test("many fragments in reverse leave one of them in place", () => {
    const count = 100_000;
    const fragments = Array.from({ length: count }, (_, index) =>
      kept(count - index - 1, count - index),
    );
    expect(fragmentsInPlace(fragments).filter(Boolean)).toHaveLength(1);
    expect(fragmentsInPlace(fragments.toReversed()).every(Boolean)).toBe(true);
  });
});

describe("rewriteOfEdits", () => {
  test("keeps what no edit covers", () => {
    const edits = [
      { span: { start: 1, end: 2 }, newText: "x" },
      { span: { start: 4, end: 4 }, newText: "y" },
    ];
    expect(rewriteOfEdits("abcdef", edits)).toEqual({
      source: "abcdef",
      fragments: [kept(0, 1), added("x"), kept(2, 4), added("y"), kept(4, 6)],
    } satisfies Rewrite);
  });

  test("refuses edits that are not valid", () => {
    const edits = [{ span: { start: 5, end: 9 }, newText: "" }];
    expect(() => rewriteOfEdits("abcdef", edits)).toThrow(EditError);
  });

  test("says the same as the edits", () => {
    fc.assert(
      fc.property(textAndEdits, ({ source, edits }) => {
        const result = rewriteOfEdits(source, edits);
        expect(newTextOf(result)).toBe(applyEdits(source, edits));
        expect(applyEdits(source, editsOf(result))).toBe(applyEdits(source, edits));
      }),
    );
  });
});
