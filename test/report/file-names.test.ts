// Names of files made of other names: safe on every file system, and never twice the same.

import { expect, test } from "vitest";
import { createFileNames } from "../../src/report/file-names.js";

test("what is no letter, number or underscore becomes a hyphen, none at the ends", () => {
  const nameOf = createFileNames();
  expect(nameOf("test/shared")).toBe("test-shared");
  expect(nameOf("@team/ü_1 !")).toBe("team-ü_1");
  expect(nameOf("src", "0002-")).toBe("0002-src");
});

test("nothing but such characters is called files", () => {
  expect(createFileNames()("./")).toBe("files");
});

test("long words are cut", () => {
  expect(createFileNames()("a".repeat(300))).toHaveLength(60);
});

test("of the same names the later ones are numbered, whatever their case", () => {
  const nameOf = createFileNames();
  expect(["a b", "A-B", "a/b"].map((words) => nameOf(words))).toEqual(["a-b", "A-B-2", "a-b-3"]);
});
