// What the browser remembers: viewed marks and settings. Where it may not remember, as in some
// sandboxes, everything works until the page is closed. Nothing here ever throws.

const PREFIX = "valk-codemod:";

/**
 * @typedef {{
 *   readonly isLasting: boolean,
 *   get(key: string): string | null,
 *   set(key: string, value: string | null): void,
 * }} Memory
 */

/**
 * The browser's storage, or one that lasts as long as the page.
 * @returns {Memory}
 */
export function openMemory() {
  const lasting = openLasting();
  /** @type {Map<string, string>} */
  const own = new Map();
  return {
    isLasting: lasting !== undefined,
    get: (key) => own.get(key) ?? lasting?.getItem(PREFIX + key) ?? null,
    set(key, value) {
      own.set(key, value ?? "");
      try {
        if (value === null) {
          lasting?.removeItem(PREFIX + key);
        } else {
          lasting?.setItem(PREFIX + key, value);
        }
      } catch {
        // The storage is full: the page's own memory has it.
      }
    },
  };
}

/** @returns {Storage | undefined} */
function openLasting() {
  try {
    const storage = window.localStorage;
    storage.setItem(`${PREFIX}probe`, "1");
    storage.removeItem(`${PREFIX}probe`);
    return storage;
  } catch {
    return undefined;
  }
}
