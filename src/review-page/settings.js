// How the reader likes the page: view, theme, order, hidden classes, keys. Kept by the browser.

import { CLASS_NAMES } from "./classes.js";

/**
 * @typedef {{
 *   view: "split" | "unified",
 *   theme: "system" | "light" | "dark",
 *   order: "review" | "path",
 *   hidden: Set<string>,
 *   usesKeys: boolean,
 * }} Settings
 */

/** Where a page without a past starts: what was only shifted is not what a reader looks for. */
const HIDDEN_AT_FIRST = ["reindented"];

/**
 * The settings as they were left; what makes no sense is as at first.
 * @param {import("./storage.js").Memory} memory
 * @returns {Settings}
 */
export function readSettings(memory) {
  const stored = parse(memory.get("settings"));
  const hidden = Array.isArray(stored.hidden) ? stored.hidden : HIDDEN_AT_FIRST;
  return {
    view: stored.view === "unified" ? "unified" : "split",
    theme: stored.theme === "light" || stored.theme === "dark" ? stored.theme : "system",
    order: stored.order === "path" ? "path" : "review",
    hidden: new Set(CLASS_NAMES.filter((name) => hidden.includes(name))),
    usesKeys: stored.usesKeys !== false,
  };
}

/**
 * @param {import("./storage.js").Memory} memory
 * @param {Settings} settings
 */
export function keepSettings(memory, settings) {
  memory.set("settings", JSON.stringify({ ...settings, hidden: [...settings.hidden] }));
}

/**
 * @param {string | null} text
 * @returns {Readonly<Record<string, unknown>>}
 */
function parse(text) {
  try {
    const value = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}
