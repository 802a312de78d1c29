// What a piece of a change is about, as an option says: which name each path goes by.

import { folderOf, type Unit } from "../plan/pieces.js";
import { OWNER_FILES, OwnersError, type OwnersOf, readOwners } from "../project/code-owners.js";
import { type Place, posixRelative } from "../project/discovery-root.js";
import { UsageError } from "./usage-error.js";

/** Names paths, which are relative to the root, by their unit. Throws UsageError without readable owners. */
export function namerOf(unit: Unit, flag: string, { root, top }: Place): (path: string) => string {
  switch (unit) {
    case "file":
      return (path) => path;
    case "folder":
      return folderOf;
    default: {
      const below = posixRelative(top, root);
      const prefix = below === "" ? "" : `${below}/`;
      const ownersOf = readAll(flag, top);
      return (path) => ownersOf(prefix + path);
    }
  }
}

function readAll(flag: string, top: string): OwnersOf {
  try {
    const ownersOf = readOwners(top);
    if (ownersOf !== undefined) {
      return ownersOf;
    }
  } catch (error) {
    if (error instanceof OwnersError) {
      throw new UsageError(error.message, "mend the line, or split by folder");
    }
    throw error;
  }
  throw new UsageError(
    `${flag} owner: there is no ${OWNER_FILES.join(", no ")} in ${top}`,
    "write one, or split by folder",
  );
}
