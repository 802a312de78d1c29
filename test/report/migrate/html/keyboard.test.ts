// Every key of the review page, in a browser.

import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import { describeInBrowser, migrationPage } from "./browser.js";

/** The path of the file that the focus is in, and of the row if it is on one. */
const place = (page: Page) =>
  page.evaluate<{ file?: string; row?: string; isHeading: boolean }>(`(() => {
    const focused = document.activeElement;
    return {
      file: focused.closest("article")?.getAttribute("aria-label"),
      row: focused.closest("tr")?.innerText,
      isHeading: focused.closest("h3") !== null,
    };
  })()`);

const isExpanded = (page: Page, file: string | undefined) =>
  page.locator(`article[aria-label="${file}"] h3 button`).getAttribute("aria-expanded");

describeInBrowser("keys", ({ visit }) => {
  let html: string;
  beforeAll(async () => {
    html = await migrationPage();
  });

  async function look(
    act: (page: Page, press: (...keys: string[]) => Promise<void>) => Promise<void>,
  ) {
    const { page, complaints, close } = await visit(html);
    try {
      await act(page, async (...keys) => {
        for (const key of keys) {
          await page.keyboard.press(key);
        }
      });
      expect(complaints).toEqual([]);
    } finally {
      await close();
    }
  }

  const show = (page: Page, path: string) => page.getByRole("searchbox").fill(path);
  const leaveFields = (page: Page) => page.getByRole("heading", { level: 1 }).focus();

  test("n and p go from file to file and stop at the ends", () =>
    look(async (page, press) => {
      await press("n");
      const first = await place(page);
      expect(first.isHeading).toBe(true);
      await press("n");
      const second = await place(page);
      expect(second.file).not.toBe(first.file);
      await press("p");
      expect(await place(page)).toEqual(first);
      await press("p");
      expect(await place(page)).toEqual(first);
    }));

  test("j and k go from change to change, and over closed files", () =>
    look(async (page, press) => {
      await show(page, "test_pricing");
      await leaveFields(page);
      await press("j");
      expect((await place(page)).isHeading).toBe(true);
      await press("j");
      expect((await place(page)).isHeading).toBe(true);
      await press("o", "j");
      const first = await place(page);
      expect(first.row).toBeDefined();
      await press("j");
      const second = await place(page);
      expect(second.row).not.toBe(first.row);
      await press("k");
      expect(await place(page)).toEqual(first);
      await press("k");
      expect((await place(page)).isHeading).toBe(true);
    }));

  test("k goes back into the last change of an open file", () =>
    look(async (page, press) => {
      await show(page, "test_t");
      await page.getByRole("combobox", { name: "Order" }).selectOption("path");
      await leaveFields(page);
      await press("n", "o", "n");
      const second = await place(page);
      await press("k");
      const last = await place(page);
      expect(last.file).not.toBe(second.file);
      expect(last.row).toBeDefined();
      await press("j");
      expect(await place(page)).toEqual(second);
    }));

  test("r and R go to what needs eyes and open it", () =>
    look(async (page, press) => {
      await page.getByRole("button", { name: "Close all" }).click();
      const seen: string[] = [];
      for (let count = 0; count < 60; count++) {
        await press("r");
        const { file = "", row } = await place(page);
        if (seen.at(-1) === `${file}:${row}`) {
          break;
        }
        seen.push(`${file}:${row}`);
        expect(await isExpanded(page, file)).toBe("true");
      }
      expect(seen.length).toBeGreaterThan(5);
      expect(new Set(seen).size).toBe(seen.length);
      const back: string[] = [];
      for (let count = 1; count < seen.length; count++) {
        await press("R");
        const { file, row } = await place(page);
        back.unshift(`${file}:${row}`);
      }
      expect(back).toEqual(seen.slice(0, -1));
    }));

  test("r passes over what is viewed", () =>
    look(async (page, press) => {
      await press("r");
      const { file: first } = await place(page);
      await press("v", "R");
      expect((await place(page)).file).not.toBe(first);
      expect(await isExpanded(page, first)).toBe("false");
    }));

  test("o opens and closes", () =>
    look(async (page, press) => {
      await press("n");
      const { file } = await place(page);
      expect(await isExpanded(page, file)).toBe("true");
      await press("o");
      expect(await isExpanded(page, file)).toBe("false");
      await press("o");
      expect(await isExpanded(page, file)).toBe("true");
    }));

  test("v marks as viewed and goes on, or takes the mark back", () =>
    look(async (page, press) => {
      await press("v", "n");
      const first = await place(page);
      await press("v");
      expect((await place(page)).file).not.toBe(first.file);
      expect(await page.locator("#progress-text").textContent()).toMatch(/^1 of/);
      await press("p", "v");
      expect(await place(page)).toEqual(first);
      expect(await page.locator("#progress-text").textContent()).toMatch(/^0 of/);
    }));

  test("u changes the view", () =>
    look(async (page, press) => {
      await press("u");
      expect(await page.getByLabel("Unified").isChecked()).toBe(true);
      await press("u");
      expect(await page.getByLabel("Split").isChecked()).toBe(true);
    }));

  test("/ searches, and a field keeps its keys", () =>
    look(async (page, press) => {
      await press("/", "j", "v", "?", "/");
      expect(await page.getByRole("searchbox").inputValue()).toBe("jv?/");
      expect(await page.getByRole("dialog").isVisible()).toBe(false);
    }));

  test("? shows every key; Escape leaves", () =>
    look(async (page, press) => {
      await press("?");
      const dialog = page.getByRole("dialog");
      expect(await dialog.isVisible()).toBe(true);
      const keys = await dialog.locator("kbd").allTextContents();
      expect(keys).toEqual(["j", "k", "n", "p", "r", "R", "o", "v", "u", "/", "?"]);
      await press("j", "v");
      expect(await page.locator("#progress-text").textContent()).toMatch(/^0 of/);
      await press("Escape");
      expect(await dialog.isVisible()).toBe(false);
    }));

  test("with Control, Alt or Meta belong to the browser", () =>
    look(async (page, press) => {
      await press("Control+u", "Alt+u", "Meta+u");
      expect(await page.getByLabel("Split").isChecked()).toBe(true);
    }));

  test("can be switched off", () =>
    look(async (page, press) => {
      await press("?");
      await page.getByLabel("Use these keys").uncheck();
      await press("Escape", "u");
      expect(await page.getByLabel("Split").isChecked()).toBe(true);
      await page.reload();
      await press("u");
      expect(await page.getByLabel("Split").isChecked()).toBe(true);
    }));

  test("work from a ticked box", () =>
    look(async (page, press) => {
      await page.getByRole("article").first().getByRole("checkbox").focus();
      await press("u");
      expect(await page.getByLabel("Unified").isChecked()).toBe(true);
    }));
});
