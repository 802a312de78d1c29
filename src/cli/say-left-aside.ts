// Says on standard error what configurations below the root name and a run has only one of.

import { CONFIG_FILE } from "../project/discovery.js";
import { escapeControls } from "../text/escape.js";
import type { FolderSettings, RootKey } from "./folder-settings.js";
import type { Io } from "./io.js";

/** A line for each configuration with this key, which holds for a run of that root alone. */
export function sayLeftAside(
  settings: FolderSettings | undefined,
  key: RootKey,
  { stderr }: Io,
): void {
  for (const { folder, leftAside } of settings?.files ?? []) {
    if (leftAside.includes(key)) {
      const path = escapeControls(`${folder}/${CONFIG_FILE}`);
      stderr.write(
        `note: ${path}: ${key} is left aside; --root ${escapeControls(folder)} makes it count\n`,
      );
    }
  }
}
