// Reads what `status --since` compares: the tests of files that differ between a commit and the
// working tree. Old versions come from git by object id; no text is kept.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Dialect } from "../dialect/dialect.js";
import { messageOf } from "../outcome/problems.js";
import type { Discovery } from "../project/discovery.js";
import { createByteReader } from "../project/discovery-files.js";
import { createScope } from "../project/discovery-scope.js";
import { blobIdOf, type GitHistory } from "../project/git-history.js";
import { readSource, TEST_MARKS } from "../project/read.js";
import type { Since } from "../report/status/report.js";
import type { FileVersions } from "../status/file-versions.js";
import { compareVersions } from "../status/history.js";
import { NO_NAMES, readLossyNames, readTestNames, type TestNames } from "../status/test-names.js";
import { openCommit } from "./git-request.js";
import type { Io } from "./io.js";
import { UsageError } from "./usage-error.js";

/** Compares the commit with what the selected files hold now. Throws UsageError. */
export function readSince(
  ref: string,
  paths: readonly string[],
  { discovery, dialect }: { readonly discovery: Discovery; readonly dialect: Dialect },
  io: Io,
): Since {
  const { history, commit } = openCommit(discovery, "--since", ref, io);
  const namesIn: ReadNames = (bytes) => readNames(bytes, dialect);
  const isInScope = createScope({ paths, cwd: io.cwd }, discovery);
  try {
    const before = new Map([...history.filesAt(commit)].filter(([path]) => isInScope(path)));
    const changed = findChanged(before, discovery, namesIn);
    const old = readOld(changed, before, history, namesIn);
    const versions = changed.map(({ path, after }): FileVersions => {
      return { path, before: old.get(path), after };
    });
    return { ref, commit, history: compareVersions(versions) };
  } catch (error) {
    throw new UsageError(
      `--since ${ref}: git could not say what was in it: ${messageOf(error)}`,
      "in a shallow or partial clone, fetch that commit first",
    );
  }
}

interface Changed {
  readonly path: string;
  readonly after: TestNames | undefined;
}

/** The files that are not as in the commit, gone ones included. */
function findChanged(
  before: ReadonlyMap<string, string>,
  { root, files }: Discovery,
  namesIn: ReadNames,
): readonly Changed[] {
  const read = createByteReader(root);
  const changed: Changed[] = [];
  const present = new Set<string>();
  for (const { path, selected, outcome } of files) {
    present.add(path);
    const bytes = selected && outcome === undefined ? readIfPossible(path, read) : undefined;
    const id = before.get(path);
    if (bytes !== undefined && (id === undefined || blobIdOf(bytes, id) !== id)) {
      changed.push({ path, after: namesIn(bytes) });
    }
  }
  for (const path of before.keys()) {
    // What is there but not listed is ignored by now: it is not gone.
    if (!present.has(path) && !existsSync(join(root, path))) {
      changed.push({ path, after: undefined });
    }
  }
  return changed;
}

/** What cannot be read is told of by the status itself. */
function readIfPossible(path: string, read: (path: string) => Uint8Array): Uint8Array | undefined {
  try {
    return read(path);
  } catch {
    return undefined;
  }
}

function readOld(
  changed: readonly Changed[],
  before: ReadonlyMap<string, string>,
  history: GitHistory,
  namesIn: ReadNames,
): ReadonlyMap<string, TestNames> {
  const known = changed.filter(({ path }) => before.has(path));
  const ids = known.map(({ path }) => before.get(path) as string);
  const names = new Map<string, TestNames>();
  let at = 0;
  for (const bytes of history.read(ids)) {
    names.set((known[at++] as Changed).path, namesIn(bytes));
  }
  return names;
}

type ReadNames = (bytes: Uint8Array) => TestNames;

function readNames(bytes: Uint8Array, dialect: Dialect): TestNames {
  const source = readSource(bytes, TEST_MARKS);
  switch (source.kind) {
    case "text":
      return readTestNames(source.text, dialect);
    case "not-utf8":
      return readLossyNames(source.lossy);
    default:
      return NO_NAMES;
  }
}
