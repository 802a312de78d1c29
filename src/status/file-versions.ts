// The versions of files between two states of a project, and which of them are one file under two
// names: a file that is gone and a new one that holds half of its tests.

import { posix } from "node:path";
import type { TestNames } from "./test-names.js";

/** A file that differs between the versions; undefined where there is none in a version. */
export interface FileVersions {
  readonly path: string;
  readonly before: TestNames | undefined;
  readonly after: TestNames | undefined;
}

/** Joins each file that is gone with the new one that holds most of its tests, if half of them. */
export function pairRenamed(versions: readonly FileVersions[]): readonly FileVersions[] {
  const added = versions.filter(({ before, after }) => before === undefined && hasTests(after));
  const holders = new Map<string, FileVersions[]>();
  for (const file of added) {
    for (const name of new Set(namesOf(file.after))) {
      holders.set(name, [...(holders.get(name) ?? []), file].slice(0, MOST_HOLDERS));
    }
  }
  const partners = new Map<FileVersions, FileVersions>();
  for (const file of versions) {
    if (file.after === undefined && hasTests(file.before)) {
      const partner = findPartner(file, holders, partners);
      if (partner !== undefined) {
        partners.set(partner, file);
      }
    }
  }
  const renamed = new Set(partners.values());
  return versions
    .filter((file) => !renamed.has(file))
    .map((file) => ({ ...file, before: partners.get(file)?.before ?? file.before }));
}

/** A name that more files hold tells nothing of where one of them came from. */
const MOST_HOLDERS = 20;

function findPartner(
  { path, before }: FileVersions,
  holders: ReadonlyMap<string, readonly FileVersions[]>,
  taken: ReadonlyMap<FileVersions, FileVersions>,
): FileVersions | undefined {
  const names = namesOf(before);
  const shared = new Map<FileVersions, number>();
  for (const holder of names.flatMap((name) => holders.get(name) ?? [])) {
    if (!taken.has(holder)) {
      shared.set(holder, (shared.get(holder) ?? 0) + 1);
    }
  }
  const isNamesake = (file: FileVersions): number =>
    posix.basename(file.path) === posix.basename(path) ? 1 : 0;
  const [best] = [...shared].sort(
    ([a, countA], [b, countB]) => countB - countA || isNamesake(b) - isNamesake(a),
  );
  return best !== undefined && best[1] * 2 >= names.length ? best[0] : undefined;
}

function namesOf(names: TestNames | undefined): readonly string[] {
  return names === undefined ? [] : [...names.old, ...names.new, ...(names.unreadable ?? [])];
}

function hasTests(names: TestNames | undefined): boolean {
  return namesOf(names).length > 0;
}
