// Gaps that are wider than a blank because somebody put things below each other: they stay.

import { SyntaxKind } from "../syntax/kinds.js";
import { isCloser, isComment, isOpener, type Token } from "./tokens.js";

/** Whether the gap in front of a token, by its number, keeps it in line with the line above or below. */
export type IsAligned = (index: number) => boolean;

/**
 * Reads which tokens are in line: those that begin in the column of one on a neighbouring line that is as
 * deep in brackets, or numbers that end in it, all behind gaps.
 * ```
 * (def {small}   1024)
 * (def {larger} 65536)
 * ```
 */
export function readAlignment(tokens: readonly Token[]): IsAligned {
  // Read at the first question: most files never ask.
  let isAligned: IsAligned | undefined;
  return (index) => {
    isAligned ??= findAligned(tokens);
    return isAligned(index);
  };
}

function findAligned(tokens: readonly Token[]): IsAligned {
  const keys = keysOf(tokens);
  const held = new Set(keys.flatMap((own) => own(0)));
  return (index) => [-1, 1].some((step) => keys[index]?.(step).some((key) => held.has(key)));
}

/** For each token where it begins or ends, as if so many lines further down; nothing without a gap. */
function keysOf(tokens: readonly Token[]): readonly ((step: number) => readonly string[])[] {
  let depth = 0;
  return tokens.map((token) => {
    const { kind, line, column, endColumn, newlines, gap } = token;
    depth -= isCloser(token) ? 1 : 0;
    const own = depth;
    depth += isOpener(token) ? 1 : 0;
    const isBehindGap = newlines === 0 && gap.start < gap.end;
    if (!isBehindGap || isComment(token) || isCloser(token)) {
      return () => [];
    }
    const ends = kind === SyntaxKind.Number ? [`to ${endColumn}`] : [];
    return (step) => [`from ${column}`, ...ends].map((key) => `${line + step} ${own} ${key}`);
  });
}
