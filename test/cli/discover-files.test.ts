import { expect, test, vi } from "vitest";
import { discoverFiles } from "../../src/cli/discover-files.js";
import { makeFolder } from "../temporary-folder.js";

test.each<[number, number]>([
  [3, 0],
  [1001, 1],
])("with %i files memory is saved %i times", async (count, times) => {
  const files = Array.from({ length: count }, (_, at) => [`${at}.valk`, ""]);
  const cwd = makeFolder(Object.fromEntries(files));
  const saveMemory = vi.fn(async () => {});
  const { files: found } = await discoverFiles({ cwd, paths: [] }, undefined, {
    saveMemory,
    env: {},
  });
  expect(found).toHaveLength(count);
  expect(saveMemory).toHaveBeenCalledTimes(times);
});
