// Why a def cannot become local, or a number an atom: the reasons in words, so that what is left
// unrepaired says why. The conditions are looked at in `local-conditions.ts` and `atom-plan.ts`.

import type { Span } from "../syntax/span.js";
import type { FileModel } from "./file-model.js";

/** A def that is left as it is, and why. */
export interface Left {
  readonly name: string;
  readonly span: Span;
  readonly reason: string;
  /** What else to do, where the finding's own hint does not fit. */
  readonly hint?: string;
}

/** `src/a.valk:3`, for reasons that point elsewhere. */
export function placeOf(file: FileModel, { start }: Span): string {
  return `${file.path}:${file.lines.position(start).line}`;
}
