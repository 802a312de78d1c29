// @vitest-environment happy-dom
// What the browser remembers of a reader, and what happens where it does not.

import { afterEach, describe, expect, test, vi } from "vitest";
import { keepSettings, readSettings } from "../../src/review-page/settings.js";
import { type Memory, openMemory } from "../../src/review-page/storage.js";
import { createViewed } from "../../src/review-page/viewed.js";
import { fileOf } from "./page.js";

afterEach(() => {
  vi.restoreAllMocks();
  localStorage.clear();
});

/** A browser that keeps nothing, as in some sandboxes. */
function forbidStorage(): void {
  vi.spyOn(window, "localStorage", "get").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
}

describe("the memory", () => {
  test("lasts beyond the page, under the tool's own names", () => {
    const memory = openMemory();
    memory.set("a", "1");
    expect(memory.isLasting).toBe(true);
    expect(memory.get("a")).toBe("1");
    expect(localStorage.getItem("valk-codemod:a")).toBe("1");
    expect(openMemory().get("a")).toBe("1");
    expect(openMemory().get("b")).toBeNull();
  });

  test("forgets for good", () => {
    openMemory().set("a", "1");
    const memory = openMemory();
    memory.set("a", null);
    expect(memory.get("a")).toBe("");
    expect(openMemory().get("a")).toBeNull();
    expect(localStorage).toHaveLength(0);
  });

  test("lasts as long as the page where nothing may be kept", () => {
    forbidStorage();
    const memory = openMemory();
    memory.set("a", "1");
    expect(memory.isLasting).toBe(false);
    expect(memory.get("a")).toBe("1");
    expect(memory.get("b")).toBeNull();
    memory.set("a", null);
    expect(openMemory().get("a")).toBeNull();
  });

  test("goes on when the storage is full", () => {
    const memory = openMemory();
    vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
      throw new DOMException("full", "QuotaExceededError");
    });
    memory.set("a", "1");
    expect(memory.get("a")).toBe("1");
  });
});

const memoryOf = (text: string | null): Memory => ({
  isLasting: true,
  get: () => text,
  set: () => undefined,
});

describe("settings", () => {
  const AT_FIRST = {
    view: "split",
    theme: "system",
    order: "review",
    hidden: new Set(["reindented"]),
    usesKeys: true,
  };

  test("are read as they were kept", () => {
    const memory = openMemory();
    const settings = readSettings(memory);
    expect(settings).toEqual(AT_FIRST);
    settings.view = "unified";
    settings.theme = "light";
    settings.order = "path";
    settings.hidden = new Set(["moved", "added"]);
    settings.usesKeys = false;
    keepSettings(memory, settings);
    expect(readSettings(openMemory())).toEqual(settings);
  });

  test.each([
    null,
    "{",
    "null",
    "3",
    '{"view":"upside down","theme":1,"order":null,"hidden":"all","usesKeys":"no"}',
  ])("that make no sense, such as %s, are as at first", (text) => {
    expect(readSettings(memoryOf(text))).toEqual(AT_FIRST);
  });

  test("hide no class that there is not", () => {
    const { hidden } = readSettings(memoryOf('{"hidden":["moved","lost",7]}'));
    expect(hidden).toEqual(new Set(["moved"]));
  });
});

test("a file is viewed until it changes, and so its key", () => {
  const viewed = createViewed(openMemory());
  const file = fileOf("a.valk");
  expect(viewed.has(file)).toBe(false);
  viewed.set(file, true);
  expect(viewed.has(file)).toBe(true);
  expect(viewed.has({ ...file, key: "another" })).toBe(false);
  viewed.set(file, false);
  expect(viewed.has(file)).toBe(false);
});
