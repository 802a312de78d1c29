// Keeps what was read from files from run to run: one text in a kept file, since all of it is read at
// once.

import { type KeptByFileStore, type KeptEntry, keepIn } from "../project/file-identity.js";
import type { Io } from "./io.js";
import { ONLY_KEY, openKept } from "./kept-file.js";

/**
 * Opens what is kept of the files that `subject` names; values are plain data, as JSON holds it. Undefined where
 * nothing is kept: see {@link openKept}.
 */
export function openKeptByFile<T>(
  kind: string,
  subject: readonly string[],
  io: Pick<Io, "env" | "build">,
): KeptByFileStore<T> | undefined {
  const file = openKept(kind, subject, io);
  if (file === undefined) {
    return undefined;
  }
  const text = file.get(ONLY_KEY);
  file.close();
  const entries = new Map(
    Object.entries(text === undefined ? {} : (JSON.parse(text) as Record<string, KeptEntry<T>>)),
  );
  const used = new Set<string>();
  let hasNew = false;
  const kept = keepIn(entries, (path) => {
    used.add(path);
    hasNew = true;
  });
  return {
    get(path, identity) {
      const value = kept.get(path, identity);
      if (value !== undefined) {
        used.add(path);
      }
      return value;
    },
    set: kept.set,
    save() {
      if (hasNew) {
        const left = [...entries].filter(([path]) => used.has(path));
        file.set(ONLY_KEY, JSON.stringify(Object.fromEntries(left)));
      }
      file.save(false);
    },
  };
}
