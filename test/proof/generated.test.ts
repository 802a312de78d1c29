// Random migrations, old and new text made side by side from one model: each must be proven, and
// each must be rejected after a random corruption.

import { describe, expect, test } from "vitest";
import { fc } from "../properties.js";
import { codesOf, type MigrationPair, provePair } from "./migration-pair.js";

// In the model a line break inside a string is written \u0001, so that it can be told from others.
const STRING_BREAK = "\u0001";

interface Item {
  readonly kind: "test" | "flag" | "other";
  readonly leading: readonly string[];
  readonly trailing: string;
  readonly text: string;
}

interface Section {
  readonly banner: readonly string[];
  readonly items: readonly Item[];
}

interface File {
  readonly header: readonly string[];
  readonly suite: string | undefined;
  readonly sections: readonly Section[];
  readonly run: string;
  readonly below: readonly string[];
  readonly end: string;
}

const comment = fc
  .string({ unit: fc.constantFrom(...'ab ;(){}"\\✅'), maxLength: 6 })
  .map((text) => `;${text}`);
const comments = fc.array(comment, { maxLength: 2 });

const string = fc
  .array(fc.constantFrom("a", " ", ")", "{", ";", STRING_BREAK, `${STRING_BREAK}   `, '\\"', "µ"), {
    maxLength: 5,
  })
  .map((parts) => `"${parts.join("")}"`);

const gap = fc.constantFrom(" ", "\n  ", "\n\n    ", " ; c\n  ", "\n; own line\n");

const body = fc
  .array(
    fc.tuple(gap, fc.oneof(fc.constantFrom("x", "12", "()", "'y", "{a b}", "(f\n 1)"), string)),
    {
      maxLength: 4,
    },
  )
  .map((parts) => `{do${parts.flat().join("")}}`);

const form = fc.oneof(
  fc.tuple(string, gap, body).map(([name, space, code]) => ({
    kind: "test" as const,
    text: `(test/define ${name}${space}${code})`,
  })),
  fc
    .tuple(fc.constantFrom("test/debug", "test/skip", "test/expect-exit"), string)
    .map(([name, value]) => ({ kind: "flag" as const, text: `(${name} ${value})` })),
  fc.tuple(fc.constantFrom("a", "b"), body).map(([name, code]) => ({
    kind: "other" as const,
    text: `(fun {${name} x} ${code})`,
  })),
);

const item: fc.Arbitrary<Item> = fc
  .tuple(form, comments, fc.option(comment, { nil: "" }))
  .map(([made, leading, trailing]) => ({ ...made, leading, trailing }));

const file: fc.Arbitrary<File> = fc.record({
  header: comments,
  suite: fc.option(string, { nil: undefined }),
  sections: fc.array(
    fc.record({
      banner: fc.array(comment, { minLength: 1, maxLength: 2 }),
      items: fc.array(item, { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 4 },
  ),
  run: fc.constantFrom("(test/run)", "(test/run {})", "(test/run nil)"),
  below: fc.array(fc.constantFrom("; after", "(def {late} 1)", "(def {later} 2) ; x"), {
    maxLength: 3,
  }),
  end: fc.constantFrom("", "\n", "\n\n"),
});

// Blank lines stay blank.
const shift = (text: string): string => text.replaceAll(/\n(?=[^\n])/g, "\n    ");

const lineOf = ({ leading, trailing, text }: Item): string =>
  [...leading, trailing === "" ? text : `${text} ${trailing}`].join("\n");

function oldText({ header, suite, sections, run, below, end }: File): string {
  const parts = [
    [...header, ""].join("\n"),
    '(load "test.valk")',
    ...(suite === undefined ? [] : [`(test/suite ${suite})`]),
    ...sections.flatMap(({ banner, items }) => ["", ...banner, "", ...items.map(lineOf)]),
    run,
    ...below,
  ];
  return parts.join("\n") + end;
}

const RENAMED = (text: string): string => text.replace("(test/define", "(test/add");

/** The forms that stand above the pipeline, with the banners that go with them. */
function aboveOf({ sections }: File): string[] {
  return sections.flatMap(({ banner, items }) => {
    const others = items.filter(({ kind }) => kind === "other").map(lineOf);
    const hasTest = items.some(({ kind }) => kind === "test");
    const isOwn = !hasTest && items[0]?.kind === "other";
    return isOwn ? ["", ...banner, "", ...others] : others;
  });
}

/** The stages, with the banners that go with them. */
function stagesOf({ sections }: File): string[] {
  return sections.flatMap(({ banner, items }) => {
    const stages = items
      .filter(({ kind }) => kind !== "other")
      .map(lineOf)
      .map(RENAMED);
    const hasTest = items.some(({ kind }) => kind === "test");
    return hasTest || items[0]?.kind === "flag" ? ["", ...banner, "", ...stages] : stages;
  });
}

function newText(made: File): string {
  const { header, suite = '"Valkyria Test Suite"', below, end } = made;
  const inside = [...stagesOf(made), "(test/run))"];
  const parts = [
    [...header, ""].join("\n"),
    '(load "test.valk")',
    ...aboveOf(made),
    `(-> (test/suite ${suite})${shift(["", ...inside].join("\n"))}`,
    ...below,
  ];
  return parts.join("\n") + end;
}

const finish = (text: string): string => text.replaceAll(STRING_BREAK, "\n");

const pair: fc.Arbitrary<MigrationPair> = fc.tuple(file, fc.boolean()).map(([made, isCrlf]) => {
  const [old, now] = [finish(oldText(made)), finish(newText(made))];
  const end = (text: string) => (isCrlf ? text.replaceAll("\n", "\r\n") : text);
  return { name: "", target: "builder" as const, old: end(old), new: end(now) };
});

describe("generated migrations", () => {
  test("are proven", () => {
    fc.assert(
      fc.property(pair, (made) => {
        expect({ ...made, failures: provePair(made) }).toMatchObject({ failures: { ok: true } });
      }),
      { numRuns: 500 },
    );
  });

  test("are rejected without one of their characters, or with another one", () => {
    fc.assert(
      fc.property(pair, fc.nat(), fc.constantFrom("", "x", '"', "(", ";"), (made, at, other) => {
        const full = [...made.new.matchAll(/\S/gu)].map(({ index }) => index);
        const index = full[at % full.length] ?? 0;
        const character = String.fromCodePoint(made.new.codePointAt(index) ?? 0);
        fc.pre(character !== other);
        const rest = made.new.slice(index + character.length);
        const now = made.new.slice(0, index) + other + rest;
        expect(codesOf(provePair({ ...made, new: now }))).not.toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test("are rejected with two different lines of code exchanged", () => {
    fc.assert(
      fc.property(pair, fc.nat(), fc.nat(), (made, a, b) => {
        const lines = made.new.split("\n");
        const full = [...lines.keys()].filter((line) => lines[line]?.trim() !== "");
        const [first = 0, second = 0] = [full[a % full.length], full[b % full.length]];
        const [one = "", two = ""] = [lines[first], lines[second]];
        // A comment line may have more than one right place.
        fc.pre(one.trim() !== two.trim() && !/^\s*;/.test(one) && !/^\s*;/.test(two));
        const now = lines.with(first, two).with(second, one).join("\n");
        expect(codesOf(provePair({ ...made, new: now }))).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});
