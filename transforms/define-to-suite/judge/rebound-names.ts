// Where the names that a file's tests depend on get another meaning: in the file itself or in one that
// it loads, at any depth. Called by the findings about such names.

import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { globalBindings } from "./global-bindings.js";
import { type Reach, reachOf } from "./loading-effects.js";
import type { Reading } from "./reading.js";
import { PRELUDE_NAMES } from "./runner-names.js";

/** A place that binds a name globally: a symbol of the file, or a load of a file that does it. */
export interface Rebinding {
  readonly name: string;
  readonly span: SyntaxNode["span"];
  /** The loaded file. */
  readonly path?: string;
}

/** The places of the file itself. */
export function ownRebindings(
  { script }: Reading,
  isWatched: (name: string) => boolean,
): readonly Rebinding[] {
  return globalBindings(script.items)
    .filter(({ text }) => isWatched(text))
    .map(({ text, span }) => ({ name: text, span }));
}

/** The loads that bring such a place, each file and name once; `withBase` looks at preludes, too. */
export function loadedRebindings(
  { script, scriptAt }: Reading,
  isWatched: (name: string) => boolean,
  withBase: boolean,
): readonly Rebinding[] {
  const reach = reachOf(script, scriptAt);
  const isFirst = firstDefinitions(reach);
  return reach.files.flatMap(({ load, path, evaluation, isBase }) =>
    isBase && !withBase
      ? []
      : [...evaluation.binds]
          .filter((name) => isWatched(name) && !isFirst(name, path))
          .map((name) => ({ name, span: load.span, path })),
  );
}

/** Whether the file is where a name gets its first meaning that neither interpreter nor prelude gives. */
function firstDefinitions({ files, isComplete }: Reach): (name: string, path: string) => boolean {
  return (name, path) =>
    isComplete &&
    PRELUDE_NAMES.has(name) &&
    files.find(({ evaluation }) => evaluation.binds.has(name))?.path === path;
}
