// The files of a run, as the configurations of their folders want them. Walks once, and once more only
// where a folder below the root has a configuration. Called by every command that reads settings.

import { type Discovery, type DiscoveryOptions, discover } from "../project/discovery.js";
import type { FolderSettings } from "./folder-settings.js";
import type { Settings } from "./settings.js";

/** A discovery with the settings of folders below the root, where there are any. */
export interface FolderDiscovery extends Discovery {
  readonly folders?: FolderSettings | undefined;
}

/** Discovers. Throws UsageError for a configuration that does not fit. */
export async function discoverFiles(
  options: DiscoveryOptions,
  openFolders: Settings["openFolders"] | undefined,
): Promise<FolderDiscovery> {
  const discovery = discover(options);
  const folders = await openFolders?.(discovery.configFolders);
  return folders === undefined
    ? discovery
    : {
        ...discover({ ...options, isWanted: folders.isWanted, isExcluded: folders.isExcluded }),
        folders,
      };
}
