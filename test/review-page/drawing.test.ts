// @vitest-environment happy-dom
// What is drawn of one file: rows, hunks, the card around them; and the overview of all.

import { beforeEach, describe, expect, test, vi } from "vitest";
import type { PageFile, PageRow } from "../../src/report/migrate/html/page-data.js";
import { NO_CHANGES } from "../../src/review/change-class.js";
import type { Query } from "../../src/review-page/filter.js";
import {
  fileOf,
  findingOf,
  openPage,
  type PageParts,
  rowsOf,
  setUpDocument,
  textOf,
  texts,
  the,
} from "./page.js";

const line = (number: number, text = `line ${number}`) => ({ line: number, text });

describe("elements", () => {
  beforeEach(() => void setUpDocument());

  test("have the attributes that are given, and text that is never markup", async () => {
    const { element, foreign } = await import("../../src/review-page/dom.js");
    const made = element(
      "p",
      { a: "x", b: 2, c: true, d: false, e: undefined },
      "<b>",
      foreign(""),
    );
    expect(made.outerHTML).toBe('<p a="x" b="2" c="">&lt;b&gt;<bdi dir="ltr"></bdi></p>');
    expect(foreign("a\u202eb").innerHTML).toBe('a<span class="control">\\u{202e}</span>b');
  });

  test("are found by what they are, or are a defect of the frame", async () => {
    const { find } = await import("../../src/review-page/dom.js");
    expect(find("search", HTMLInputElement).id).toBe("search");
    expect(() => find("search", HTMLSelectElement)).toThrow("no HTMLSelectElement #search");
    expect(() => find("nowhere", HTMLElement)).toThrow("the page has no HTMLElement #nowhere");
  });

  test("are drawn once, whether they come near or are asked for", async () => {
    const { approach } = setUpDocument();
    const { drawNow, drawWhenNear } = await import("../../src/review-page/lazy.js");
    const draw = vi.fn();
    const made = the("#files");
    drawWhenNear(made, draw);
    expect(draw).not.toHaveBeenCalled();
    drawNow(made);
    drawNow(made);
    approach(made);
    expect(draw).toHaveBeenCalledTimes(1);
  });
});

describe("a row", () => {
  const drawn = async (row: PageRow, isSplit = true, jump?: () => void) => {
    setUpDocument();
    const { drawRow } = await import("../../src/review-page/draw-row.js");
    const moved = jump && { count: 2, jump };
    return drawRow(row, { isSplit, at: 5, findings: [], moved });
  };
  const renamed: PageRow = { class: "renamed", old: line(1), new: line(2) };

  test("has both sides in one line or in two", async () => {
    const [split] = await drawn(renamed);
    expect(texts("td", split)).toEqual([
      "1",
      "−renamed, before: line 1",
      "2",
      "+renamed, after: line 2",
    ]);
    expect(split?.dataset).toMatchObject({ at: "5", old: "1", new: "2" });
    const unified = await drawn(renamed, false);
    expect(unified.map((row) => texts("td", row))).toEqual([
      ["1", "", "−renamed, before: line 1"],
      ["", "2", "+renamed, after: line 2"],
    ]);
  });

  test("of one side has nothing on the other", async () => {
    const [added] = await drawn({ class: "added", new: line(3) });
    expect(texts("td", added)).toEqual(["", "", "3", "+added by the migration: line 3"]);
    const [removed] = await drawn({ class: "added", old: line(3) });
    expect(texts("td", removed)).toEqual(["3", "−removed by the migration: line 3", "", ""]);
    const [unified] = await drawn({ class: "added", old: line(3) }, false);
    expect(texts("td", unified)).toEqual(["3", "", "−removed by the migration: line 3"]);
    expect(await drawn({ class: "context" }, false)).toEqual([]);
  });

  test("that only shifted is one line in either view", async () => {
    const rows = await drawn({ class: "reindented", old: line(1), new: line(2) }, false);
    expect(rows.map((row) => texts("td", row))).toEqual([["1", "2", "⇥re-indented: line 2"]]);
  });

  test("has its syntax, its changed words, its control characters and its missing end", async () => {
    const text = "(def \u0007 1";
    const shown = { line: 1, text, pieces: "m3f3pn", marks: [1, 4], isUnfinished: true } as const;
    const [row] = await drawn({ class: "context", old: shown, new: shown });
    const code = the("code", row as ParentNode);
    expect(code.innerHTML).toBe(
      '<span class="syntax-m">(</span><mark class="syntax-f word">def</mark> <span class="control">\\x07</span> <span class="syntax-n">1</span><span class="no-end">no line end</span>',
    );
  });

  test("that moved leads to its other end", async () => {
    const jump = vi.fn();
    const [away] = await drawn({ class: "moved", old: line(1), other: 9 }, true, jump);
    the("button", away as ParentNode).click();
    expect(jump).toHaveBeenCalledTimes(1);
    expect(texts("button", away)).toEqual(["2 lines moved to new line 9"]);
    const [here] = await drawn({ class: "moved", new: line(9), other: 1 }, true, jump);
    expect(texts("button", here)).toEqual(["2 lines moved from old line 1"]);
  });
});

test("moved lines that follow one another are one block, which begins at the first", async () => {
  const { movedBlocks } = await import("../../src/review-page/hunk-table.js");
  const rows: PageRow[] = [
    { class: "moved", old: line(1), other: 8 },
    { class: "moved", old: line(2), other: 9 },
    { class: "moved", old: line(3), other: 20 },
    { class: "context", old: line(4), new: line(1) },
    { class: "moved", new: line(2), other: 5 },
    { class: "moved", old: line(5), other: 6 },
  ];
  const blocks = [...movedBlocks(rows)].map(([row, count]) => [rows.indexOf(row), count]);
  expect(blocks).toEqual([
    [0, 2],
    [2, 1],
    [4, 1],
    [5, 1],
  ]);
});

describe("a hunk", () => {
  const hunkOf = async (rows: readonly PageRow[], change: object = {}) => {
    setUpDocument();
    const { createHunk } = await import("../../src/review-page/hunk.js");
    const jump = vi.fn();
    const hunk = createHunk(rows, {
      label: "Change 1 of 1 in a.valk",
      isOneOfMany: false,
      isSplit: () => true,
      hidden: new Set<string>(),
      context: 1,
      findings: new Map(),
      jump,
      ...change,
    });
    document.body.replaceChildren(hunk.element);
    return { hunk, jump };
  };
  const focused = () => (document.activeElement as HTMLElement).dataset;
  const quiet = (count: number) => Array.from({ length: count }, () => "context" as const);

  test("is named for screen readers, with the lines it has where there are several", async () => {
    const { hunk } = await hunkOf(rowsOf("review"));
    expect(hunk.element.getAttribute("aria-label")).toBe("Change 1 of 1 in a.valk");
    expect(the("caption").className).toBe("unseen");
    await hunkOf([{ class: "added", new: line(4) }], { isOneOfMany: true });
    expect(textOf(the("caption"))).toBe("Change 1 of 1 in a.valk: Lines none before, 4–4 after");
    expect(texts("thead th")).toEqual(["Old line", "Before", "New line", "After"]);
  });

  test("is drawn by a hundred rows", async () => {
    const { hunk } = await hunkOf(rowsOf(...Array.from({ length: 150 }, () => "review" as const)));
    expect(document.querySelectorAll("tbody")).toHaveLength(2);
    hunk.focusItem(120);
    expect(focused().old).toBe("121");
    expect(document.querySelectorAll("tr.row")).toHaveLength(50);
    hunk.drawAll();
    expect(document.querySelectorAll("tr.row")).toHaveLength(150);
    hunk.focusItem(999);
    expect(focused().old).not.toBe("999");
  });

  test("unfolds three hundred rows at once, in either view", async () => {
    const rows = rowsOf("review", ...quiet(700), "review");
    const { hunk } = await hunkOf(rows, { isSplit: () => false });
    hunk.drawAll();
    const fold = () => texts("tr.fold");
    expect(fold()).toEqual(["Show 698 more lines: 698 unchanged"]);
    the("tr.fold button").click();
    expect(fold()).toEqual(["Show 398 more lines: 398 unchanged"]);
    expect(the("tr.fold td").getAttribute("colspan")).toBe("3");
  });

  test("reveals any line of either side, however deep it is folded", async () => {
    const { hunk } = await hunkOf(rowsOf("review", ...quiet(700), "review"));
    expect(hunk.reveal("new", 500)).toBe(true);
    expect(focused().new).toBe("500");
    expect(hunk.reveal("old", 1)).toBe(true);
    expect(focused().old).toBe("1");
    expect(hunk.reveal("old", 5000)).toBe(false);
    expect([hunk.hasOld(702), hunk.hasOld(703)]).toEqual([true, false]);
  });

  test("stops at each run of changes, and says where eyes are needed", async () => {
    const rows = rowsOf("renamed", "context", "renamed", "review", ...quiet(5), "added");
    const findings = new Map([
      [1, [findingOf({ severity: "info" })]],
      [10, [findingOf({ severity: "refuse", line: 10 })]],
    ]);
    const { hunk } = await hunkOf(rows, { findings });
    expect(hunk.stops()).toEqual([
      { at: 0, needsReview: false },
      { at: 2, needsReview: true },
      { at: 7, needsReview: true },
    ]);
    const added = await hunkOf([{ class: "added", new: line(1) }]);
    expect(added.hunk.stops()).toEqual([{ at: 0, needsReview: false }]);
  });

  test("has its findings beneath their lines", async () => {
    const excerpt = ["(a", " ^"] as const;
    const findings = new Map([[2, [findingOf({ line: 2, column: 3, excerpt })]]]);
    const { hunk } = await hunkOf(rowsOf("review", "review"), { findings });
    hunk.drawAll();
    expect(texts("tbody tr").at(-1)).toBe(
      "Look at this at line 2, column 3: says so(a ^What to do: do thisduplicate-test",
    );
    expect(the("pre").tabIndex).toBe(0);
  });

  test("lets moved lines lead to each other", async () => {
    const { hunk, jump } = await hunkOf([
      { class: "moved", old: line(1), other: 8 },
      { class: "moved", new: line(8), other: 1 },
    ]);
    hunk.drawAll();
    for (const button of document.querySelectorAll<HTMLElement>("button.jump")) {
      button.click();
    }
    expect(jump.mock.calls).toEqual([
      ["new", 8],
      ["old", 1],
    ]);
  });
});

describe("a card", () => {
  const open = async (file: PageFile, rows: readonly PageRow[] = []) => {
    const parts: PageParts = {
      files: [file],
      rows: { [file.path]: rows.length > 0 ? [rows] : [] },
    };
    await openPage(parts);
    the("#open-all").click();
    window.dispatchEvent(new Event("beforeprint"));
  };

  test("tells what became of the file", async () => {
    await open(
      fileOf("a\u202e.valk", {
        needsReview: true,
        tests: 2,
        group: "with b.valk",
        counts: { ...NO_CHANGES, moved: 1500 },
        findings: [findingOf({ line: 9 })],
      }),
    );
    expect(texts(".facts .fact")).toEqual([
      "to review",
      "1 finding",
      "1500 moved",
      "2 tests",
      "with b.valk",
    ]);
    expect(the("article").getAttribute("aria-label")).toBe("a\\u{202e}.valk");
  });

  test("of a file replaced as a whole has all of it folded", async () => {
    await open(
      fileOf("a.valk", { isReplaced: true, tests: 0 }),
      rowsOf("review", "review", "review"),
    );
    expect(texts(".facts .fact")).toEqual(["replaced as a whole"]);
    expect(textOf(the(".remark"))).toContain("nothing of the old text is left");
    expect(texts("tr.fold")).toEqual(["Show 3 more lines: 3 unexplained"]);
  });

  test("has findings beside their lines, or above where the line is not shown", async () => {
    const findings = [1, 1, 40].map((at) => findingOf({ line: at }));
    await open(fileOf("a.valk", { findings }), rowsOf("review"));
    expect(document.querySelectorAll(".card-body > .finding")).toHaveLength(1);
    expect(document.querySelectorAll("tr.finding-row")).toHaveLength(2);
  });

  test("leads from a moved line to its other end, in whichever hunk", async () => {
    await open(fileOf("a.valk"), [
      { class: "moved", old: line(1), other: 8 },
      { class: "moved", new: line(8), other: 1 },
    ]);
    the("button.jump").click();
    expect((document.activeElement as HTMLElement).dataset.new).toBe("8");
  });
});

describe("the overview", () => {
  const ask = vi.fn<(query: Partial<Query>) => void>();
  const overview = async (parts: PageParts) => {
    setUpDocument(parts);
    const { readData } = await import("../../src/review-page/data.js");
    const { fillOverview } = await import("../../src/review-page/overview.js");
    fillOverview(readData(), ask);
  };
  const figure = (name: string) =>
    textOf(
      [...document.querySelectorAll("#figures div")].find((row) => textOf(row).startsWith(name))
        ?.lastElementChild ?? null,
    );

  test.each([
    [[fileOf("a"), fileOf("b")], "2 files changed, all of it mechanical"],
    [[fileOf("a", { needsReview: true }), fileOf("b")], "1 of 2 files needs your eyes"],
    [
      [fileOf("a", { needsReview: true }), fileOf("b", { needsReview: true })],
      "2 of 2 files need your eyes",
    ],
    [[fileOf("a", { status: "unchanged" })], "Nothing changes in 1 file"],
  ])("says what the run came to: %#", async (files, verdict) => {
    await overview({ files });
    expect(textOf(the("#verdict"))).toBe(verdict);
    expect(the("#overview").hidden).toBe(false);
  });

  test.each([
    ["preview", "a preview, nothing was written"],
    ["check", "a check, nothing was written"],
    ["write", "the changes were written"],
  ] as const)("says of a %s what was written", async (mode, words) => {
    await overview({ run: { mode } });
    expect(textOf(the("#about"))).toBe(
      `valk-codemod 1.2.3, transform define-to-suite, target builder: ${words}`,
    );
  });

  test("of a page among several says what it is about, and leads to all", async () => {
    await overview({ run: { part: { title: "a\u202e/", index: "index.html" } } });
    expect(textOf(the("#about"))).toContain("; this page is about a\\u{202e}/ (all pages)");
    expect(the("#about a").getAttribute("href")).toBe("index.html");
  });

  test("names no target where the run is not about tests", async () => {
    await overview({ run: { transform: "own", target: undefined } });
    expect(textOf(the("#about"))).toContain("transform own: ");
  });

  test("leads to the files by what they need, the worst first", async () => {
    const stuck = (path: string, status: "failed" | "blocked") =>
      fileOf(path, { status, needsReview: true });
    await overview({
      files: [
        fileOf("a"),
        fileOf("b", { needsReview: true }),
        stuck("c", "blocked"),
        stuck("d", "failed"),
        fileOf("e", { status: "unchanged", findings: [findingOf({ severity: "info" })] }),
        fileOf("f", { status: "unchanged" }),
      ],
    });
    expect(texts("#steps button")).toEqual([
      "1 failed",
      "1 blocked",
      "1 to review",
      "1 mechanical",
      "1 with notes alone",
      "1 with nothing to see",
    ]);
    the("#steps .blocked button").click();
    expect(ask).toHaveBeenLastCalledWith({ status: "blocked" });
  });

  test("adds up tests, proofs and changed lines", async () => {
    const proof = { tests: 2, registeringForms: 1, comments: 1, forms: 3 };
    const totals = {
      ...{ changed: 2, unchanged: 0, blocked: 0, failed: 1, suites: 2, commentsKept: 1 },
      ...{ testsMigrated: 4, testsLeft: 1, testsNew: 2, testsUnreadable: 3 },
    };
    await overview({
      files: [
        fileOf("a", { proof, counts: { ...NO_CHANGES, moved: 1200 } }),
        fileOf("b", { proof }),
      ],
      end: { totals, remarks: [{ label: "framework", text: "is there" }] },
    });
    expect(figure("Files")).toBe("3 = 2 changed + 0 unchanged + 0 blocked + 1 failed");
    expect(figure("Tests")).toBe(
      "4 migrated, 1 left, 2 in the new style before, 3 of them in files that cannot be read",
    );
    expect(figure("Suites")).toBe("2 suites migrated, 1 comment kept");
    expect(figure("Proof")).toBe(
      "2 files shown to hold the same before and after: 4 tests, 2 forms that can make more tests, 2 comments and 6 other forms",
    );
    expect(figure("Changed lines")).toBe("1,200 moved");
    expect(figure("Framework")).toBe("is there");
  });

  test("has a proof without registering forms, and no changes", async () => {
    const proof = { tests: 1, registeringForms: 0, comments: 0, forms: 1 };
    await overview({ files: [fileOf("a", { proof })] });
    expect(figure("Proof")).toBe(
      "1 file shown to hold the same before and after: 1 test, 0 comments and 1 other form",
    );
    expect(figure("Changed lines")).toBe("none");
  });

  test("counts the findings by times and files, the hardest first", async () => {
    const note = findingOf({ code: "note", severity: "info" });
    const refusal = findingOf({ code: "refusal", severity: "refuse" });
    await overview({
      files: [
        fileOf("a", { findings: [note, note, findingOf()] }),
        fileOf("b", { findings: [note, refusal] }),
      ],
    });
    expect(
      [...document.querySelectorAll("#findings-summary tbody tr")].map((row) =>
        texts("th, td", row),
      ),
    ).toEqual([
      ["refusal", "leaves the file as it is", "1", "1"],
      ["duplicate-test", "asks for a look", "1", "1"],
      ["note", "is only a note", "3", "2"],
    ]);
    the("#findings-summary .info button").click();
    expect(ask).toHaveBeenLastCalledWith({ code: "note" });
  });
});
