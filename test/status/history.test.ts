import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_DIALECT } from "../../src/dialect/dialects.js";
import type { FileVersions } from "../../src/status/file-versions.js";
import { compareVersions, type History } from "../../src/status/history.js";
import { readLossyNames, readTestNames, type TestNames } from "../../src/status/test-names.js";

const names = (old: string, fresh = ""): TestNames => ({
  old: old.split(" ").filter(Boolean),
  new: fresh.split(" ").filter(Boolean),
});
const broken = (tests: string): TestNames => ({
  ...names(""),
  unreadable: tests.split(" ").filter(Boolean),
});
const file = (path: string, before?: TestNames, after?: TestNames): FileVersions => ({
  path,
  before,
  after,
});

function told({ tests, files }: History): object {
  const counted = Object.entries(tests).filter(([, count]) => count > 0);
  const listed = Object.entries(files).filter(([, paths]) => paths.length > 0);
  return { tests: Object.fromEntries(counted), files: Object.fromEntries(listed) };
}

describe("what became of tests and files", () => {
  test.each<[string, readonly FileVersions[], object]>([
    ["nothing", [], { tests: {}, files: {} }],
    [
      "migrated",
      [file("a", names("x y"), names("", "x y"))],
      { tests: { moved: 2 }, files: { moved: ["a"] } },
    ],
    [
      "migrated in part",
      [file("a", names("x y"), names("y", "x"))],
      { tests: { moved: 1 }, files: { begun: ["a"] } },
    ],
    [
      "the rest of it",
      [file("a", names("y", "x"), names("", "x y"))],
      { tests: { moved: 1 }, files: { moved: ["a"] } },
    ],
    [
      "migrated, with one test gone and one come",
      [file("a", names("x y"), names("", "x z"))],
      { tests: { moved: 1, addedNew: 1, removed: 1 }, files: { moved: ["a"] } },
    ],
    [
      "taken back",
      [file("a", names("", "x"), names("x"))],
      { tests: { movedBack: 1 }, files: { movedBack: ["a"] } },
    ],
    [
      "a new file in the old style",
      [file("a", undefined, names("x"))],
      { tests: { addedOld: 1 }, files: { addedOld: ["a"] } },
    ],
    [
      "a new file in the new style",
      [file("a", undefined, names("", "x"))],
      { tests: { addedNew: 1 }, files: { addedNew: ["a"] } },
    ],
    [
      "a file that is gone",
      [file("a", names("x", "y"), undefined)],
      { tests: { removed: 2 }, files: { removed: ["a"] } },
    ],
    ["another order", [file("a", names("x y"), names("y x"))], { tests: {}, files: {} }],
    [
      "one of two namesakes",
      [file("a", names("x x"), names("x"))],
      { tests: { removed: 1 }, files: {} },
    ],
    [
      "renamed",
      [file("a", names("x y"), undefined), file("b", undefined, names("x y"))],
      { tests: {}, files: {} },
    ],
    [
      "renamed and migrated",
      [file("a", names("x y"), undefined), file("b", undefined, names("", "x y"))],
      { tests: { moved: 2 }, files: { moved: ["b"] } },
    ],
    [
      "renamed, the namesake among equals",
      [
        file("one/t", names("x"), undefined),
        file("one/u", undefined, names("", "x")),
        file("two/t", undefined, names("x")),
      ],
      { tests: { addedNew: 1 }, files: { addedNew: ["one/u"] } },
    ],
    [
      "too little in common for a rename, but tests are tests",
      [file("a", names("x y z"), undefined), file("b", undefined, names("", "x w"))],
      { tests: { moved: 1, addedNew: 1, removed: 2 }, files: { addedNew: ["b"], removed: ["a"] } },
    ],
    [
      "migrated, so that it does not read",
      [file("a", names("x y"), broken("x z"))],
      { tests: { broken: 1, addedUnreadable: 1, removed: 1 }, files: { broken: ["a"] } },
    ],
    [
      "broken in the new style, and in both",
      [file("a", names("", "x"), broken("x")), file("b", names("y", "z"), broken("y z"))],
      { tests: { broken: 3 }, files: { broken: ["a", "b"] } },
    ],
    [
      "a new file that does not read, without tests",
      [file("a", undefined, broken(""))],
      { tests: {}, files: { broken: ["a"] } },
    ],
    [
      "mended",
      [file("a", broken("x y"), names("x", "y")), file("b", broken("z"), names("", "z"))],
      { tests: { mended: 3 }, files: { mended: ["a", "b"] } },
    ],
    [
      "still broken, with one test less",
      [file("a", broken("x y"), broken("x"))],
      { tests: { removed: 1 }, files: {} },
    ],
    [
      "a broken file that is gone, with tests that live on elsewhere",
      [file("a", broken("x y z"), undefined), file("b", undefined, names("", "z"))],
      { tests: { mended: 1, removed: 2 }, files: { removed: ["a"], addedNew: ["b"] } },
    ],
    [
      "split in two",
      [file("a", names("x y z"), names("", "x")), file("b", undefined, names("", "y z"))],
      { tests: { moved: 3 }, files: { moved: ["a"], addedNew: ["b"] } },
    ],
  ])("%s", (_name, versions, expected) => {
    expect(told(compareVersions(versions))).toEqual(expected);
  });

  test("names the files that hold added old tests", () => {
    const { grownOld } = compareVersions([
      file("b", undefined, names("x y")),
      file("a", names("k"), names("k l")),
      file("c", names("m"), names("", "m")),
    ]);
    expect(grownOld).toEqual([
      { path: "a", tests: 1 },
      { path: "b", tests: 2 },
    ]);
  });

  test("every test counts once", () => {
    const some = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 5 });
    const version = fc.option<TestNames, undefined>(
      fc.oneof(
        { arbitrary: fc.record({ old: some, new: some }), weight: 3 },
        fc.record({ old: fc.constant([]), new: fc.constant([]), unreadable: some }),
      ),
      { nil: undefined },
    );
    const all = fc.array(fc.record({ before: version, after: version }), { maxLength: 6 });
    const count = (versions: readonly (TestNames | undefined)[], api: keyof TestNames): number =>
      versions.reduce((sum, one) => sum + (one?.[api]?.length ?? 0), 0);
    fc.assert(
      fc.property(all, (pairs) => {
        const versions = pairs.map((pair, at) => ({ path: `${at}`, ...pair }));
        const { tests } = compareVersions(versions);
        const before = versions.map((one) => one.before);
        const after = versions.map((one) => one.after);
        const oldChange = count(after, "old") - count(before, "old");
        const newChange = count(after, "new") - count(before, "new");
        const brokenChange = count(after, "unreadable") - count(before, "unreadable");
        const { moved, movedBack, broken, mended, removed } = tests;
        const { addedOld, addedNew, addedUnreadable } = tests;
        const change = oldChange + newChange + brokenChange;
        expect(addedOld + addedNew + addedUnreadable - removed).toBe(change);
        expect(newChange).toBeLessThanOrEqual(moved - movedBack + mended + addedNew);
        expect(oldChange).toBeLessThanOrEqual(movedBack - moved + mended + addedOld);
        expect(brokenChange).toBeLessThanOrEqual(broken - mended + addedUnreadable);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

const namesIn = (text: string) => readTestNames(text, DEFAULT_DIALECT);

describe("the names of a text's tests", () => {
  test("old ones", () => {
    const text = `(test/suite "S") (test/define "a" {1}) (test/async (join "b"\n  "c") (\\ {done} {done 1}))
(fun {case n} {test/define n {1}}) (test/run)`;
    expect(namesIn(text)).toEqual({ old: ['"a"', '(join "b" "c")', "n"], new: [] });
  });

  test("new ones, of both kinds", () => {
    expect(namesIn('(-> (test/suite "S") (test/add "a" {1}) (test/run))').new).toEqual(['"a"']);
    expect(namesIn('(test/run (list (test "b" {1})))').new).toEqual(['"b"']);
  });

  test("none in quoted data, and none in a module", () => {
    expect(namesIn('\'(test/define "a" {1})')).toEqual({ old: [], new: [] });
    const module = "(fun {test/suite n} {n}) (fun {test/run} {1}) (fun {f} {test/add 1 2})";
    expect(namesIn(module)).toEqual({ old: [], new: [] });
  });

  test("a call without arguments has a name of no characters", () => {
    expect(namesIn("(f (test/add))").new).toEqual([""]);
  });

  test("those of a file that does not read, whatever its API", () => {
    expect(namesIn('(test/run (list (test "a" {"\\ "}) (test  "b\n" {1})))')).toEqual({
      old: [],
      new: [],
      unreadable: ['"a"', '"b\n"'.replace(/\s/g, " ")],
    });
    expect(namesIn('(test/define "a" {f\n(test/define "b" {1})\n(test/run)')).toEqual({
      old: [],
      new: [],
      unreadable: ['"a"', '"b"'],
    });
    expect(namesIn('(print "a)\n(test/define "b" {1})\n(test/run)').unreadable).toEqual(['"b"']);
    expect(namesIn('(print "\\ ")')).toEqual({ old: [], new: [] });
  });

  test("those of bytes that are no text", () => {
    expect(readLossyNames('; \ufffd\n(test/define "a" {1})').unreadable).toEqual(['"a"']);
  });
});
