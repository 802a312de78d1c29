// The help dialog: what the classes mean, which keys there are, what the browser remembers.

import { CLASSES } from "./classes.js";
import { element, find } from "./dom.js";
import { keyRows } from "./keys.js";

/**
 * Fills the dialog; answers what opens it.
 * @param {readonly import("./keys.js").Binding[]} bindings
 * @param {{ isLasting: boolean, usesKeys: boolean, onUseKeys: (usesKeys: boolean) => void }} options
 */
export function setUpHelp(bindings, { isLasting, usesKeys, onUseKeys }) {
  const dialog = find("help", HTMLDialogElement);
  const open = () => {
    dialog.showModal();
    find("help-close", HTMLElement).focus();
    dialog.scrollTop = 0;
  };
  find("help-open", HTMLElement).addEventListener("click", open);
  find("help-keys", HTMLElement).replaceChildren(...keyRows(bindings));
  find("help-classes", HTMLElement).replaceChildren(
    ...CLASSES.map(({ name, label, meaning }) =>
      element(
        "div",
        {},
        element("dt", {}, element("span", { class: `fact class ${name}` }, label)),
        element("dd", {}, meaning),
      ),
    ),
  );
  find("help-storage", HTMLElement).textContent = isLasting
    ? "Viewed marks and settings stay in this browser. A file that changes is no longer viewed."
    : "This browser keeps nothing for this page: viewed marks last until you close it.";
  const box = find("use-keys", HTMLInputElement);
  box.checked = usesKeys;
  box.addEventListener("change", () => onUseKeys(box.checked));
  return open;
}
