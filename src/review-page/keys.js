// The keys of the page. They are never taken from fields and dialogs, never together with Control,
// Alt or Meta, and the reader can switch them off.

import { element } from "./dom.js";

/**
 * @typedef {{ readonly key: string, readonly words: string, readonly act: () => void }} Binding
 */

/**
 * @param {readonly Binding[]} bindings
 * @param {() => boolean} isOn
 */
export function listenForKeys(bindings, isOn) {
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, altKey, metaKey, target } = event;
    if (ctrlKey || altKey || metaKey || !isOn() || isTaken(target)) {
      return;
    }
    const binding = bindings.find((bound) => bound.key === key);
    if (binding !== undefined) {
      event.preventDefault();
      binding.act();
    }
  });
}

/** @param {EventTarget | null} target */
function isTaken(target) {
  if (document.querySelector("dialog[open]") !== null) {
    return true;
  }
  const isTicked =
    target instanceof HTMLInputElement && ["checkbox", "radio"].includes(target.type);
  return target instanceof Element && !isTicked && target.matches("input, select, textarea");
}

/**
 * The bindings as rows for the help.
 * @param {readonly Binding[]} bindings
 */
export function keyRows(bindings) {
  return bindings.map(({ key, words }) => {
    const name = element("th", { scope: "row" }, element("kbd", {}, key));
    return element("tr", {}, name, element("td", {}, words));
  });
}
