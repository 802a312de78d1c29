// How much of the page's own script a reader who tries everything makes it run, as the browser
// counts it: the coverage of these modules, which vitest cannot see.

import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser, migrationPage } from "./browser.js";

/** As for every file of this project. */
const LEAST = 0.9;

/** The share of the script's characters that ran, and the functions that never did. */
async function stopCoverage(page: Page): Promise<{ share: number; idle: readonly string[] }> {
  const [script] = await page.coverage.stopJSCoverage();
  const { functions = [], source = "" } = script ?? {};
  const ran = new Uint8Array(source.length).fill(1);
  for (const { ranges } of functions) {
    for (const { startOffset, endOffset, count } of ranges) {
      ran.fill(count > 0 ? 1 : 0, startOffset, endOffset);
    }
  }
  const idle = functions.filter(({ ranges }) => ranges[0]?.count === 0);
  return {
    share: ran.reduce((sum, bit) => sum + bit, 0) / source.length,
    idle: idle.map(({ functionName }) => functionName),
  };
}

/** Uses every control and every key once. */
async function tryEverything(page: Page): Promise<void> {
  await page.getByRole("combobox", { name: "Status" }).selectOption("mechanical");
  await page.getByRole("heading", { level: 1 }).focus();
  for (const key of "nnpjojjkkkrrrRvvpvuu") {
    await page.keyboard.press(key);
  }
  await page.keyboard.press("?");
  await page.getByLabel("Use these keys").uncheck();
  await page.getByLabel("Use these keys").check();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Open all" }).click();
  await page.evaluate("dispatchEvent(new Event('beforeprint'))");
  await page
    .getByRole("button", { name: /moved to new line/ })
    .first()
    .click();
  await page.getByLabel("Unified").check();
  await page.getByLabel("Split").check();
  for (const box of await page.locator("#classes input").all()) {
    await box.click();
    await box.click();
  }
  await page.getByRole("button", { name: "Close all" }).click();
  for (const [name, value] of [
    ["Theme", "dark"],
    ["Order", "path"],
    ["Folder", "test"],
    ["Kind of change", "moved"],
  ] as const) {
    await page.getByRole("combobox", { name }).selectOption(value);
  }
  await page.locator("#index-list a").last().click();
  await page.getByRole("button", { name: "Reset filters" }).click();
  await page.getByRole("button", { name: /mechanical/ }).click();
  await page.keyboard.press("/");
  await page.keyboard.type("no such");
}

describeInBrowser("the script of the review page", ({ visit }) => {
  test("is run by what a reader can do", async () => {
    const { page, complaints, close } = await visit(await migrationPage());
    await page.coverage.startJSCoverage();
    await page.reload();
    await tryEverything(page);
    const { share, idle } = await stopCoverage(page);
    expect(share, `never called: ${idle.join(", ")}`).toBeGreaterThanOrEqual(LEAST);
    expect(complaints).toEqual([]);
    await close();
  });
});
