import { describe, expect, test } from "vitest";
import { followMoves } from "../../src/finding/baseline-moves.js";

const entries = (path: string, ...places: readonly string[]) =>
  places.map((place, at) => ({ path, code: "old-test", place, ordinal: 1, line: at + 1 }));

const isGone = (path: string): boolean => path.startsWith("gone");
const movesOf = (...args: Parameters<typeof followMoves>) =>
  followMoves(...args).moves.map(({ from, to }) => `${from} > ${to}`);

describe("entries follow a file", () => {
  test("of which half is the same", () => {
    const baseline = entries("gone/a", "1", "2", "3", "4");
    expect(movesOf(baseline, entries("new", "1", "2"), isGone)).toEqual(["gone/a > new"]);
    expect(movesOf(baseline, entries("new", "1"), isGone)).toEqual([]);
    expect(movesOf(baseline, entries("new", "1", "2", "5", "6", "7"), isGone)).toEqual([]);
    expect(movesOf(baseline, entries("new/a", "1"), isGone)).toEqual(["gone/a > new/a"]);
    expect(movesOf(baseline, entries("new/a", "5"), isGone)).toEqual([]);
  });

  test("with all of them, and with their lines", () => {
    const baseline = [...entries("gone", "1"), ...entries("kept", "1")];
    expect(followMoves(baseline, entries("new", "1"), isGone).entries).toEqual([
      ...entries("new", "1"),
      ...entries("kept", "1"),
    ]);
  });

  test("that is gone, to one that nobody knows", () => {
    expect(movesOf(entries("kept", "1"), entries("new", "1"), isGone)).toEqual([]);
    const both = [...entries("gone", "1"), ...entries("known", "2")];
    expect(movesOf(both, entries("known", "1", "2"), isGone)).toEqual([]);
  });

  test("one for one, the likest first, then those of one name", () => {
    const baseline = [...entries("gone/a", "1", "2"), ...entries("gone/b", "1", "2", "3")];
    const items = [...entries("x/a", "1", "2"), ...entries("x/c", "1", "2", "3")];
    expect(movesOf(baseline, items, isGone)).toEqual(["gone/a > x/a", "gone/b > x/c"]);
    const twins = [...entries("gone/a", "1"), ...entries("gone/b", "1")];
    const moved = [...entries("x/b", "1"), ...entries("x/a", "1")];
    expect(movesOf(twins, moved, isGone)).toEqual(["gone/a > x/a", "gone/b > x/b"]);
    expect(movesOf(twins, entries("x/c", "1"), isGone)).toEqual(["gone/a > x/c"]);
  });

  test("by entries of the run's own kind alone, and the others with them", () => {
    const other = { ...entries("gone", "x")[0], code: "race", line: 9 } as (typeof baseline)[0];
    const baseline = entries("gone", "1");
    const all = [...baseline, other, { ...other, place: "y" }, { ...other, place: "z" }];
    const isOwn = ({ code }: { code: string }) => code !== "race";
    expect(movesOf(all, entries("new", "1"), isGone)).toEqual([]);
    const { entries: followed } = followMoves(all, entries("new", "1"), isGone, isOwn);
    expect(new Set(followed.map(({ path }) => path))).toEqual(new Set(["new"]));
  });
});
