import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { diskFileSystem, type FileSystem } from "../../src/project/file-system.js";
import { pruneRuns } from "../../src/write/undo-prune.js";
import { makeFolder } from "../temporary-folder.js";

const ids = ["20260101-000000-000-000001", "20260102-000000-000-000002"];

/** A journal with two runs; what their manifests say does not matter to who removes them. */
function makeJournal(): string {
  return makeFolder(
    Object.fromEntries(
      ids.flatMap((id) =>
        ["manifest.json", "log", "originals"].map((name) => [
          `.valk-codemod/runs/${id}/${name}`,
          "",
        ]),
      ),
    ),
  );
}

const runExists = (base: string, id: string | undefined): boolean =>
  existsSync(join(base, ".valk-codemod/runs", id ?? ""));

describe("pruneRuns", () => {
  test("keeps the newest", () => {
    const base = makeJournal();
    expect(pruneRuns(base, 1, diskFileSystem)).toEqual([ids[0]]);
    expect(ids.map((id) => runExists(base, id))).toEqual([false, true]);
  });

  test("keeps none when told so, and all when there are no more", () => {
    const base = makeJournal();
    expect(pruneRuns(base, 5, diskFileSystem)).toEqual([]);
    expect(pruneRuns(base, 0, diskFileSystem)).toEqual(ids);
    expect(ids.map((id) => runExists(base, id))).toEqual([false, false]);
  });

  test("passes on what the disk refuses, and leaves the run", () => {
    const base = makeJournal();
    const refusing: FileSystem = {
      ...diskFileSystem,
      remove: () => {
        throw Object.assign(new Error("EACCES: no"), { code: "EACCES" });
      },
    };
    expect(() => pruneRuns(base, 1, refusing)).toThrow(/EACCES/);
    expect(runExists(base, ids[0])).toBe(true);
  });
});
