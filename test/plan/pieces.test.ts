import { describe, expect, test } from "vitest";
import { folderOf, gatherPieces } from "../../src/plan/pieces.js";

const paths = (...names: readonly string[]) => names.map((path) => ({ path }));

describe("pieces", () => {
  test("are gathered by name, in the order of their first files", () => {
    const pieces = gatherPieces(paths("b/x", "a", "b/y", "b/c/z"), folderOf);
    expect(pieces.map(({ name, changes }) => [name, changes.map(({ path }) => path)])).toEqual([
      ["b/", ["b/x", "b/y"]],
      ["./", ["a"]],
      ["b/c/", ["b/c/z"]],
    ]);
  });

  test("keep together what changes together, whatever folders it lies in", () => {
    const group = ["a/1", "b/1", "c/unplanned"];
    const changes = [
      { path: "a/1", group },
      { path: "a/2" },
      { path: "b/1", group },
      { path: "b/2", group: ["b/2", "b/3"] },
      { path: "b/3", group: ["b/2", "b/3"] },
    ];
    const named = (nameOf: (path: string) => string) =>
      gatherPieces(changes, nameOf).map(({ name, changes: all }) => [
        name,
        ...all.map(({ path }) => path),
      ]);
    expect(named(folderOf)).toEqual([
      ["a/, b/", "a/1", "b/1"],
      ["a/", "a/2"],
      ["b/", "b/2", "b/3"],
    ]);
    expect(named((path) => path)).toEqual([
      ["a/1, b/1", "a/1", "b/1"],
      ["a/2", "a/2"],
      ["b/2, b/3", "b/2", "b/3"],
    ]);
  });
});
