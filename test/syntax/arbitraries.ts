// Random texts for the properties: any string at all, strings of the characters that matter to
// the reader, and texts that do read.

import type { Arbitrary } from "fast-check";
import { fc } from "../properties.js";

/** Any sequence of UTF-16 units, lone surrogates and NUL included. */
export const anyText: Arbitrary<string> = fc
  .array(fc.nat(0xffff))
  .map((units) => String.fromCharCode(...units));

/** Each a character, or two, that changes what the reader does next. */
export const NASTY = [..."(){}',@\"\\;a1- \n"];

export const nastyText: Arbitrary<string> = fc.string({
  unit: fc.constantFrom(...NASTY, "`", "\r", "\r\n", "\t", "\v", "\f", "#", "é", "\u{1F600}", "\0"),
  maxLength: 40,
});

const blank = fc.constantFrom(" ", "  ", "\t", "\n", "\r\n", "\n\n", "\n    ", "\v", "\r");
const comment = fc
  .tuple(
    fc.constantFrom("", " note", " (", "\"'} \r é", "; \u{1F600}"),
    fc.constantFrom("\n", "\r\n"),
  )
  .map(([text, lineEnd]) => `;${text}${lineEnd}`);

/** Blanks, line ends and comments, at least one of them; a comment has its line end. */
export const trivia: Arbitrary<string> = fc
  .array(fc.oneof({ weight: 4, arbitrary: blank }, comment), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(""));

const optionalTrivia = fc.oneof(fc.constant(""), trivia);

/** Symbols, keywords among them. */
export const symbolText: Arbitrary<string> = fc.constantFrom(
  ..."a - \\ -> + 12abc -1- :key :k test/define *a-b* = <=! & ?".split(" "),
);

const numberText = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);

/** String literals, escapes and line ends in them. */
export const stringText: Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      ..."a (){};',`@#",
      ...["\n", "\r\n", "\n\n  ", "\t", "é", "\u{1F600}", "\uE000\uE001", "; x", "  "],
      ...["\\n", '\\"', "\\\\", "\\'", "\\a", "\\v"],
    ),
    { maxLength: 6 },
  )
  .map((parts) => `"${parts.join("")}"`);

const { datum } = fc.letrec<{ datum: string }>((tie) => ({
  datum: fc.oneof(
    { maxDepth: 4, depthIdentifier: "datum", withCrossShrink: true },
    symbolText,
    numberText,
    stringText,
    fc.constantFrom("()", "{}"),
    brackets(tie("datum"), "(", ")"),
    brackets(tie("datum"), "{", "}"),
    fc
      .tuple(fc.constantFrom("'", "`", ",", ",@"), optionalTrivia, tie("datum"))
      .map((parts) => parts.join("")),
  ),
}));

function brackets(item: Arbitrary<string>, open: string, close: string): Arbitrary<string> {
  return sequence(item, 1).map((content) => open + content + close);
}

/** Data with trivia around them; without any where the grammar needs none. */
function sequence(item: Arbitrary<string>, minLength: number): Arbitrary<string> {
  return fc
    .tuple(
      optionalTrivia,
      fc.array(fc.tuple(item, optionalTrivia, trivia), { minLength, maxLength: 4 }),
    )
    .map(([lead, items]) => {
      const parts = items.map(([text, gap, widerGap], index) => {
        const next = items[index + 1]?.[0];
        const wouldJoin = next !== undefined && isAtomic(text.slice(-1)) && isAtomic(next[0]);
        return text + (wouldJoin ? widerGap : gap);
      });
      return lead + parts.join("");
    });
}

function isAtomic(character: string | undefined): boolean {
  return character !== undefined && !"(){}\"'`,".includes(character);
}

/** One datum that reads, without trivia around it. */
export const datumText: Arbitrary<string> = datum;

/** A text that reads. */
export const validText: Arbitrary<string> = sequence(datum, 0);

/** A text that nearly reads: a valid one with a piece cut out or put in. */
export const nearlyValidText: Arbitrary<string> = fc
  .tuple(validText, fc.nat(), fc.nat(2), fc.constantFrom("", ...NASTY, "\0", "#"))
  .map(([text, place, length, insertion]) => {
    const at = place % (text.length + 1);
    return text.slice(0, at) + insertion + text.slice(at + length);
  });

/** All of the above. */
export const someText: Arbitrary<string> = fc.oneof(anyText, nastyText, validText, nearlyValidText);
