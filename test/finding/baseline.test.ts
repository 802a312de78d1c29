import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type BaselineEntry,
  type BaselineError,
  compareEntries,
  compareWithBaseline,
  formatBaseline,
  keyOf,
  numberEntries,
  pruneBaseline,
  readBaseline,
} from "../../src/finding/baseline.js";
import { fc } from "../properties.js";
import { makeFolder } from "../temporary-folder.js";

const entry = (path: string, place: string, ordinal = 1): BaselineEntry => ({
  path,
  code: "old-test",
  place,
  ordinal,
});
const three = [entry("a.valk", "adds"), entry("a.valk", "adds", 2), entry("b.valk", 'says "no"')];
const text = formatBaseline(three);

describe("the text of a baseline", () => {
  test("has one entry a line, with a blank line below it", () => {
    expect(text).toBe(`{
  "version": 1,
  "entries": [
    ["a.valk", "old-test", "adds"],

    ["a.valk", "old-test", "adds", 2],

    ["b.valk", "old-test", "says \\"no\\""],

    []
  ]
}
`);
  });

  test("does not depend on the order of the entries", () => {
    expect(formatBaseline(three.toReversed())).toBe(text);
  });

  test("is read with the lines of its entries", () => {
    expect(readBaseline(text)).toEqual(
      three.map((each, index) => ({ ...each, line: 4 + 2 * index })),
    );
    expect(readBaseline(text.replaceAll("\n", "\r\n"))).toEqual(readBaseline(text));
  });

  test("gives back any entries", () => {
    const entries = fc.uniqueArray(
      fc.record({
        path: fc.string(),
        code: fc.string(),
        place: fc.string({ unit: "binary" }),
        ordinal: fc.integer({ min: 1, max: 9 }),
      }),
      { selector: keyOf },
    );
    fc.assert(
      fc.property(entries, (some) => {
        const read = readBaseline(formatBaseline(some)).map(({ line: _, ...each }) => each);
        expect(read).toEqual(some.toSorted(compareEntries));
      }),
    );
  });
});

describe("a broken baseline", () => {
  const swapped = formatBaseline([]).replace(
    "    []",
    '    ["b", "old-test", "x"],\n    ["a", "old-test", "x"],\n    []',
  );
  const doubled = text.replace(/^( .*"adds"\],\n)/m, "$1$1");

  test.each<[string, string, string, RegExp]>([
    ["no JSON", "{", "1:2", /no JSON: expected a key/],
    ["another version", text.replace("1", "2"), "2:14", /no baseline of version 1/],
    ["no version", "[]", "1:1", /no baseline of version 1/],
    ["no entries", '{"version": 1}', "1:1", /list of entries is missing/],
    [
      "an entry of another kind",
      text.replace('"adds"', "7"),
      "4:5",
      /list of path, code and place/,
    ],
    ["an entry that is no list", text.replace("[]", "7"), "10:5", /list of path, code and place/],
    ["an order that a merge left", swapped, "5:5", /belongs above line 4/],
    ["an entry twice", doubled, "5:5", /stands at line 4, too/],
    ["a merge that is not resolved", `${text}<<<<<<< HEAD\n`, "13:1", /unresolved merge/],
    ["its other markers", `=======\n${text}`, "1:1", /unresolved merge/],
  ])("with %s is an error that says where", (_, broken, at, message) => {
    expect(() => readBaseline(broken)).toThrow(message);
    try {
      readBaseline(broken);
    } catch (error) {
      expect((error as BaselineError).at).toBe(at);
      expect((error as BaselineError).hint).toMatch(/baseline/);
    }
  });

  test.each([
    ["out of order", swapped, [entry("a", "x"), entry("b", "x")]],
    ["doubled", doubled, three],
  ])("is put in order by pruning: %s", (_, broken, entries) => {
    expect(readBaseline(broken, true).length).toBeGreaterThan(0);
    expect(pruneBaseline(broken, () => false)).toBe(formatBaseline(entries));
  });
});

describe("what lint wrote before it shared the format", () => {
  // As makeBaseline wrote it, with a path that holds a blank and a finding without a name.
  const counted = `{
  "version": 1,
  "known": {
    "a.valk race n": 1,
    "sub dir/b.valk redefinition *limit*": 2,
    "z.valk unreadable-file ": 1
  }
}
`;
  const upgraded = `{
  "version": 1,
  "entries": [
    ["a.valk", "race", "n"],

    ["sub dir/b.valk", "redefinition", "*limit*"],

    ["sub dir/b.valk", "redefinition", "*limit*", 2],

    ["z.valk", "unreadable-file", ""],

    []
  ]
}
`;

  test("is read, each count as so many entries, with their line", () => {
    expect(readBaseline(counted).map(({ line, ...each }) => [line, keyOf(each)])).toEqual(
      [4, 5, 5, 6].map((line, index) => [
        line,
        keyOf(readBaseline(upgraded)[index] as BaselineEntry),
      ]),
    );
    expect(readBaseline('{"version":1,"known":{}}')).toEqual([]);
  });

  test("is upgraded when it is written", () => {
    expect(formatBaseline(readBaseline(counted))).toBe(upgraded);
    expect(pruneBaseline(counted, () => false)).toBe(upgraded);
    expect(pruneBaseline(counted, ({ code }) => code === "race")).toBe(
      upgraded.replace('    ["a.valk", "race", "n"],\n\n', ""),
    );
  });

  test.each(['{"a":1}', '{"a b":1}', '{"a b c":"1"}', '{"a b c":-1}', '{"a b c":1.5}'])(
    "is an error that says where: %s",
    (known) => {
      expect(() => readBaseline(`{"version":1,"known":${known}}`)).toThrow(/no baseline: an entry/);
    },
  );
});

describe("what check wrote before lint shared the format", () => {
  // As formatBaseline wrote it: the format is the same, so that not a byte changes.
  const written = `{
  "version": 1,
  "entries": [
    ["test/a.valk", "old-test", "one"],

    ["test/a.valk", "old-test", "one", 2],

    ["test/b.valk", "read-error", ""],

    []
  ]
}
`;

  test("is read, and written as it was", () => {
    expect(readBaseline(written).map(({ place, ordinal }) => [place, ordinal])).toEqual([
      ["one", 1],
      ["one", 2],
      ["", 1],
    ]);
    expect(formatBaseline(readBaseline(written))).toBe(written);
    expect(pruneBaseline(written, () => false)).toBe(written);
  });
});

describe("a comparison", () => {
  const found = numberEntries([entry("a.valk", "x"), entry("a.valk", "x"), entry("b.valk", "y")]);
  const baseline = readBaseline(formatBaseline([entry("a.valk", "x"), entry("c.valk", "z")]));

  test("tells apart what has one key, and says what is new, known and gone", () => {
    expect(found.map(({ ordinal }) => ordinal)).toEqual([1, 2, 1]);
    const { fresh, known, stale } = compareWithBaseline(found, baseline, () => true);
    expect(fresh.map(keyOf)).toEqual(found.slice(1).map(keyOf));
    expect(known).toEqual(found.slice(0, 1));
    expect(stale.map(({ path }) => path)).toEqual(["c.valk"]);
  });

  test("takes for gone only what the run would have found", () => {
    const { stale } = compareWithBaseline(found, baseline, ({ path }) => path !== "c.valk");
    expect(stale).toEqual([]);
  });
});

describe("pruning", () => {
  test("takes out single lines and leaves the blank ones", () => {
    const pruned = pruneBaseline(text, ({ ordinal }) => ordinal === 2);
    expect(pruned).toBe(text.replace('    ["a.valk", "old-test", "adds", 2],\n', ""));
    expect(readBaseline(pruned)).toHaveLength(2);
  });

  test("writes anew what a formatter has put on one line", () => {
    const joined = text.replaceAll(/\n\s*/g, " ");
    expect(pruneBaseline(joined, ({ path }) => path === "b.valk")).toBe(
      formatBaseline(three.slice(0, 2)),
    );
  });
});

describe("a three-way merge by git", () => {
  const many = Array.from({ length: 60 }, (_, index) =>
    entry(`test/${String.fromCharCode(97 + (index % 6))}.valk`, `test ${index}`),
  ).toSorted(compareEntries);
  const base = formatBaseline(many);
  const without = (isStale: (index: number) => boolean): string => {
    const stale = new Set(many.filter((_, index) => isStale(index)).map(keyOf));
    return pruneBaseline(base, (each) => stale.has(keyOf(each)));
  };

  test.each<[string, (index: number) => boolean, (index: number) => boolean]>([
    ["neighbouring files", (at) => at < 10, (at) => at >= 10 && at < 20],
    ["neighbouring entries", (at) => at % 2 === 0, (at) => at % 2 === 1],
    ["the same entries", (at) => at > 20 && at < 40, (at) => at > 30 && at < 50],
    ["the first and the last", (at) => at === 0, (at) => at === 59],
  ])("of branches that remove %s has no conflict", (_, ours, theirs) => {
    const cwd = makeFolder({ "baseline.json": base });
    const git = (...args: readonly string[]) =>
      execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.com", ...args], {
        cwd,
        stdio: "pipe",
      });
    const commit = (content: string) => {
      writeFileSync(join(cwd, "baseline.json"), content);
      git("commit", "-qam", "remove");
    };
    git("init", "-q", "-b", "main");
    git("add", ".");
    git("commit", "-qm", "start");
    git("checkout", "-qb", "theirs");
    commit(without(theirs));
    git("checkout", "-q", "main");
    commit(without(ours));
    git("merge", "-q", "-m", "merge", "theirs");
    const merged = readFileSync(join(cwd, "baseline.json"), "utf8");
    expect(merged).toBe(without((at) => ours(at) || theirs(at)));
    expect(() => readBaseline(merged)).not.toThrow();
  });

  test("would have one without the blank lines", () => {
    const dense = (content: string) => content.replaceAll("\n\n", "\n");
    const cwd = makeFolder({
      base: dense(base),
      ours: dense(without((at) => at % 2 === 0)),
      theirs: dense(without((at) => at % 2 === 1)),
    });
    const { status } = spawnSync("git", ["merge-file", "-p", "ours", "base", "theirs"], { cwd });
    expect(status).toBeGreaterThan(0);
  });
});
