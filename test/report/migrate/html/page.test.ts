// The review page as a reader meets it: in a browser, from the disk.

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { createHtmlReport } from "../../../../src/report/migrate/html/html.js";
import { writeReport } from "../run-reports.js";
import { describeInBrowser, migrationPage, type Visit, type VisitOptions } from "./browser.js";

/** The card of a file. */
const cardOf = (page: Page, path: string) => page.getByRole("article", { name: path, exact: true });
const headingOf = (page: Page, path: string) =>
  cardOf(page, path).getByRole("heading").getByRole("button");

/** Leaves this card alone on the page, and opens it: nothing moves while it is drawn. */
async function openAlone(page: Page, path: string): Promise<void> {
  await page.getByRole("searchbox").fill(path);
  await headingOf(page, path).click();
}
const results = (page: Page) => page.locator("#results").textContent();
const choice = (page: Page, name: string) => page.getByRole("combobox", { name, exact: true });
const cards = (page: Page) => page.getByRole("article").count();
const progress = (page: Page) => page.locator("#progress-text").textContent();
const isOpen = async (page: Page, path: string): Promise<boolean> =>
  (await headingOf(page, path).getAttribute("aria-expanded")) === "true";
const check = (page: Page, name: RegExp | string, isOn: boolean) =>
  page.getByRole("checkbox", { name }).setChecked(isOn);

/** Marks a file as viewed, or takes the mark back. By key: a click may miss while cards above are drawn. */
const toggleViewed = (page: Page, path: string) =>
  cardOf(page, path).getByRole("checkbox").press("Space");

const BLOCKED = "test/blocked/no_body.valk";
const MOVED = "test/test_async_queue.valk";
const MECHANICAL = "test/test_text.valk";

describeInBrowser("the review page", ({ visit }) => {
  let html: string;
  beforeAll(async () => {
    html = await migrationPage();
  });

  /** Opens the page, looks, and expects that nothing went wrong meanwhile. */
  async function look(act: (page: Page) => Promise<void>, options?: VisitOptions): Promise<void> {
    const seen: Visit = await visit(html, options);
    try {
      await act(seen.page);
      expect(seen.complaints).toEqual([]);
    } finally {
      await seen.close();
    }
  }

  describe("at first", () => {
    test("tells the totals and where to look first, without a word on the console", () =>
      look(async (page) => {
        expect(await page.getByRole("heading", { level: 2 }).first().textContent()).toMatch(
          /^\d+ of 36 files need your eyes$/,
        );
        const text = await page.locator("#figures").innerText();
        expect(text).toMatch(/\d+ = \d+ changed \+ \d+ unchanged \+ \d+ blocked \+ 0 failed/);
        expect(text).toContain("shown to hold the same before and after");
        expect(text).toMatch(/\d+ tests, \d+ forms that can make more tests, \d+ comments/);
        expect(text).toContain("src/modules/test.valk");
        await expect.poll(() => results(page)).toBe("36 of 36 files");
      }));

    test("has what needs eyes first and open, the rest closed", () =>
      look(async (page) => {
        const first = page.getByRole("article").first();
        expect(await first.innerText()).toContain("blocked: left as it is");
        expect(await isOpen(page, BLOCKED)).toBe(true);
        expect(await isOpen(page, MECHANICAL)).toBe(false);
        expect(await cardOf(page, BLOCKED).innerText()).toContain("What to do:");
      }));

    test("opens the file that its address names", async () => {
      const key = new RegExp(`"path":"${MECHANICAL}"[^\\n]*?"key":"(\\w+)"`).exec(html)?.[1];
      await look(
        async (page) => {
          expect(await isOpen(page, MECHANICAL)).toBe(true);
        },
        { hash: `#file-${key}` },
      );
    });
  });

  describe("filters", () => {
    test("by search, announced, and reset", () =>
      look(async (page) => {
        await page.getByRole("searchbox").fill("blocked NO_body");
        await expect.poll(() => results(page)).toBe("1 of 36 files");
        expect(await cards(page)).toBe(1);
        await page.getByRole("searchbox").fill("zzz nowhere");
        await expect.poll(() => results(page)).toContain("None of 36 files matches");
        expect(await page.locator("#results").getAttribute("aria-live")).toBe("polite");
        await page.getByRole("button", { name: "Reset filters" }).click();
        await expect.poll(() => results(page)).toBe("36 of 36 files");
      }));

    test.each([
      ["Folder", "test/blocked", 4],
      ["Finding", "read-error", 1],
      ["Status", "blocked", 4],
    ])("by %s", (label, value, count) =>
      look(async (page) => {
        await choice(page, label).selectOption(value);
        await expect.poll(() => results(page)).toBe(`${count} of 36 files`);
      }),
    );

    test("by the class of changes and by viewed marks", () =>
      look(async (page) => {
        await choice(page, "Kind of change").selectOption("moved");
        expect(await cardOf(page, MOVED).count()).toBe(1);
        expect(await cardOf(page, MECHANICAL).count()).toBe(0);
        const before = await cards(page);
        await toggleViewed(page, MOVED);
        await choice(page, "Status").selectOption("unviewed");
        await expect.poll(() => cards(page)).toBe(before - 1);
      }));

    test("from the overview, to the first file that matches", () =>
      look(async (page) => {
        await page.getByRole("button", { name: /mechanical/ }).click();
        const first = page.getByRole("article").first().getByRole("heading").getByRole("button");
        expect(await first.getAttribute("aria-expanded")).toBe("true");
        await page.getByRole("button", { name: "read-error" }).click();
        await expect.poll(() => results(page)).toBe("1 of 36 files");
      }));

    test("and order by path", () =>
      look(async (page) => {
        await choice(page, "Order").selectOption("path");
        const paths = await page.locator("#index-list li").allInnerTexts();
        const plain = paths.map((path) => path.replace(/^[^:]*:/, "").trim());
        expect(plain.map((path) => path.replace(/^\S+\s+/, ""))).toEqual(
          plain.map((path) => path.replace(/^\S+\s+/, "")).sort(),
        );
      }));
  });

  describe("lines", () => {
    const rowsOf = (page: Page, name: string) => cardOf(page, MECHANICAL).locator(`tr.${name}`);

    test("stand side by side or one below the other", () =>
      look(async (page) => {
        await openAlone(page, MECHANICAL);
        const renamed = rowsOf(page, "renamed-row");
        await renamed.first().waitFor();
        const pairs = await renamed.count();
        expect(await renamed.first().locator("td.code").count()).toBe(2);
        await page.getByLabel("Unified").check();
        await expect.poll(() => renamed.count()).toBe(2 * pairs);
        expect(await renamed.first().locator("td.code").count()).toBe(1);
      }));

    test("say what they are without colours", () =>
      look(async (page) => {
        await openAlone(page, MECHANICAL);
        const renamed = rowsOf(page, "renamed-row").first();
        expect(await renamed.textContent()).toMatch(/renamed, before: .*renamed, after: /);
        expect(await renamed.locator("mark").allTextContents()).toEqual([
          "test/define",
          "test/add",
        ]);
        expect(await cardOf(page, MECHANICAL).locator(".syntax-s").count()).toBeGreaterThan(0);
      }));

    test("of a hidden class are folded, and unfold", () =>
      look(async (page) => {
        await openAlone(page, MECHANICAL);
        const fold = cardOf(page, MECHANICAL).getByRole("button", { name: /more lines/ });
        await fold.first().waitFor();
        const before = await rowsOf(page, "row").count();
        await fold.first().click();
        expect(await rowsOf(page, "row").count()).toBeGreaterThan(before + 2);
        await check(page, /^re-indented/, true);
        await expect.poll(() => rowsOf(page, "fold").count()).toBe(0);
        await check(page, /^re-indented/, false);
        await check(page, /^renamed/, false);
        await check(page, /^added/, false);
        await expect.poll(() => rowsOf(page, "row").count()).toBe(0);
      }));

    test("that moved lead to their other end and back", () =>
      look(async (page) => {
        await openAlone(page, MOVED);
        const moved = cardOf(page, MOVED).getByRole("button", { name: /moved to new line/ });
        const target = /line (\d+)$/.exec((await moved.first().textContent()) ?? "")?.[1];
        await moved.first().click();
        const focused = page.locator("tr:focus");
        expect(await focused.getAttribute("data-new")).toBe(target);
        expect(await focused.textContent()).toContain("moved here");
      }));

    test("have their findings beside them", () =>
      look(async (page) => {
        const card = cardOf(page, "test/test_same_name.valk");
        await card.scrollIntoViewIfNeeded();
        const finding = card.locator("tr.finding-row");
        expect(await finding.innerText()).toMatch(
          /^Look at this at line \d+[\s\S]*\s+What to do: /,
        );
        expect(await finding.innerText()).toContain("duplicate-test");
      }));

    test("of a file that is replaced as a whole are folded", () =>
      look(async (page) => {
        const card = cardOf(page, "src/modules/test.valk");
        await card.scrollIntoViewIfNeeded();
        expect(await card.innerText()).toContain("Replaced as a whole");
        expect(await card.locator("tr.row").count()).toBe(0);
        await card.getByRole("button", { name: /more lines/ }).click();
        expect(await card.locator("tr.row").count()).toBeGreaterThan(100);
      }));

    test("are all opened and closed at once", () =>
      look(async (page) => {
        await page.getByRole("button", { name: "Open all" }).click();
        expect(await isOpen(page, MECHANICAL)).toBe(true);
        await page.getByRole("button", { name: "Close all" }).click();
        expect(await page.locator('article [aria-expanded="true"]').count()).toBe(0);
      }));

    test("are all drawn for paper", () =>
      look(async (page) => {
        await page.getByRole("button", { name: "Open all" }).click();
        await page.evaluate("dispatchEvent(new Event('beforeprint'))");
        const undrawn = "tbody > tr:only-child > td[style]:only-child, .card-body:empty";
        expect(await page.locator(undrawn).count()).toBe(0);
        await page.emulateMedia({ media: "print" });
        expect(await page.locator("#toolbar").isVisible()).toBe(false);
      }));
  });

  describe("viewed marks", () => {
    test("close the file, count, and are kept", () =>
      look(async (page) => {
        expect(await progress(page)).toMatch(
          /^0 of \d+ files viewed; \d+ more have nothing to see$/,
        );
        await toggleViewed(page, BLOCKED);
        expect(await isOpen(page, BLOCKED)).toBe(false);
        expect(await progress(page)).toMatch(/^1 of /);
        await page.reload();
        expect(await progress(page)).toMatch(/^1 of /);
        expect(await cardOf(page, BLOCKED).getByRole("checkbox").isChecked()).toBe(true);
        expect(await isOpen(page, BLOCKED)).toBe(false);
        await toggleViewed(page, BLOCKED);
        await page.reload();
        expect(await progress(page)).toMatch(/^0 of /);
      }));

    test.each([
      [
        "that refuses",
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });",
      ],
      [
        "that is full",
        "Storage.prototype.setItem = (key) => { if (!key.endsWith('probe')) throw new DOMException('full', 'QuotaExceededError'); };",
      ],
    ])("work with a storage %s", (_name, before) =>
      look(
        async (page) => {
          await toggleViewed(page, BLOCKED);
          expect(await progress(page)).toMatch(/^1 of /);
          await choice(page, "Theme").selectOption("dark");
        },
        { before },
      ),
    );

    test("and settings that make no sense do no harm", () =>
      look(
        async (page) => {
          expect(await page.getByLabel("Split").isChecked()).toBe(true);
        },
        { before: "localStorage.setItem('valk-codemod:settings', '{\"view\":');" },
      ));
  });

  describe("settings", () => {
    test("are kept: view, theme, order, classes", () =>
      look(async (page) => {
        await page.getByLabel("Unified").check();
        await choice(page, "Theme").selectOption("dark");
        await choice(page, "Order").selectOption("path");
        await check(page, /^moved/, false);
        await page.reload();
        expect(await page.getByLabel("Unified").isChecked()).toBe(true);
        expect(await choice(page, "Theme").inputValue()).toBe("dark");
        expect(await choice(page, "Order").inputValue()).toBe("path");
        expect(await page.getByRole("checkbox", { name: /^moved/ }).isChecked()).toBe(false);
      }));

    const background = (page: Page) =>
      page.evaluate<string>("getComputedStyle(document.body).backgroundColor");

    test("make it dark or light, whatever the system is", async () => {
      const colors: string[] = [];
      await look(async (page) => {
        colors.push(await background(page));
        await choice(page, "Theme").selectOption("dark");
        colors.push(await background(page));
      });
      await look(
        async (page) => {
          colors.push(await background(page));
          await choice(page, "Theme").selectOption("light");
          colors.push(await background(page));
        },
        { colorScheme: "dark" },
      );
      const [light, dark] = colors;
      expect(light).not.toBe(dark);
      expect(colors).toEqual([light, dark, dark, light]);
    });
  });

  test("at 400 pixels it is unified and needs no scrolling to the side", () =>
    look(
      async (page) => {
        await page.getByRole("button", { name: "Open all" }).click();
        await cardOf(page, MECHANICAL).scrollIntoViewIfNeeded();
        await cardOf(page, MECHANICAL).locator("table.unified").waitFor();
        expect(await page.locator("table.split").count()).toBe(0);
        expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(400);
        await page.setViewportSize({ width: 1200, height: 800 });
        await cardOf(page, MECHANICAL).locator("table.split").first().waitFor();
      },
      { viewport: { width: 400, height: 800 } },
    ));
});

describeInBrowser("the review page of hostile files", ({ visit }) => {
  const evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>";
  const path = `test/${evil.replaceAll("/", "")}\u202egnp.valk`;
  const html = writeReport(createHtmlReport, {
    [path]: `(test/old "${evil}\u001b[2J\u202e") REVIEW\r\n; <!-- <script> -->`,
    "test/blocked.valk": "REFUSE",
    "test/unproven.valk": "(test/old) UNPROVEN",
  });

  test("shows them as text, controls as escapes, and runs nothing", async () => {
    const { page, complaints, close } = await visit(html);
    await page.getByRole("button", { name: "Open all" }).click();
    const card = page.getByRole("article").filter({ hasText: "gnp" });
    await card.locator("td.code").first().waitFor();
    const text = await card.innerText();
    expect(text).toContain(evil);
    expect(text).toContain("\\x1b[2J\\u{202e}");
    expect(text).toContain("\\u{202e}gnp.valk");
    expect(text).toContain("no line end");
    expect(await page.getByRole("article").first().innerText()).toContain("failed: left as it is");
    expect(await page.locator("img, article script").count()).toBe(0);
    expect(complaints).toEqual([]);
    await close();
  });
});

describeInBrowser("the review page of a real tree", ({ visit }) => {
  const tree = process.env.VALK_REPO;

  test.skipIf(tree === undefined)("opens, draws everything and complains of nothing", async () => {
    const { page, complaints, close } = await visit(await migrationPage(tree));
    await page.getByRole("button", { name: "Open all" }).click();
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator("tr.row").count()).toBeGreaterThan(1000);
    for (let count = 0; count < 20; count++) {
      await page.keyboard.press(count % 2 === 0 ? "r" : "j");
    }
    expect(await page.locator("tr:focus, h3 button:focus").count()).toBe(1);
    expect(complaints).toEqual([]);
    await close();
  });
});

describeInBrowser("the review page where no script may run", ({ visit }) => {
  test("says so, and the totals", async () => {
    const html = writeReport(createHtmlReport, { "a.valk": "(test/old)" });
    const { page, complaints, close } = await visit(html, { javaScriptEnabled: false });
    const text = await page.locator("body").innerText();
    expect(text).toMatch(/^Skip to the files\s+Migration review\s+This page draws the changes /);
    expect(text).toMatch(/\s1 file: 1 changed, 0 unchanged, 0 blocked, 0 failed\s*$/);
    expect(complaints).toEqual([]);
    await close();
  });
});

describeInBrowser("the review page of an empty run", ({ visit }) => {
  test("says so", async () => {
    const { page, complaints, close } = await visit(writeReport(createHtmlReport, {}));
    expect(await page.locator("#verdict").textContent()).toBe("Nothing changes in 0 files");
    await page.keyboard.press("j");
    await page.keyboard.press("r");
    expect(complaints).toEqual([]);
    await close();
  });
});
