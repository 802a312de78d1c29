// @vitest-environment happy-dom
// What a reviewer does with the whole page, and what it answers.

import { describe, expect, test, vi } from "vitest";
import type { PageFile } from "../../src/report/migrate/html/page-data.js";
import { NO_CHANGES } from "../../src/review/change-class.js";
import {
  choose,
  fileOf,
  findingOf,
  openPage,
  type PageParts,
  press,
  rowsOf,
  textOf,
  texts,
  the,
} from "./page.js";

const REVIEW = fileOf("test/deep/review.valk", {
  needsReview: true,
  counts: { ...NO_CHANGES, review: 2, renamed: 1 },
  findings: [findingOf({ line: 1 })],
});
const PLAIN = fileOf("test/plain.valk", { counts: { ...NO_CHANGES, reindented: 4, added: 1 } });
const BLOCKED = fileOf("test/blocked.valk", {
  status: "blocked",
  needsReview: true,
  findings: [findingOf({ code: "read-error", severity: "refuse", line: 3 })],
});
const QUIET = fileOf("src/quiet.valk", { status: "unchanged" });

const parts: PageParts = {
  files: [PLAIN, REVIEW, BLOCKED, QUIET],
  rows: {
    [REVIEW.path]: [
      rowsOf("review", "context", "context", "context", "context", "context", "review"),
      [{ class: "renamed", old: { line: 20, text: "a" }, new: { line: 20, text: "b" } }],
    ],
    [PLAIN.path]: [rowsOf("reindented", "reindented", "reindented", "reindented", "added")],
  },
};

const cardOf = ({ key }: PageFile) => the(`#file-${key}`);
const isOpen = (file: PageFile) => !the(".card-body", cardOf(file)).hidden;
const shownCards = () => texts("#files .path");
const headingOf = (file: PageFile) => the<HTMLButtonElement>("button.path", cardOf(file));
const viewedBox = (file: PageFile) => `#file-${file.key} .viewed input`;
/** Where the focus is: a file, or the old line of a row. */
const place = () => {
  const at = document.activeElement as HTMLElement | null;
  return at?.dataset.old ?? (at?.matches("tr.fold") ? "fold" : textOf(at));
};

describe("at first", () => {
  test("files stand by what they need; what needs eyes is open, what is unchanged is named", async () => {
    await openPage(parts);
    expect(shownCards()).toEqual([BLOCKED, REVIEW, PLAIN].map(({ path }) => path));
    expect([BLOCKED, REVIEW, PLAIN].map(isOpen)).toEqual([true, true, false]);
    expect(textOf(the("#untouched"))).toBe(
      "1 with nothing to see: unchanged, and without a findingsrc/quiet.valk",
    );
    expect(textOf(the("#results"))).toBe("4 of 4 files");
    expect(the("#loading").hidden).toBe(true);
    expect(the("#review").hidden).toBe(false);
    expect(the<HTMLDetailsElement>("#index").open).toBe(true);
  });

  test("the index says of each file what it is, and leads to its card", async () => {
    await openPage(parts);
    expect(texts("#index-list li")).toEqual([
      "✕blocked: test/blocked.valk",
      "!to review: test/deep/review.valk",
      "~changed: test/plain.valk",
      "·unchanged: src/quiet.valk",
    ]);
    the(`a[href="#file-${PLAIN.key}"]`).click();
    expect(isOpen(PLAIN)).toBe(true);
    expect(document.activeElement).toBe(headingOf(PLAIN));
    expect(the("[aria-current]").getAttribute("href")).toBe(`#file-${PLAIN.key}`);
    the("#index-list .plain").click();
    expect(document.activeElement).toBe(headingOf(PLAIN));
  });

  test("the file that the address names is open and has the focus", async () => {
    await openPage({ ...parts, hash: `#file-${PLAIN.key}` });
    expect(isOpen(PLAIN)).toBe(true);
    expect(document.activeElement).toBe(headingOf(PLAIN));
  });

  test("the index is closed in a narrow window, and lines stand one below the other", async () => {
    const { narrow } = await openPage({ ...parts, isNarrow: true });
    window.dispatchEvent(new Event("beforeprint"));
    expect(the<HTMLDetailsElement>("#index").open).toBe(false);
    expect(cardOf(REVIEW).querySelector("table.split")).toBeNull();
    narrow(false);
    expect(cardOf(REVIEW).querySelectorAll("table.split")).toHaveLength(2);
  });

  test("a page without files says so", async () => {
    await openPage();
    expect(textOf(the("#verdict"))).toBe("Nothing changes in 0 files");
    expect(the("#untouched").childElementCount).toBe(0);
    expect(textOf(the("#progress-text"))).toBe("0 of 0 files viewed");
    press("j");
    press("o");
    press("v");
    press("r");
    expect(textOf(the("#findings-summary"))).toBe("No findings.");
  });

  test("changes that could not be written count as failed", async () => {
    const problem = { code: "write-failed", message: "disk full", hint: "make room" };
    await openPage({ ...parts, end: { unwritten: [{ path: PLAIN.path, problem }] } });
    expect(shownCards()[0]).toBe(PLAIN.path);
    headingOf(PLAIN).click();
    headingOf(PLAIN).click();
    window.dispatchEvent(new Event("beforeprint"));
    expect(textOf(the(".finding", cardOf(PLAIN)))).toBe(
      "Failed: disk fullWhat to do: make roomwrite-failed",
    );
  });
});

describe("filters", () => {
  test("narrow the cards and the index, say how many are left, and are reset", async () => {
    await openPage(parts);
    choose("#search", "BLOCKED", "input");
    expect(shownCards()).toEqual([BLOCKED.path]);
    expect(textOf(the("#results"))).toBe("1 of 4 files");
    choose("#filter-folder", "src", "input");
    expect(shownCards()).toEqual([]);
    expect(textOf(the("#results"))).toBe("None of 4 files matches; reset the filters to see all.");
    the("#filters").dispatchEvent(new Event("reset", { cancelable: true }));
    expect(shownCards()).toHaveLength(3);
    expect(the<HTMLInputElement>("#search").value).toBe("");
  });

  test("offer what the files have", async () => {
    await openPage(parts);
    expect(texts("#filter-folder option")).toEqual(["any", "src (1)", "test (3)", "test/deep (1)"]);
    expect(texts("#filter-code option")).toEqual(["any", "duplicate-test (1)", "read-error (1)"]);
    choose("#filter-class", "added", "input");
    expect(shownCards()).toEqual([PLAIN.path]);
    choose("#filter-class", "", "input");
    choose("#filter-status", "mechanical", "input");
    expect(shownCards()).toEqual([PLAIN.path]);
  });

  test("never send the form away", async () => {
    await openPage(parts);
    const submit = new Event("submit", { cancelable: true });
    the("#filters").dispatchEvent(submit);
    expect(submit.defaultPrevented).toBe(true);
  });

  test("from the overview go to the first file that they leave", async () => {
    await openPage(parts);
    the("#steps .mechanical button").click();
    expect(shownCards()).toEqual([PLAIN.path]);
    expect(document.activeElement).toBe(headingOf(PLAIN));
    expect(isOpen(PLAIN)).toBe(true);
    the("#findings-summary tr.refuse button").click();
    expect(shownCards()).toEqual([BLOCKED.path]);
  });

  test("leave the order to the reader, who is remembered", async () => {
    await openPage(parts);
    choose("#order", "path");
    const byPath = [BLOCKED, REVIEW, PLAIN].map(({ path }) => path);
    expect(shownCards()).toEqual(byPath);
    expect(texts("#index-list li")[0]).toContain("src/quiet.valk");
    choose("#order", "review");
    expect(texts("#index-list li")[0]).toContain("test/blocked.valk");
  });
});

describe("lines", () => {
  test("are drawn when they come near, and not before", async () => {
    const { approach } = await openPage(parts);
    const body = the(".card-body", cardOf(REVIEW));
    expect(body.childElementCount).toBe(0);
    approach();
    expect(body.childElementCount).toBe(0);
    approach(body);
    expect(texts("caption", body)[0]).toContain("Lines 1–7 before, 1–7 after");
    const chunk = the("tbody", body);
    expect(chunk.querySelector("tr.row")).toBeNull();
    approach(chunk);
    expect(texts("tr.row td.before code", body)).toEqual([
      "review 1",
      "context 2",
      "context 6",
      "review 7",
    ]);
    expect(texts("tr.fold", body)).toEqual(["Show 3 more lines: 3 unchanged"]);
  });

  test("unfold, with the focus on the first of them", async () => {
    await openPage(parts);
    window.dispatchEvent(new Event("beforeprint"));
    the("tr.fold button", cardOf(REVIEW)).click();
    expect(place()).toBe("3");
    expect(cardOf(REVIEW).querySelector("tr.fold")).toBeNull();
  });

  test("of a class that is not asked for are folded", async () => {
    await openPage(parts);
    headingOf(PLAIN).click();
    const drawn = () => {
      window.dispatchEvent(new Event("beforeprint"));
      return [texts("tr.row code", cardOf(PLAIN)).length, texts("tr.fold", cardOf(PLAIN)).length];
    };
    expect(drawn()).toEqual([4, 1]);
    choose('#classes input[value="reindented"]', true);
    expect(drawn()).toEqual([10, 0]);
    choose('#classes input[value="reindented"]', false);
    choose('#classes input[value="added"]', false);
    expect(drawn()).toEqual([0, 1]);
  });

  test("stand one below the other where the reader likes it so, now and later", async () => {
    await openPage(parts);
    window.dispatchEvent(new Event("beforeprint"));
    choose('#views input[value="unified"]', true);
    expect(cardOf(REVIEW).querySelectorAll("table.unified")).toHaveLength(2);
    press("u");
    expect(cardOf(REVIEW).querySelectorAll("table.split")).toHaveLength(2);
    expect(the<HTMLInputElement>('#views input[value="split"]').checked).toBe(true);
    press("u");
    expect(localStorage.getItem("valk-codemod:settings")).toContain('"view":"unified"');
  });

  test("of all files are shown or put away at once", async () => {
    await openPage(parts);
    the("#open-all").click();
    expect([BLOCKED, REVIEW, PLAIN].map(isOpen)).toEqual([true, true, true]);
    the("#close-all").click();
    expect([BLOCKED, REVIEW, PLAIN].map(isOpen)).toEqual([false, false, false]);
  });
});

describe("viewed marks", () => {
  test.each([
    [0, "1 of 2 files viewed"],
    [1, "1 of 2 files viewed; 1 more has nothing to see"],
    [5, "1 of 2 files viewed; 5 more have nothing to see"],
  ])("are counted beside %i files that have nothing to see", async (rest, text) => {
    await openPage(parts);
    const { showProgress } = await import("../../src/review-page/toolbar.js");
    showProgress({ done: 1, all: 2, rest });
    expect(textOf(the("#progress-text"))).toBe(text);
  });

  test("close the file, count, show in the index, and are kept and taken back", async () => {
    await openPage(parts);
    expect(textOf(the("#progress-text"))).toBe("0 of 3 files viewed; 1 more has nothing to see");
    choose(viewedBox(REVIEW), true);
    expect(textOf(the("#progress-text"))).toBe("1 of 3 files viewed; 1 more has nothing to see");
    expect(the<HTMLProgressElement>("#progress").value).toBe(1);
    expect(isOpen(REVIEW)).toBe(false);
    expect(cardOf(REVIEW).classList).toContain("is-viewed");
    expect(texts("#index-list li.is-viewed")).toEqual(["✓viewed: test/deep/review.valk"]);
    choose("#filter-status", "unviewed", "input");
    expect(shownCards()).toEqual([BLOCKED.path, PLAIN.path]);

    await openPage(parts);
    expect(isOpen(REVIEW)).toBe(false);
    choose(viewedBox(REVIEW), false);
    expect(isOpen(REVIEW)).toBe(true);
    expect(textOf(the("#progress-text"))).toBe("0 of 3 files viewed; 1 more has nothing to see");
  });

  test("set by a key go on to the next file, taken back they stay", async () => {
    await openPage(parts);
    press("n");
    press("v");
    expect(the<HTMLInputElement>(viewedBox(BLOCKED)).checked).toBe(true);
    expect(document.activeElement).toBe(headingOf(REVIEW));
    press("p");
    press("v");
    expect(the<HTMLInputElement>(viewedBox(BLOCKED)).checked).toBe(false);
    expect(document.activeElement).toBe(headingOf(BLOCKED));
  });
});

test("a browser that keeps nothing says so in the help, and everything works all the same", async () => {
  vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  await openPage(parts);
  expect(textOf(the("#help-storage"))).toContain("viewed marks last until you close it");
  choose(viewedBox(REVIEW), true);
  expect(textOf(the("#progress-text"))).toBe("1 of 3 files viewed; 1 more has nothing to see");
  vi.restoreAllMocks();
});

describe("keys", () => {
  const walked = (...keys: readonly string[]) =>
    keys.map((key) => {
      press(key);
      return place();
    });

  test("go from file to file, and stay at either end", async () => {
    await openPage(parts);
    expect(walked("n", "n", "n", "n", "p")).toEqual([
      BLOCKED.path,
      REVIEW.path,
      PLAIN.path,
      PLAIN.path,
      REVIEW.path,
    ]);
  });

  test("go from change to change of open files and back", async () => {
    await openPage(parts);
    expect(walked("j", "j", "j", "j", "j", "j", "j")).toEqual([
      BLOCKED.path,
      REVIEW.path,
      "1",
      "7",
      "20",
      PLAIN.path,
      PLAIN.path,
    ]);
    expect(walked("k", "k", "k", "k", "k", "k")).toEqual([
      "20",
      "7",
      "1",
      REVIEW.path,
      BLOCKED.path,
      BLOCKED.path,
    ]);
  });

  test("go to places to review only, past files that are viewed", async () => {
    await openPage(parts);
    expect(walked("r", "r", "r", "r")).toEqual([BLOCKED.path, "1", "7", "7"]);
    expect(walked("R", "R", "R")).toEqual(["1", BLOCKED.path, BLOCKED.path]);
    choose(viewedBox(BLOCKED), true);
    press("o");
    expect(isOpen(BLOCKED)).toBe(true);
  });

  test("from nowhere go to the last place to review", async () => {
    await openPage(parts);
    expect(walked("R")).toEqual(["7"]);
  });

  test("open and close the file that the reader is at", async () => {
    await openPage(parts);
    press("n");
    press("o");
    expect(isOpen(BLOCKED)).toBe(false);
    press("o");
    expect(isOpen(BLOCKED)).toBe(true);
    expect(document.activeElement).toBe(headingOf(BLOCKED));
  });

  test("are not taken from fields, nor with other keys held", async () => {
    await openPage(parts);
    const search = the<HTMLInputElement>("#search");
    the<HTMLDetailsElement>("#index").open = false;
    expect(press("/").defaultPrevented).toBe(true);
    expect(the<HTMLDetailsElement>("#index").open).toBe(true);
    search.focus();
    expect(press("n").defaultPrevented).toBe(false);
    the(viewedBox(BLOCKED)).focus();
    expect(press("n", { ctrlKey: true }).defaultPrevented).toBe(false);
    expect(press("x").defaultPrevented).toBe(false);
    expect(press("n").defaultPrevented).toBe(true);
  });

  test("are told by the help, which takes them while it is open; they can be switched off", async () => {
    await openPage(parts);
    const help = the<HTMLDialogElement>("#help");
    press("?");
    expect(help.open).toBe(true);
    expect(press("n").defaultPrevented).toBe(false);
    expect(texts("#help-keys kbd")).toEqual([
      "j",
      "k",
      "n",
      "p",
      "r",
      "R",
      "o",
      "v",
      "u",
      "/",
      "?",
    ]);
    expect(textOf(the("#help-storage"))).toContain("stay in this browser");
    help.close();
    choose("#use-keys", false);
    expect(press("n").defaultPrevented).toBe(false);
    await openPage(parts);
    expect(the<HTMLInputElement>("#use-keys").checked).toBe(false);
    the("#help-open").click();
    expect(the<HTMLDialogElement>("#help").open).toBe(true);
  });
});

describe("the look", () => {
  test("is as the reader left it", async () => {
    await openPage(parts);
    expect(document.documentElement.dataset.theme).toBe("system");
    choose("#theme", "dark");
    expect(document.documentElement.dataset.theme).toBe("dark");
    await openPage(parts);
    expect(the<HTMLSelectElement>("#theme").value).toBe("dark");
    choose("#theme", "system");
    expect(document.documentElement.dataset.theme).toBe("system");
  });

  test("knows how much of the window the controls take while they stick", async () => {
    const measured: ResizeObserverCallback[] = [];
    class Observer {
      constructor(callback: ResizeObserverCallback) {
        measured.push(callback);
      }
      observe = () => undefined;
    }
    vi.stubGlobal("ResizeObserver", Observer);
    await openPage(parts);
    const toolbar = the("#toolbar");
    vi.spyOn(toolbar, "offsetHeight", "get").mockReturnValue(48);
    const heightWhile = (position: string): string => {
      toolbar.style.position = position;
      measured[0]?.([], {} as ResizeObserver);
      return document.documentElement.style.getPropertyValue("--toolbar");
    };
    expect(heightWhile("sticky")).toBe("48px");
    expect(heightWhile("static")).toBe("0px");
  });

  test("keeps the current entry of the index in its box, wherever it stands", async () => {
    await openPage(parts);
    const list = the("#index-list");
    const rect = (top: number, bottom: number) => ({ top, bottom }) as DOMRect;
    vi.spyOn(list, "getBoundingClientRect").mockReturnValue(rect(0, 100));
    const entry = (file: PageFile, top: number) =>
      vi
        .spyOn(the(`a[href="#file-${file.key}"]`), "getBoundingClientRect")
        .mockReturnValue(rect(top, top + 20));
    entry(BLOCKED, 110);
    entry(REVIEW, -30);
    press("n");
    expect(list.scrollTop).toBe(30);
    press("n");
    expect(list.scrollTop).toBe(0);
  });
});
