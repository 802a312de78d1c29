// Makes the layout of generated code odd: comments, blanks and line ends between any two tokens.
// Invariant: the tokens stay, in their order; only what stands between them changes.

import type { Random } from "./random.js";

const TOKEN = /"(?:[^"\\]|\\[\s\S])*"|;[^\n]*|\s+|[(){}'`]|,@?|[^\s(){}'`,;"]+/g;

export const COMMENTS: readonly string[] = [
  "; a note",
  ";",
  ";; two",
  '; (test/define "off" {1})',
  '; "quoted',
  "; ) } unbalanced",
  "; λ ✅",
  ";\ttab",
];

/** The text with each gap inside a form made odd with this probability. */
export function disturb(text: string, random: Random, probability: number): string {
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  let written = "";
  for (const [index, token] of tokens.entries()) {
    const [before = "", after = ""] = [tokens[index - 1], tokens[index + 1]];
    if (")}".includes(token)) {
      depth -= 1;
      const isFree = !/^[({]$/.test(before) && !/^[\s;]/.test(before);
      written += isFree && random.chance(probability / 3) ? oddGap(random) : "";
    }
    const isGap = /^\s/.test(token) && depth > 0 && !before.startsWith(";");
    written += isGap && random.chance(probability) ? oddGap(random) : token;
    if ("({".includes(token)) {
      depth += 1;
      const isFree = !/^[)}\s;]/.test(after);
      written += isFree && random.chance(probability / 4) ? oddGap(random) : "";
    }
  }
  return written;
}

function oddGap(random: Random): string {
  const indent = " ".repeat(random.pick([0, 1, 2, 4]));
  const comment = random.pick(COMMENTS);
  return random.pick([
    `\n${indent}`,
    `\n\n${indent}`,
    "   ",
    "\t",
    ` ${comment}\n${indent}`,
    `\n${indent}${comment}\n${indent}`,
    `${comment}\n${indent}`,
  ]);
}

/** Each step of two blanks at the beginning of a line as a tab. */
export function withTabs(text: string): string {
  return text.replaceAll(/^(?: {2})+/gm, (blanks) => "\t".repeat(blanks.length / 2));
}

export function withCrlf(text: string): string {
  return text.replaceAll("\n", "\r\n");
}

/** Every line but the first by so much to the right. */
export function indented(text: string, columns = 2): string {
  return text.replaceAll("\n", `\n${" ".repeat(columns)}`);
}
