// The files of a run, as the configurations of their folders want them. Walks once, and once more only
// where a folder below the root has a configuration. Called by every command that reads settings.

import { type Discovery, type DiscoveryOptions, discover } from "../project/discovery.js";
import type { KeptIndex } from "../project/git-index.js";
import { isValkPath } from "../project/valk-path.js";
import { someOf } from "../text/wording.js";
import type { FolderSettings } from "./folder-settings.js";
import type { Io } from "./io.js";
import { openKeptByFile } from "./kept-by-file.js";
import type { Settings } from "./settings.js";
import { UsageError } from "./usage-error.js";

/** A discovery with the settings of folders below the root, where there are any. */
export interface FolderDiscovery extends Discovery {
  readonly folders?: FolderSettings | undefined;
}

interface FolderDiscoveryOptions extends DiscoveryOptions {
  /** Whether a run about nothing is an error: a verdict on no file at all would be taken for success. */
  readonly mustFind?: boolean;
  /** Whether nothing is written or put on record, so that what is kept of files counts. */
  readonly onlyLooks?: boolean;
}

/** From so many files on, memory is worth a thought. */
const MANY = 1000;

/** Discovers. Throws UsageError for a configuration that does not fit, and for what must be found and is not. */
export async function discoverFiles(
  options: FolderDiscoveryOptions,
  openFolders: Settings["openFolders"] | undefined,
  io: Pick<Io, "saveMemory" | "env" | "build">,
): Promise<FolderDiscovery> {
  const openIndex = (root: string) =>
    options.onlyLooks ? openKeptByFile<KeptIndex>("index", [root], io) : undefined;
  const source = { ...options, openIndex };
  const discovery = discover(source);
  const folders = await openFolders?.(discovery.configFolders);
  const found: FolderDiscovery =
    folders === undefined
      ? discovery
      : {
          ...discover({ ...source, isWanted: folders.isWanted, isExcluded: folders.isExcluded }),
          folders,
        };
  if (options.mustFind) {
    const nothing = describeNothing(found, options);
    if (nothing !== undefined) {
      throw nothing;
    }
  }
  if (found.files.length > MANY) {
    io.saveMemory?.();
  }
  return found;
}

const NO_VALK = "name files that end in .valk, or say --allow-empty";

/**
 * Why a run is about nothing; undefined where a file is selected that is called one of Valk, or that
 * could not be read.
 */
export function describeNothing(
  { files, documents, named, isWanted }: FolderDiscovery,
  { paths }: Pick<DiscoveryOptions, "paths">,
): UsageError | undefined {
  const isFound = files.some(
    ({ path, selected, outcome }) => selected && (isValkPath(path) || outcome?.status === "failed"),
  );
  if (isFound || documents.length > 0) {
    return undefined;
  }
  const leftOut = named.filter((path) => !isWanted(path));
  if (leftOut.length > 0) {
    return new UsageError(
      `nothing to look at: ${someOf(leftOut)} ${leftOut.length > 1 ? "are" : "is"} left out by the configuration or by patterns`,
      "valk-codemod status --print-config shows them; --no-config runs without, --allow-empty puts up with it",
    );
  }
  if (named.length > 0) {
    const what = named.length > 1 ? "are no Valk files" : "is no Valk file";
    return new UsageError(`nothing to look at: ${someOf(named)} ${what}`, NO_VALK);
  }
  const where = paths.length > 0 ? someOf(paths) : "the current folder";
  return new UsageError(
    `nothing to look at: no Valk file below ${where} is taken`,
    "check the folder, the patterns and .gitignore, or say --allow-empty",
  );
}
