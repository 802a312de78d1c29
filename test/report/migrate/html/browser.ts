// A headless Chromium for the tests of the review page, and the pages that they look at. Where no
// browser is found, these tests are skipped: CHROMIUM_BIN names one.

import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect } from "vitest";
import { run } from "../../../cli/run-main.js";

const executablePath = process.env.CHROMIUM_BIN ?? "/usr/bin/chromium";

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const root = join(import.meta.dirname, "../../../..");

export interface Visit {
  readonly page: Page;
  /** What the page wrote to the console, threw, or asked the network for. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** A script that runs before the page's own. */
  readonly before?: string;
  /** The part of the address behind `#`. */
  readonly hash?: string;
}

export interface Visitor {
  /** Opens the document in a browser that remembers nothing. */
  visit(html: string, options?: VisitOptions): Promise<Visit>;
}

/** Tests that need a browser; skipped, and named so, where there is none. */
export function describeInBrowser(name: string, tests: (visitor: Visitor) => void): void {
  const title = existsSync(executablePath) ? name : `${name} (no browser: set CHROMIUM_BIN)`;
  describe.skipIf(!existsSync(executablePath))(title, () => {
    let browser: Browser;
    let folder: string;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), "valk-codemod-page-"));
      browser = await chromium.launch({ executablePath, args, chromiumSandbox: false });
    });
    afterAll(async () => {
      await browser.close();
      rmSync(folder, { recursive: true, force: true });
    });
    tests({ visit: (html, options) => visit(browser, folder, html, options) });
  });
}

async function visit(
  browser: Browser,
  folder: string,
  html: string,
  { before, hash = "", ...options }: VisitOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1300, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => complaints.push(`dialog: ${dialog.message()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(pathToFileURL(folder).href)) {
      complaints.push(`request: ${request.url()}`);
    }
  });
  if (before !== undefined) {
    await page.addInitScript(before);
  }
  const file = join(folder, "review.html");
  writeFileSync(file, html);
  await page.goto(pathToFileURL(file).href + hash);
  return { page, complaints, close: () => context.close() };
}

/** The page of the example project, or of another one. */
export async function migrationPage(
  project = join(root, "examples/valk-project"),
): Promise<string> {
  const { status, stdout } = await run(["--format", "html", project], { cwd: root });
  expect(status).toBeLessThanOrEqual(1);
  return stdout;
}
