import { expect, test } from "vitest";
import { DIALECTS } from "../../src/dialect/dialects.js";
import { findForeignCharacters } from "../../src/proof/foreign-characters.js";

const claim = (oldText: string, newText: string) => ({
  path: "a.valk",
  oldText,
  newText,
  edits: [],
  migrateAgain: () => ({ changed: false, findings: [] }),
  knownFindings: [],
});

test.each(DIALECTS)("a text is held to the symbols of $name", ({ symbolCharacters }) => {
  const found = findForeignCharacters({ ...claim("(a b|c)", "(a |)"), symbolCharacters });
  const isKnown = symbolCharacters.includes("|");
  expect(found.map(({ code, oldOffset, newOffset }) => [code, oldOffset, newOffset])).toEqual(
    isKnown
      ? []
      : [
          ["proof-read-error", 4, undefined],
          ["proof-read-error", undefined, 3],
        ],
  );
});

test("strings and comments hold any character, and a text that does not read is not looked at", () => {
  expect(findForeignCharacters(claim('(a "|") ; |', "(a '|"))).toEqual([]);
  expect(findForeignCharacters(claim("(a)", "(a|)"))).toMatchObject([{ newOffset: 2 }]);
});
