import { describe, expect, test } from "vitest";
import type { PageRow } from "../../src/report/migrate/html/page-data.js";
import { countClasses, foldRows, stopsOf } from "../../src/review-page/fold.js";
import { fc } from "../properties.js";

type Name = PageRow["class"];

const CLASSES: readonly Name[] = ["context", "reindented", "renamed", "moved", "added", "review"];
const LETTERS = new Map(CLASSES.map((name) => [name.charAt(0), name]));

/** Rows by the first letters of their classes; `r` is reindented, `n` renamed, `v` review. */
function rowsOf(letters: string): PageRow[] {
  const names: Readonly<Record<string, Name>> = { r: "reindented", n: "renamed", v: "review" };
  return [...letters].map((letter, index) => ({
    class: names[letter] ?? (LETTERS.get(letter) as Name),
    old: { line: index + 1, text: "" },
    new: { line: index + 1, text: "" },
  }));
}

const options = (change: {
  hidden?: readonly string[];
  context?: number;
  marked?: readonly number[];
}) => ({
  hidden: new Set(change.hidden ?? ["reindented"]),
  context: change.context ?? 1,
  marked: new Set(change.marked ?? []),
});

/** Loud rows as capitals, quiet ones as letters, folds as their length. */
function show(letters: string, change: Parameters<typeof options>[0] = {}): string {
  return foldRows(rowsOf(letters), options(change))
    .map((item) => {
      if (item.kind === "fold") {
        return `(${item.rows.length})`;
      }
      const letter = letters.charAt((item.row.old?.line ?? 0) - 1);
      return item.isLoud ? letter.toUpperCase() : letter;
    })
    .join("");
}

describe("folds", () => {
  test("hide what is far from a change of a shown class", () => {
    expect(show("rrrrrnrrrrr")).toBe("(4)rNr(4)");
    expect(show("cccccnccccc")).toBe("(4)cNc(4)");
  });

  test("are not made for fewer than three rows", () => {
    expect(show("nrrrrn")).toBe("NrrrrN");
    expect(show("nrrrrrn")).toBe("Nr(3)rN");
    expect(show("rrr")).toBe("(3)");
  });

  test("leave out no row with a finding", () => {
    expect(show("rrrrrrrrr", { marked: [5] })).toBe("(3)rRr(3)");
    expect(show("ccccc", { marked: [1], context: 0 })).toBe("C(4)");
  });

  test("follow the hidden classes", () => {
    expect(show("rrrrr", { hidden: [] })).toBe("RRRRR");
    expect(show("nnnnn", { hidden: ["renamed", "reindented"] })).toBe("(5)");
  });

  test("hold every row once and in order, whatever is hidden", () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[crnmav]*$/),
        fc.subarray([...CLASSES]),
        fc.nat(4),
        fc.array(fc.nat(20)),
        (letters, hidden, context, marked) => {
          const rows = rowsOf(letters);
          const items = foldRows(rows, options({ hidden, context, marked }));
          expect(items.flatMap((item) => (item.kind === "fold" ? item.rows : [item.row]))).toEqual(
            rows,
          );
          for (const item of items) {
            const folded = item.kind === "fold" ? item.rows : [];
            expect(folded.filter((row) => marked.includes(row.old?.line ?? 0))).toEqual([]);
          }
        },
      ),
    );
  });

  test("tell what they hold", () => {
    expect([...countClasses(rowsOf("rrcr"))]).toEqual([
      ["reindented", 3],
      ["context", 1],
    ]);
  });
});

describe("stops", () => {
  test("are where runs of loud rows begin", () => {
    const stops = (letters: string) => stopsOf(foldRows(rowsOf(letters), options({})));
    expect(stops("nncn")).toEqual([0, 3]);
    expect(stops("cccccn")).toEqual([2]);
    expect(stops("rrrr")).toEqual([]);
  });
});
