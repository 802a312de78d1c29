import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createOutputFolder } from "../../src/cli/output-folder.js";
import { makeFolder } from "../temporary-folder.js";

describe("a folder of files", () => {
  test.each([[false], [true]])("appears whole, in a place that is there: %s", (isThere) => {
    const at = makeFolder();
    const path = join(at, "out");
    if (isThere) {
      mkdirSync(path);
    }
    const folder = createOutputFolder(path);
    folder.append("a", "one ");
    folder.append("b", "");
    folder.append("a", "two");
    expect(existsSync(join(path, "a"))).toBe(false);
    folder.commit();
    folder.discard();
    expect(readdirSync(at)).toEqual(["out"]);
    expect(readdirSync(path).sort()).toEqual(["a", "b"]);
    expect(readFileSync(join(path, "a"), "utf8")).toBe("one two");
  });

  test("leaves no trace when it is discarded", () => {
    const at = makeFolder();
    const folder = createOutputFolder(join(at, "out"));
    folder.append("a", "one");
    folder.discard();
    expect(readdirSync(at)).toEqual([]);
  });

  test("takes no place that holds anything, or is no folder", () => {
    const at = makeFolder({ "full/a": "", file: "" });
    expect(() => createOutputFolder(join(at, "full"))).toThrow("full is not empty");
    expect(() => createOutputFolder(join(at, "file"))).toThrow("file: ENOTDIR");
    expect(() => createOutputFolder(join(at, "file/below"))).toThrow("file/below: ENOTDIR");
    expect(readdirSync(at).sort()).toEqual(["file", "full"]);
  });

  test("says so when somebody took the place meanwhile", () => {
    const at = makeFolder();
    const path = join(at, "out");
    const folder = createOutputFolder(path);
    folder.append("a", "one");
    mkdirSync(join(path, "theirs"), { recursive: true });
    expect(() => folder.commit()).toThrow(`cannot make ${path}: `);
    folder.discard();
    expect(readdirSync(at)).toEqual(["out"]);
    expect(readdirSync(path)).toEqual(["theirs"]);
  });
});
