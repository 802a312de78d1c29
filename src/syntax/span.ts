// Half-open ranges of text. Every offset in this project counts UTF-16 code units
// unless its name says otherwise. Used by every layer.

/** The text from `start` up to, not including, `end` (UTF-16 offsets, `start <= end`). */
export interface Span {
  readonly start: number;
  readonly end: number;
}
