// Keeps from run to run which pages of a project show nothing of the old API: nearly all, and a repository
// has more documentation than tests.

import { join } from "node:path";
import type { SilentPages } from "../plan/documents.js";
import type { Discovery } from "../project/discovery.js";
import { type FileIdentity, identityOf } from "../project/file-identity.js";
import type { Io } from "./io.js";
import { openKeptByFile } from "./kept-by-file.js";

/**
 * Opens what is kept of the pages below a root; undefined where nothing is. `save` keeps it and never throws.
 * Pages that are read from elsewhere than the disk are asked about in vain.
 */
export function openSilentPages(
  { root, unseen }: Pick<Discovery, "root" | "unseen">,
  io: Pick<Io, "env" | "build">,
): (SilentPages & { save(): void }) | undefined {
  const kept = openKeptByFile<1>("pages", [root], io);
  // Of what was read only afterwards.
  const asked = new Map<string, FileIdentity>();
  return (
    kept && {
      has(path) {
        const identity = unseen.outside.has(path) ? undefined : identityOf(join(root, path));
        if (identity !== undefined) {
          asked.set(path, identity);
        }
        return identity !== undefined && kept.get(path, identity) !== undefined;
      },
      add(path) {
        const identity = asked.get(path);
        if (identity !== undefined) {
          kept.set(path, identity, 1);
        }
      },
      save: kept.save,
    }
  );
}
