import fc from "fast-check";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { DEFAULT_DIALECT } from "../../../src/dialect/dialects.js";
import { formatBar } from "../../../src/report/status/bar.js";
import type { StatusData, StatusOptions } from "../../../src/report/status/report.js";
import { statusFormats } from "../../../src/report/status/status-formats.js";
import type { History } from "../../../src/status/history.js";
import { addTallies, EMPTY_TALLY, type Tally } from "../../../src/status/tally.js";
import { keepEnd, padColumns, padColumnsLeft } from "../../../src/text/columns.js";
import { escapeControls } from "../../../src/text/escape.js";
import { createStyle } from "../../../src/text/style.js";

const plain: StatusOptions = {
  style: createStyle(false),
  isPlain: true,
  columns: 80,
  wordFor: (path) => path,
};

const tallyWith = (done: number, left: number, stuck: number): Tally => ({
  ...EMPTY_TALLY,
  done,
  left,
  stuck,
});

describe("a bar", () => {
  test.each([
    [[1, 1, 0], 12, "[#####.....]"],
    [[0, 5, 0], 8, "[......]"],
    [[5, 0, 0], 8, "[######]"],
    [[1, 999, 0], 12, "[#.........]"],
    [[999, 1, 0], 12, "[#########.]"],
    [[500, 500, 1], 12, "[#####....x]"],
    [[0, 0, 0], 6, "      "],
  ] as const)("of %j in %i columns", ([done, left, stuck], columns, expected) => {
    expect(formatBar(tallyWith(done, left, stuck), columns, plain)).toBe(expected);
  });

  test("with colours has no brackets and other cells", () => {
    const options = { style: createStyle(true), isPlain: false };
    const bar = formatBar(tallyWith(1, 1, 1), 6, options);
    expect(bar).toContain("██");
    expect(bar).toContain("░░");
    expect(bar).toContain("▒▒");
    expect(stringWidth(bar)).toBe(6);
  });

  test("fills its columns, and looks whole only where it is", () => {
    const count = fc.nat(10_000);
    fc.assert(
      fc.property(
        count,
        count,
        count,
        fc.integer({ min: 5, max: 120 }),
        (done, left, stuck, columns) => {
          const bar = formatBar(tallyWith(done, left, stuck), columns, plain);
          expect(bar).toHaveLength(columns);
          expect(bar.includes("#")).toBe(done > 0);
          expect(bar.includes(".")).toBe(left > 0);
          expect(bar.includes("x")).toBe(stuck > 0);
        },
      ),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("columns", () => {
  test("are those that a terminal shows", () => {
    expect(padColumns("日本", 6)).toBe("日本  ");
    expect(padColumnsLeft("é", 3)).toBe("  é");
    expect(padColumns("longer", 3)).toBe("longer");
    expect(keepEnd("test/日本語/deep", 9)).toBe(".../deep");
    expect(keepEnd("test/日本語/deep", 10)).toBe("...語/deep");
    expect(keepEnd("fits", 4)).toBe("fits");
  });

  test("are never exceeded by what is cut", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme" }),
        fc.integer({ min: 3, max: 40 }),
        (text, width) => {
          expect(stringWidth(keepEnd(text, width))).toBeLessThanOrEqual(Math.max(width, 3));
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  });
});

const history: History = {
  tests: {
    moved: 5,
    movedBack: 1,
    broken: 7,
    mended: 2,
    addedOld: 2,
    addedNew: 3,
    addedUnreadable: 1,
    removed: 4,
  },
  files: {
    moved: ["test/a.valk"],
    begun: ["test/b.valk"],
    movedBack: ["test/c.valk"],
    broken: ["test/u.valk"],
    mended: [],
    addedOld: ["test/d.valk"],
    addedNew: [],
    removed: ["test/e.valk"],
  },
  grownOld: Array.from({ length: 12 }, (_, at) => ({ path: `test/${at}.valk`, tests: 1 })),
};

const folderTallies: readonly (readonly [string, Tally])[] = [
  [
    "test",
    {
      files: { new: 3, old: 4, mixed: 1, blocked: 2, unreadable: 11, failed: 1, none: 5 },
      tests: { new: 30, old: 40, mixed: 6, blocked: 8, unreadable: 12, failed: 0, none: 0 },
      done: 33,
      lists: 5,
      computed: 0,
      left: 40,
      stuck: 23,
    },
  ],
  [
    "test/日本語のとても長い名前のフォルダ/with/many/folders/below/it",
    {
      files: { ...EMPTY_TALLY.files, new: 1 },
      tests: { ...EMPTY_TALLY.tests, new: 9 },
      done: 9,
      lists: 0,
      computed: 0,
      left: 0,
      stuck: 0,
    },
  ],
  [
    "planned",
    {
      files: { ...EMPTY_TALLY.files, old: 1 },
      tests: EMPTY_TALLY.tests,
      done: 0,
      lists: 0,
      computed: 0,
      left: 0,
      stuck: 0,
    },
  ],
  ["src", { ...EMPTY_TALLY, files: { ...EMPTY_TALLY.files, none: 2 } }],
];

const text = `(test/add "${"日本 ".repeat(12)}" {== "\\ \u001b[2J" 1})`;
const place = text.indexOf("\\");
const excerpt = { text, start: place, end: place + 2, isCutBefore: false, isCutAfter: false };

const full: StatusData = {
  toolVersion: "1.2.3",
  root: "/root",
  dialect: { dialect: DEFAULT_DIALECT, reason: "`a|b`.valk uses \u001b[2J" },
  status: {
    total: folderTallies.map(([, tally]) => tally).reduce(addTallies),
    folders: folderTallies.map(([path, tally]) => ({ path, tally })),
    reasons: [
      { code: "no-run", paths: ["test/a|b.valk", "test/`c`.valk"] },
      { code: "read-error", paths: ["test/d\u001b[2J.valk"] },
    ],
    mixed: ["test/m.valk"],
    unreadable: Array.from({ length: 11 }, (_, at) => ({
      path: `test/u${at}.valk`,
      line: at + 1,
      column: 21,
      code: "read-error",
      message: "this does not read",
      tests: at === 0 ? 2 : 1,
      ...(at === 2 && { excerpt }),
    })),
    failed: [{ path: "test/f.valk", code: "read-failed", message: "EACCES" }],
    next: [
      { paths: ["test/one.valk"], tests: 1, lines: 12, reviews: 0 },
      { paths: ["test/two.valk", "test/parts.valk"], tests: 2, lines: 20, reviews: 1 },
    ],
    unblockers: Array.from({ length: 7 }, (_, at) => ({
      path: `test/part${at}.valk`,
      codes: at === 0 ? [] : ["no-run"],
      unblocks: at === 1 ? ["test/x.valk"] : ["test/x.valk", "test/y.valk"],
    })),
  },
  module: { path: "src/modules/test.valk", kind: "compat", isShipped: true },
  since: { ref: "main", commit: "0123456789abcdef0123456789abcdef01234567", history },
};

const empty: StatusData = {
  ...full,
  status: {
    total: EMPTY_TALLY,
    folders: [],
    reasons: [],
    mixed: [],
    unreadable: [],
    failed: [],
    next: [],
    unblockers: [],
  },
  module: undefined,
  since: undefined,
};

async function render(
  format: string,
  data: StatusData,
  options: Partial<StatusOptions> = {},
): Promise<string> {
  const load = statusFormats.get(format);
  return load === undefined ? "" : (await load())(data, { ...plain, ...options });
}

describe("the text report", () => {
  test.each([
    [undefined, "no framework module"],
    [["a/test.valk", "b/\u001b.valk"], "2 framework modules: a/test.valk, b/\\x1b.valk"],
  ])("says which modules there are: %j", async (severalModules, said) => {
    const data = { ...empty, ...(severalModules && { severalModules }) };
    expect((await render("text", data)).split("\n")[0]).toBe(`Status  ${said}`);
  });

  test.each([60, 80, 200, undefined])("at %s columns", async (columns) => {
    const text = await render("text", full, { columns });
    expect(text).toMatchSnapshot();
    expect(escapeControls(text.replaceAll("\n", ""))).toBe(text.replaceAll("\n", ""));
    // Commands are there to be copied, so that they stay on their line.
    for (const line of text.split("\n").filter((one) => !one.startsWith("    valk-codemod"))) {
      expect(stringWidth(line)).toBeLessThanOrEqual(columns ?? 200);
    }
  });

  test("leaves the bars out where there is no room for them", async () => {
    const text = await render("text", full, { columns: 44 });
    expect(text).toMatch(/^test {2,}\d+ %/m);
    expect(text).not.toMatch(/^test .*\[/m);
  });

  test("of nothing", async () => {
    expect(await render("text", empty)).toMatchSnapshot();
  });

  test.each([
    ["final", "Everything is migrated."],
    ["compat", "Next: valk-codemod framework install --final --write"],
  ] as const)("of a migration that is over, with the %s module", async (kind, expected) => {
    const [, done] = folderTallies[1] as (typeof folderTallies)[number];
    const text = await render("text", {
      ...empty,
      status: { ...empty.status, total: done, folders: [{ path: "test", tally: done }] },
      module: { path: "src/modules/test.valk", kind, isShipped: true },
    });
    expect(text).toContain(expected);
    expect(text).toContain("100 %");
  });

  test("says where nothing happened since", async () => {
    const none: History = {
      tests: {
        moved: 0,
        movedBack: 0,
        broken: 0,
        mended: 0,
        addedOld: 0,
        addedNew: 0,
        addedUnreadable: 0,
        removed: 0,
      },
      files: {
        moved: [],
        begun: [],
        movedBack: [],
        broken: [],
        mended: [],
        addedOld: [],
        addedNew: [],
        removed: [],
      },
      grownOld: [],
    };
    const since = { ref: "v1\u0007", commit: "0123456789abcdef", history: none };
    expect(await render("text", { ...empty, since })).toContain(
      "Since v1\\x07 (0123456789): no test moved, came or went.",
    );
  });
});

test.each(["markdown", "json"])("the report in %s", async (format) => {
  expect(await render(format, full)).toMatchSnapshot();
  expect(await render(format, empty)).toMatchSnapshot();
});

test("the JSON report is JSON", async () => {
  expect(JSON.parse(await render("json", full))).toMatchObject({
    version: 1,
    total: { percent: 40, done: 42 },
    folders: [{ path: "test" }, {}, { percent: null }, {}],
    since: { ref: "main", tests: history.tests },
  });
});
