// The review page as axe sees it. The page's policy would refuse axe itself, so it is bypassed here.

import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { describeInBrowser, migrationPage } from "./browser.js";

const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Serious and critical violations, with the places where they are. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.addScriptTag({ path: axe });
  const { violations: found } = await page.evaluate<AxeResults>(
    "axe.run({ resultTypes: ['violations'] })",
  );
  return found
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`),
    );
}

describeInBrowser("accessibility", ({ visit }) => {
  const tree = process.env.VALK_REPO;
  let pages: readonly string[];
  beforeAll(async () => {
    pages = [await migrationPage(), ...(tree === undefined ? [] : [await migrationPage(tree)])];
  });

  describe.each([
    ["light", "Split"],
    ["light", "Unified"],
    ["dark", "Split"],
    ["dark", "Unified"],
  ] as const)("in %s and %s", (colorScheme, view) => {
    test("nothing serious is wrong with open files, folds and findings", async () => {
      for (const html of pages) {
        const { page, close } = await visit(html, { bypassCSP: true, colorScheme });
        await page.getByLabel(view).check();
        await page.getByRole("article").getByRole("checkbox").first().press("Space");
        const isReal = html !== pages[0];
        // Of a real tree only what is open at first: axe is slow.
        if (!isReal) {
          await page.getByRole("button", { name: "Open all" }).click();
          await page.evaluate("dispatchEvent(new Event('beforeprint'))");
        }
        expect(await violations(page)).toEqual([]);
        await close();
      }
    });
  });

  test.each(["light", "dark"] as const)("the help is fine in %s", async (colorScheme) => {
    const { page, close } = await visit(pages[0] as string, { bypassCSP: true, colorScheme });
    await page.keyboard.press("?");
    expect(await violations(page)).toEqual([]);
    await close();
  });

  test("a narrow page is fine", async () => {
    const viewport = { width: 400, height: 800 };
    const { page, close } = await visit(pages[0] as string, { bypassCSP: true, viewport });
    await page.locator("#index summary").first().click();
    expect(await violations(page)).toEqual([]);
    await close();
  });

  test("a page with a fault is told", async () => {
    const { page, close } = await visit("<p><img src='data:,'></p>", { bypassCSP: true });
    expect(await violations(page)).not.toEqual([]);
    await close();
  });
});
