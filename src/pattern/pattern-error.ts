// What is wrong with a pattern, a template or a condition as its author wrote it. Thrown while it is read, before any
// file is; whoever asked shows the place.

import { LineIndex, type Position } from "../syntax/line-index.js";

/** The stable codes of what is wrong with a pattern, a template or a condition. */
export type PatternErrorCode =
  | "pattern-unreadable"
  | "pattern-empty"
  | "pattern-several-forms"
  | "pattern-matches-all"
  | "pattern-bad-hole"
  | "template-unknown-hole"
  | "template-other-hole"
  | "template-comment"
  | "template-removes-value"
  | "unknown-hole"
  | "rewrite-repeats";

/** A pattern, template or condition that says nothing that could be done. */
export class PatternError extends Error {
  override readonly name = "PatternError";
  /** Where in `source`, both from 1. */
  readonly position: Position;

  constructor(
    readonly code: PatternErrorCode,
    message: string,
    readonly hint: string,
    readonly source: string,
    offset: number,
  ) {
    super(message);
    this.position = new LineIndex(source).position(offset);
  }
}
