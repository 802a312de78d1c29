// What files load, asked for one file at a time and for all together.

import { describe, expect, test } from "vitest";
import { createGraphReader } from "../../src/program/graph-file.js";
import { closureReader, leadingIntoCircles, leadsTo } from "../../src/program/load-closure.js";
import { listedProjectOf } from "../transforms/define-to-suite/fixtures.js";

/** Files by name, with the names of those that they load. */
function readerOf(loads: Readonly<Record<string, string>>) {
  const texts = Object.entries(loads).map(([name, loaded]) => [
    name,
    [...loaded].map((path) => `(load "${path}")\n`).join(""),
  ]);
  return createGraphReader(listedProjectOf(Object.fromEntries(texts)));
}

const GRAPHS = {
  "a chain": { a: "b", b: "c", c: "d", d: "" },
  "a diamond": { a: "bc", b: "d", c: "d", d: "e", e: "" },
  "a circle with a tail": { a: "b", b: "c", c: "bd", d: "", e: "a" },
  "two circles": { a: "b", b: "ac", c: "d", d: "c", e: "f", f: "" },
  "one that loads itself": { a: "a", b: "a", c: "d", d: "" },
  "files that are not there": { a: "x", b: "ya", c: "" },
};

describe.each(Object.entries(GRAPHS))("%s", (_, loads) => {
  const paths = Object.keys(loads);
  const read = readerOf(loads);
  const closure = closureReader(read);

  test("leads to whatever is in a closure, in any order of questions", () => {
    for (const marked of [...paths, "x"]) {
      const expected = paths.map((path) => path === marked || closure(path).has(marked));
      const holds = (path: string) => path === marked;
      const forwards = leadsTo(read, holds);
      const backwards = leadsTo(read, holds);
      expect(paths.map(forwards)).toEqual(expected);
      expect(paths.toReversed().map(backwards).toReversed()).toEqual(expected);
    }
  });

  test("each file is looked at once", () => {
    const asked: string[] = [];
    const leads = leadsTo(read, (path) => asked.push(path) === 0);
    for (const path of [...paths, ...paths]) {
      leads(path);
    }
    expect(new Set(asked).size).toBe(asked.length);
  });

  test("leads into a circle where its closure does", () => {
    const expected = paths.filter((path) =>
      [path, ...closure(path)].some((below) => closure(below).has(below)),
    );
    expect([...leadingIntoCircles(paths, read)].sort()).toEqual(expected);
  });
});
