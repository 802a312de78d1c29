import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import {
  COMMON_SYMBOL_CHARACTERS,
  DEFAULT_DIALECT,
  DIALECTS,
  SOME_SYMBOL_CHARACTERS,
} from "../../src/dialect/dialects.js";
import { errorsFor } from "../../src/syntax/diagnostic.js";
import { parse } from "../../src/syntax/parser.js";

describe("every dialect", () => {
  test.each(DIALECTS)("$name is known by one name and agrees with itself", (dialect) => {
    const { name, names, removedNames, calls, entryPoints, continuations, rules } = dialect;
    const { callingOnce, callingFirst } = dialect;
    expect(DIALECTS.filter((other) => other.name === name)).toHaveLength(1);
    for (const removed of removedNames.keys()) {
      expect(names, removed).not.toContain(removed);
    }
    const shaped = [...calls.keys(), ...Object.keys(entryPoints), ...Object.keys(continuations)];
    for (const call of [...shaped, ...callingFirst]) {
      expect(names, call).toContain(call);
    }
    for (const call of callingOnce) {
      expect(shaped, call).toContain(call);
    }
    expect(rules.hasAtoms).toBe(names.has("atom"));
  });

  test.each(DIALECTS.slice(1))(
    "$name says of each name that is gone what replaces it",
    (dialect) => {
      const before = DIALECTS[DIALECTS.indexOf(dialect) - 1];
      const gone = [...(before?.names ?? [])].filter((name) => !dialect.names.has(name));
      expect(gone.toSorted()).toEqual([...dialect.removedNames.keys()].toSorted());
    },
  );
});

describe("symbols", () => {
  const errors = (source: string) =>
    DIALECTS.map((one) => errorsFor(one, parse(source).diagnostics));
  const places = (source: string) =>
    errors(source).map((found) => found.map(({ span }) => `${span.start}-${span.end}`));

  test("a bar is one of their characters in February and none in January", () => {
    expect(SOME_SYMBOL_CHARACTERS).toBe("|");
    expect(places("(def {a|b} 1) (print |)")).toEqual([["7-8", "21-22"], []]);
    expect(parse("a|b 1|2").root.elements.map(({ text }) => text)).toEqual(["a|b", "1|2"]);
    expect(errors("|")[0]).toMatchObject([{ code: "read-unexpected-character" }]);
  });

  test("what no dialect knows is an error in all, and so is what is broken", () => {
    expect(places("(a #|b")).toEqual([
      ["0-1", "3-4", "4-5"],
      ["0-1", "3-4"],
    ]);
    expect(places('"|" ; |')).toEqual([[], []]);
  });

  test("all others are common", () => {
    expect(COMMON_SYMBOL_CHARACTERS).toBe(DEFAULT_DIALECT.symbolCharacters);
    expect(FEBRUARY_2026.symbolCharacters).toBe(`${COMMON_SYMBOL_CHARACTERS}|`);
  });
});
