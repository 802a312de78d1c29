import { expect, test } from "vitest";
import { BUILD, readBuild } from "../../src/cli/build-id.js";

test("a build has the name that the bundler gave it; what was not bundled has none", () => {
  expect(readBuild("0123456789abcdef")).toBe("0123456789abcdef");
  expect(BUILD).toBeUndefined();
});
