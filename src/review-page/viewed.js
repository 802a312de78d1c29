// Which files the reader is done with. Kept under the key of the file's content, so that a file
// that changes afterwards is no longer viewed.

/**
 * @typedef {import("../report/migrate/html/page-data.js").PageFile} PageFile
 * @typedef {{ has(file: PageFile): boolean, set(file: PageFile, isViewed: boolean): void }} Viewed
 */

/**
 * @param {import("./storage.js").Memory} memory
 * @returns {Viewed}
 */
export function createViewed(memory) {
  return {
    has: ({ key }) => memory.get(`viewed:${key}`) === "1",
    set: ({ key }, isViewed) => memory.set(`viewed:${key}`, isViewed ? "1" : null),
  };
}
