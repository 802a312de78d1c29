// Makes and finds elements of the page. Invariant: text only ever becomes text nodes, never markup,
// and what would reorder or hide text is shown as its escape. Used by everything that draws.

import { splitControls } from "./segments.js";

/**
 * An element with attributes and children; `true` is an empty attribute, `false` and `undefined`
 * are none. Strings among the children are trusted to be the page's own words.
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value !== undefined) {
      made.setAttribute(key, value === true ? "" : String(value));
    }
  }
  made.append(...children);
  return made;
}

/**
 * A button that does something.
 * @param {Readonly<Record<string, string | number | boolean | undefined>>} attributes
 * @param {() => void} action
 * @param {...(Node | string)} children
 */
export function button(attributes, action, ...children) {
  const made = element("button", { type: "button", ...attributes }, ...children);
  made.addEventListener("click", action);
  return made;
}

/**
 * Text of a file, a path or a message, with control characters shown; isolated, so that letters
 * written from right to left disturb nothing around them.
 * @param {string} text
 */
export function foreign(text) {
  return element("bdi", { dir: "ltr" }, ...shownText(text));
}

/**
 * The text as nodes, its control and format characters as visible escapes.
 * @param {string} text
 * @returns {(Node | string)[]}
 */
export function shownText(text) {
  return splitControls(text).map((part) =>
    part.isControl ? element("span", { class: "control" }, part.text) : part.text,
  );
}

/**
 * Words for screen readers that sighted readers get from the layout.
 * @param {string} text
 */
export function unseen(text) {
  return element("span", { class: "unseen" }, text);
}

/**
 * The element with this id, which stands in `page.html`.
 * @template {HTMLElement} Kind
 * @param {string} id
 * @param {new () => Kind} kind
 * @returns {Kind}
 */
export function find(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${kind.name} #${id}`);
  }
  return found;
}
