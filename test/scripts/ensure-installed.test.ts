import { expect, test } from "vitest";
import { isInstalled } from "../../scripts/ensure-installed.mjs";

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
