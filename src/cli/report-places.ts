// Which files the reports of a run may be written to. Invariant: no report takes the place of a
// file that the run reads, nor of another report.

import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { Discovery } from "../project/discovery.js";
import { posixRelative } from "../project/discovery-root.js";
import type { MigrateRequest } from "./migrate-request.js";
import { UsageError } from "./usage-error.js";

/** Throws UsageError for the first report that has no place of its own; paths start at `cwd`. */
export function refuseToOverwrite(
  { reports, proof, migratesMarkdown }: MigrateRequest,
  { root, files, documents }: Discovery,
  cwd: string,
): void {
  const named = [
    ...reports.map(({ path }) => ["--output", path] as const),
    ["--proof", proof] as const,
  ];
  const read = [...files, ...(migratesMarkdown ? documents : [])];
  const taken = new Map<string, string>();
  for (const [option, path] of named) {
    if (path === undefined) {
      continue;
    }
    const place = placeOf(resolve(cwd, path));
    const other = taken.get(place);
    if (other !== undefined) {
      throw new UsageError(
        `${other === option ? `two ${option}` : `${other} and ${option}`} name one file, ${path}`,
        "give each a file of its own",
      );
    }
    if (read.some((file) => file.path === posixRelative(root, place))) {
      throw new UsageError(`${path} is a file of this run`, "give the report a name of its own");
    }
    taken.set(place, option);
  }
}

/** The absolute path without links, as far as it leads somewhere: what a pipe that is open is called leads nowhere. */
function placeOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(placeOf(folder), basename(path));
  }
}
