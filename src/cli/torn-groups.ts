// A run after one that was killed between files that change together: it reads those files as they
// were before, as if the killed run had never come to them. They are put back when it writes.

import { rootInRepository } from "../project/discovery-root.js";
import { diskFileSystem } from "../project/file-system.js";
import { withContents } from "../project/outside-files.js";
import { escapeControls } from "../text/escape.js";
import { someOf } from "../text/wording.js";
import type { Staging } from "../write/staging.js";
import { findTornGroups, type TornGroup } from "../write/torn-groups.js";
import type { FolderDiscovery } from "./discover-files.js";
import type { Io } from "./io.js";

/** The discovery of a run that takes such groups up, and says so on standard error. */
export function readBeforeTorn(discovery: FolderDiscovery, io: Io): FolderDiscovery {
  const contents = textsBeforeTorn(discovery, io);
  const { unseen } = discovery;
  return contents.size === 0
    ? discovery
    : { ...discovery, unseen: { ...unseen, outside: withContents(unseen.outside, contents) } };
}

/** What files of such groups held before, by path, said on standard error where the run is about them. */
export function textsBeforeTorn(
  discovery: FolderDiscovery,
  io: Io,
  staging?: Staging,
): ReadonlyMap<string, Uint8Array> {
  const { top, files } = discovery;
  const prefix = rootInRepository(discovery);
  const groups = findTornGroups(top, io.fileSystem ?? diskFileSystem, staging).filter(
    ({ before }) => [...before.keys()].every((path) => path.startsWith(prefix)),
  );
  const selected = new Set(files.flatMap(({ path, selected }) => (selected ? [path] : [])));
  const pathsOf = ({ changes }: TornGroup): readonly string[] =>
    changes.map(({ path }) => path.slice(prefix.length));
  for (const group of groups) {
    const paths = pathsOf(group);
    if (paths.some((path) => selected.has(path))) {
      io.stderr.write(
        `note: the run ${group.runId} was cut off between files that change together; this one starts from what they were before it: ${escapeControls(someOf(paths))}\n`,
      );
    }
  }
  return new Map(
    groups.flatMap((group) =>
      group.changes.flatMap(({ path, newBytes }) =>
        newBytes === undefined ? [] : [[path.slice(prefix.length), newBytes] as const],
      ),
    ),
  );
}
