// The review page in a document without a browser: its frame, data blocks made for the test, and
// an observer that lets elements come near when the test says so. Where things stand and how they
// look only a browser knows; that is tested in `test/report/migrate/html`.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { dataBlock } from "../../src/report/migrate/html/document.js";
import type {
  PageEnd,
  PageFile,
  PageFinding,
  PageRow,
  PageRun,
  StoredHunks,
} from "../../src/report/migrate/html/page-data.js";
import { NO_CHANGES } from "../../src/review/change-class.js";

const frame = readFileSync(
  join(import.meta.dirname, "../../src/review-page/page.html"),
  "utf8",
).replace(/^.*<body>|<\/body>.*$/gs, "");

/** A changed file of one test; its key is its path with dashes. */
export function fileOf(path: string, change: Partial<PageFile> = {}): PageFile {
  return {
    path,
    status: "changed",
    key: path.replace(/\W/g, "-"),
    needsReview: false,
    tests: 1,
    counts: NO_CHANGES,
    isReplaced: false,
    findings: [],
    problems: [],
    ...change,
  };
}

export function findingOf(change: Partial<PageFinding> = {}): PageFinding {
  return {
    code: "duplicate-test",
    severity: "review",
    message: "says so",
    hint: "do this",
    line: 1,
    column: 1,
    ...change,
  };
}

/** Rows with both lines, from line 1, by their classes; all say what they are. */
export function rowsOf(...classes: readonly PageRow["class"][]): PageRow[] {
  return classes.map((name, index) => {
    const line = { line: index + 1, text: `${name} ${index + 1}` };
    return { class: name, old: line, new: line };
  });
}

export interface PageParts {
  readonly files?: readonly PageFile[];
  /** The rows of each hunk, by path. */
  readonly rows?: Readonly<Record<string, readonly StoredHunks[number]["rows"][]>>;
  readonly run?: Partial<PageRun>;
  readonly end?: Partial<PageEnd>;
  readonly isNarrow?: boolean;
  /** The part of the address behind `#`. */
  readonly hash?: string;
}

const RUN: PageRun = {
  version: "1.2.3",
  transform: "define-to-suite",
  target: "builder",
  mode: "preview",
  context: 1,
};

const END: PageEnd = {
  totals: {
    changed: 1,
    unchanged: 2,
    blocked: 3,
    failed: 4,
    testsMigrated: 5,
    testsLeft: 0,
    testsNew: 0,
    testsUnreadable: 0,
    suites: 1,
    commentsKept: 6,
  },
  remarks: [],
  unwritten: [],
};

export interface Surroundings {
  /** Lets the elements come near the window, as by scrolling. */
  approach(...elements: readonly Element[]): void;
  /** Whether the window is narrow from now on. */
  narrow(isNarrow: boolean): void;
}

/**
 * Puts the frame and the data into the document. What a module adds to the document and the window
 * is taken off when the test is over; modules are read anew by the next import.
 */
export function setUpDocument(parts: PageParts = {}): Surroundings {
  const { files = [], rows = {}, run, end, hash = "" } = parts;
  const blocks = [
    dataBlock('id="data-run"', { ...RUN, ...run }),
    ...files.map((file) => dataBlock('class="file"', file)),
    ...files.flatMap(({ path, key }) => {
      const hunks = rows[path]?.map((hunk) => ({ rows: hunk }));
      return hunks === undefined ? [] : [dataBlock(`id="lines-${key}"`, hunks)];
    }),
    dataBlock('id="data-end"', { ...END, ...end }),
  ];
  document.body.innerHTML = frame + blocks.join("");
  window.location.hash = hash;
  vi.resetModules();
  for (const target of [document, window]) {
    const added = vi.spyOn(target, "addEventListener");
    onTestFinished(() => {
      const listeners = [...added.mock.calls];
      added.mockRestore();
      for (const [type, listener] of listeners) {
        target.removeEventListener(type, listener as EventListener);
      }
    });
  }
  onTestFinished(() => {
    localStorage.clear();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });
  return { approach: stubObservers(), narrow: stubMedia(parts.isNarrow ?? false) };
}

function stubObservers(): Surroundings["approach"] {
  const observed = new Set<Element>();
  let seen: IntersectionObserverCallback = () => undefined;
  class Observer {
    constructor(callback: IntersectionObserverCallback) {
      seen = callback;
    }
    observe = (element: Element): unknown => observed.add(element);
    unobserve = (element: Element): unknown => observed.delete(element);
  }
  vi.stubGlobal("IntersectionObserver", Observer);
  return (...near) => {
    const entries = [...observed].map((target) => ({
      target,
      isIntersecting: near.includes(target),
    }));
    seen(entries as IntersectionObserverEntry[], {} as IntersectionObserver);
  };
}

function stubMedia(isNarrow: boolean): Surroundings["narrow"] {
  const media = Object.assign(new EventTarget(), { matches: isNarrow });
  vi.spyOn(window, "matchMedia").mockReturnValue(media as unknown as MediaQueryList);
  return (matches) => {
    media.matches = matches;
    media.dispatchEvent(new Event("change"));
  };
}

/** Starts the whole page. */
export async function openPage(parts: PageParts = {}): Promise<Surroundings> {
  const surroundings = setUpDocument(parts);
  await import("../../src/review-page/main.js");
  return surroundings;
}

/** The element that the selector names; throws where there is none. */
export function the<Kind extends HTMLElement = HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Kind {
  const found = within.querySelector<Kind>(selector);
  if (found === null) {
    throw new Error(`no ${selector}`);
  }
  return found;
}

/** The texts of all elements that the selector names, with blanks as one. */
export function texts(selector: string, within: ParentNode = document): string[] {
  return [...within.querySelectorAll(selector)].map((found) => textOf(found));
}

export function textOf(element: Element | null): string {
  return (element?.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** Sets a field as a reader does: the value, then the event that says so. */
export function choose(selector: string, value: string | boolean, event = "change"): void {
  const field = the<HTMLInputElement>(selector);
  if (typeof value === "boolean") {
    field.checked = value;
  } else {
    field.value = value;
  }
  field.dispatchEvent(new Event(event, { bubbles: true }));
}

/** Presses a key where the focus is. */
export function press(key: string, held: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held });
  (document.activeElement ?? document.body).dispatchEvent(event);
  return event;
}
