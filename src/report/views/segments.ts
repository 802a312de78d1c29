// A line as pieces that are painted alike: its syntax, and the words in it that changed.
// Invariant: the pieces joined are the line as it may be shown, control characters escaped.

import type { Lines } from "../../review/lines.js";
import { withoutLineEnd } from "../../review/lines.js";
import { createSyntaxPieces, type PieceKind } from "../../review/syntax-pieces.js";
import type { Span } from "../../syntax/span.js";
import { escapeControls } from "../../text/escape.js";
import type { Style } from "../../text/style.js";

export interface Segment {
  /** Where it starts in the line, in UTF-16 units; what is shown may be longer or shorter. */
  readonly start: number;
  readonly text: string;
  readonly kind: PieceKind;
  /** Whether it is among the words that differ. */
  readonly isWord: boolean;
}

/** The pieces of a line, given the words in it that differ (offsets from the line's start). */
export type DressLine = (line: number, words?: readonly Span[]) => readonly Segment[];

/** `showsSyntax` is for colours and for code alone: otherwise each line is one piece. */
export function createDressLine(text: string, lines: Lines, showsSyntax: boolean): DressLine {
  const piecesOf = showsSyntax ? createSyntaxPieces(text, lines) : undefined;
  return (line, words = []) => {
    const shown = withoutLineEnd(lines.at(line));
    if (piecesOf === undefined && words.length === 0) {
      return shown === "" ? NO_SEGMENTS : [plainSegment(escapeControls(shown))];
    }
    const pieces = piecesOf?.(line) ?? [{ kind: "plain" as const, start: 0, end: shown.length }];
    const cut = createCutter(words);
    return pieces
      .flatMap(({ kind, start, end }) => cut(kind, { start, end }))
      .map(({ kind, isWord, span }) => ({
        start: span.start,
        text: escapeControls(shown.slice(span.start, span.end)),
        kind,
        isWord,
      }));
  };
}

const NO_SEGMENTS: readonly Segment[] = [];

function plainSegment(text: string): Segment {
  return { start: 0, text, kind: "plain", isWord: false };
}

interface Cut {
  readonly kind: PieceKind;
  readonly isWord: boolean;
  readonly span: Span;
}

/** Cuts pieces, which come in order as the words do, where words begin and end. */
function createCutter(words: readonly Span[]): (kind: PieceKind, piece: Span) => readonly Cut[] {
  let next = 0;
  return (kind, { start, end }) => {
    const cuts: Cut[] = [];
    let at = start;
    const push = (to: number, isWord: boolean): void => {
      if (at < to) {
        cuts.push({ kind, isWord, span: { start: at, end: to } });
        at = to;
      }
    };
    for (let word = words[next]; word !== undefined && word.start < end; word = words[next]) {
      push(word.start, false);
      push(Math.min(word.end, end), true);
      if (word.end > end) {
        break;
      }
      next++;
    }
    push(end, false);
    return cuts;
  };
}

/** What a line is, which decides its colour. */
export type Tone = "context" | "faint" | ChangeTone;

/** What a line that changed is. */
export type ChangeTone = "removed" | "added" | "moved";

/** Text in the colour of a line that changed. */
export function paintChange(text: string, tone: ChangeTone, style: Style): string {
  switch (tone) {
    case "removed":
      return style.red(text);
    case "added":
      return style.green(text);
    default:
      return style.magenta(text);
  }
}

/** The pieces in colour. */
export function paintSegments(segments: readonly Segment[], tone: Tone, style: Style): string {
  switch (tone) {
    case "faint":
      return style.dim(segments.map(({ text }) => text).join(""));
    case "context":
      return segments.map((segment) => paintSyntax(segment, style)).join("");
    default: {
      const text = segments.map((segment) => paintWord(segment, style)).join("");
      return paintChange(text, tone, style);
    }
  }
}

function paintSyntax({ text, kind }: Segment, style: Style): string {
  switch (kind) {
    case "comment":
      return style.dim(text);
    case "string":
      return style.cyan(text);
    default:
      return text;
  }
}

/** What changed stands out. */
function paintWord({ text, isWord }: Segment, style: Style): string {
  return isWord ? style.inverse(text) : text;
}
