// The row of controls above the changes: view, shown classes, progress, theme.

import { CLASSES, classCount, counted } from "./classes.js";
import { element, find } from "./dom.js";

/**
 * @typedef {import("./settings.js").Settings} Settings
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 */

/**
 * Fills the controls from the settings; `onChange` hears of every change after it was made there.
 * @param {Settings} settings
 * @param {readonly PageFile[]} files
 * @param {(what: "lines" | "order" | "theme") => void} onChange
 */
export function setUpToolbar(settings, files, onChange) {
  const views = find("views", HTMLElement);
  showView(settings.view);
  views.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement) {
      settings.view = target.value === "unified" ? "unified" : "split";
      onChange("lines");
    }
  });
  find("classes", HTMLElement).append(
    ...CLASSES.map(({ name, label }) => {
      const total = files.reduce((sum, file) => sum + classCount(file, name), 0);
      return classBox(settings.hidden, name, `${label} (${total.toLocaleString("en")})`, () =>
        onChange("lines"),
      );
    }),
  );
  const theme = find("theme", HTMLSelectElement);
  theme.value = settings.theme;
  theme.addEventListener("change", () => {
    settings.theme = theme.value === "light" || theme.value === "dark" ? theme.value : "system";
    onChange("theme");
  });
  const order = find("order", HTMLSelectElement);
  order.value = settings.order;
  order.addEventListener("change", () => {
    settings.order = order.value === "path" ? "path" : "review";
    onChange("order");
  });
}

/** @param {Settings["view"]} view */
export function showView(view) {
  for (const box of find("views", HTMLElement).querySelectorAll("input")) {
    box.checked = box.value === view;
  }
}

/** @param {Settings["theme"]} theme */
export function showTheme(theme) {
  document.documentElement.dataset.theme = theme;
}

/** Lets the style know how much of the window the controls take. */
export function measureToolbar() {
  const toolbar = find("toolbar", HTMLElement);
  new ResizeObserver(() => {
    const isSticky = getComputedStyle(toolbar).position === "sticky";
    const height = isSticky ? toolbar.offsetHeight : 0;
    document.documentElement.style.setProperty("--toolbar", `${height}px`);
  }).observe(toolbar);
}

/**
 * `rest` counts the files that have nothing to see.
 * @param {{ done: number, all: number, rest: number }} progress
 */
export function showProgress({ done, all, rest }) {
  const bar = find("progress", HTMLProgressElement);
  bar.max = Math.max(all, 1);
  bar.value = done;
  const others = rest === 0 ? "" : `; ${rest} more ${rest === 1 ? "has" : "have"} nothing to see`;
  find("progress-text", HTMLElement).textContent =
    `${done} of ${counted(all, "file")} viewed${others}`;
}

/**
 * @param {Set<string>} hidden
 * @param {string} name
 * @param {string} text
 * @param {() => void} onChange
 */
function classBox(hidden, name, text, onChange) {
  const box = element("input", { type: "checkbox", value: name });
  box.checked = !hidden.has(name);
  box.addEventListener("change", () => {
    if (box.checked) {
      hidden.delete(name);
    } else {
      hidden.add(name);
    }
    onChange();
  });
  return element("label", { class: `class ${name}` }, box, ` ${text}`);
}
