// What the readers of one file are told of its group: its role, what its loads of parts stand for, and
// which registering functions come from elsewhere. Without it a file is read as one that stands alone.

import type { PartFunction } from "./part-function.js";
import type { GraphPart, GraphRole } from "./proof.js";

export interface GraphView {
  readonly role: GraphRole;
  /** Registering functions of loaded files; they have the same names in both texts. */
  readonly names: ReadonlySet<string>;
  /** The top-level loads of parts, by their first tokens in the old text. */
  readonly parts: ReadonlyMap<number, GraphPart>;
  /** The function in the new text of a part. */
  readonly function: PartFunction | undefined;
}
