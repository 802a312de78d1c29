// Every kind of finding as data alone, for those who only tell of them. The bundled program has the data
// in this module's place (`scripts/bundle.mjs`), so that `explain` loads nothing of what finds them.

import type { FindingKind } from "../finding/finding.js";
import { allKinds, shownSeverity } from "./kinds.js";

export interface ListedKind extends FindingKind {
  /** The severity in the words of whoever reports the kind. */
  readonly shown: string;
}

/** All kinds by code, in alphabetical order. */
export const listedKinds: ReadonlyMap<string, ListedKind> = new Map(
  [...allKinds].map(([code, kind]) => [code, { ...kind, shown: shownSeverity(kind) }]),
);
