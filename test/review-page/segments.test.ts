import { describe, expect, test } from "vitest";
import { escapeControls, segmentsOf, splitControls } from "../../src/review-page/segments.js";
import { escapeControls as terminalEscapes } from "../../src/text/escape.js";
import { fc } from "../properties.js";

const ANY_TEXT = fc.string({ unit: "binary" });

describe("control characters", () => {
  test("are shown as escapes of their own", () => {
    expect(splitControls("a\u001b[2Jb\u202e")).toEqual([
      { text: "a", isControl: false },
      { text: "\\x1b", isControl: true },
      { text: "[2Jb", isControl: false },
      { text: "\\u{202e}", isControl: true },
    ]);
    expect(splitControls("")).toEqual([]);
    expect(splitControls("\t👩\u200d🔬")).toEqual([{ text: "\t👩\u200d🔬", isControl: false }]);
  });

  test("are those that the terminal's reports escape", () => {
    fc.assert(
      fc.property(ANY_TEXT, (text) => {
        expect(escapeControls(text)).toBe(terminalEscapes(text));
      }),
    );
  });
});

describe("segments", () => {
  test("cut syntax at changed words", () => {
    const shown = segmentsOf('(test/add "x")', "m8fp3sm", [1, 9, 10, 11]);
    expect(
      shown.map(({ text, kind, isMarked }) => `${text}:${kind}${isMarked ? "!" : ""}`),
    ).toEqual(["(:m", "test/add:f!", " :p", '":s!', 'x":s', "):m"]);
  });

  test("join to the line with its escapes, whatever the pieces and marks", () => {
    const numbers = fc.array(fc.nat(12), { maxLength: 8 });
    // No pairs of surrogates: a cut between two would show each by itself.
    const unit = fc.constantFrom("a", " ", "\u001b", "\u202e", "é", "\t", "\u2028");
    fc.assert(
      fc.property(fc.string({ unit }), numbers, numbers, (text, lengths, steps) => {
        const pieces = lengths.map((length) => `${length || ""}s`).join("");
        const segments = segmentsOf(text, pieces, ascending(steps));
        expect(segments.map((segment) => segment.text).join("")).toBe(escapeControls(text));
      }),
    );
  });
});

/** An even number of offsets, each behind the one before. */
function ascending(steps: readonly number[]): readonly number[] {
  let at = 0;
  const offsets = steps.map((step) => {
    at += step + 1;
    return at;
  });
  return offsets.slice(0, offsets.length - (offsets.length % 2));
}
