import { describe, expect, test } from "vitest";
import { isInstalled, main } from "../../scripts/ensure-installed.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

const wanted = {
  packages: {
    "": { version: "0.1.0" },
    "node_modules/a": { version: "1.0.0", integrity: "x" },
    "node_modules/b": { version: "1.0.0", integrity: "y", optional: true },
  },
};
const a = { "node_modules/a": { version: "1.0.0", integrity: "x" } };

test.each([
  ["everything that is needed", true, a],
  ["another version", false, { "node_modules/a": { version: "1.0.1", integrity: "x" } }],
  ["other contents", false, { "node_modules/a": { version: "1.0.0", integrity: "z" } }],
  ["too little", false, {}],
  ["too much", false, { ...a, "node_modules/c": { version: "1.0.0" } }],
])("%s installed: %s", (_name, expected, packages) => {
  expect(isInstalled(wanted, { packages })).toBe(expected);
});

test("nothing installed", () => {
  expect(isInstalled(wanted, undefined)).toBe(false);
});

describe("npm installs", () => {
  /** How often npm was called, and the status. */
  const installs = (files: Record<string, string>): [number, number] => {
    const host = createTestHost({ root: makeFolder(files), run: () => ({ status: 3 }) });
    const status = main([], host);
    for (const { words } of host.ran) {
      expect(words.slice(0, 2)).toEqual(["npm", "ci"]);
    }
    return [host.ran.length, status];
  };
  const lock = JSON.stringify(wanted);
  const record = "node_modules/.package-lock.json";

  test.each<[string, Record<string, string>, [number, number]]>([
    ["nothing that is there", { "package-lock.json": lock, [record]: lock }, [0, 0]],
    ["all where nothing is there", { "package-lock.json": lock }, [1, 3]],
    ["all where the record is torn", { "package-lock.json": lock, [record]: "{" }, [1, 3]],
  ])("%s", (_name, files, expected) => {
    expect(installs(files)).toEqual(expected);
  });
});
