// Says on standard error what configurations below the root name and a run has only one of.

import { CONFIG_FILE } from "../run/discovery.js";
import { escapeControls } from "../run/escape.js";
import type { FolderSettings, RootKey } from "./folder-settings.js";
import type { Io } from "./io.js";

/** A line for each configuration with keys among these that hold for a run of that root alone. */
export function sayLeftAside(
  settings: FolderSettings | undefined,
  keys: readonly RootKey[],
  { stderr }: Io,
): void {
  for (const { folder, leftAside } of settings?.files ?? []) {
    const named = leftAside.filter((key) => keys.includes(key));
    if (named.length > 0) {
      const path = escapeControls(`${folder}/${CONFIG_FILE}`);
      const verb = named.length === 1 ? "is" : "are";
      stderr.write(
        `note: ${path}: ${named.join(" and ")} ${verb} left aside; --root ${escapeControls(folder)} makes it count\n`,
      );
    }
  }
}
