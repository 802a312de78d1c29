// From output chunks to text. A line with an unknown piece is told as unknown: as the line of a
// test whose verdict is unknown where it is one in some world, otherwise as a mark that names
// the reason. So a reader of the text never takes a possible line for a printed one.

import { reveal } from "./foreign.js";
import type { Chunk } from "./model.js";
import { formatUnknownTest, parseTestLine, unknownMark } from "./test-output.js";

/** The text of an output; unknown parts are marked lines. */
export function toTranscript(chunks: readonly Chunk[]): string {
  const parts: string[] = [];
  let line: Chunk[] = [];
  const finish = (): void => {
    parts.push(toLines(line));
    line = [];
  };
  for (const chunk of chunks) {
    const wasEmpty = line.length === 0;
    if (typeof chunk !== "string") {
      line.push(chunk);
      if (chunk.worlds.length > 0 && chunk.worlds.every((world) => endsLine(world, wasEmpty))) {
        finish();
      }
      continue;
    }
    // An unfinished line ends with the first line feed; the lines up to the last are known.
    const first = wasEmpty ? 0 : chunk.indexOf("\n") + 1;
    const last = chunk.lastIndexOf("\n") + 1;
    if (first > 0) {
      line.push(chunk.slice(0, first));
      finish();
    }
    if (wasEmpty || first > 0) {
      parts.push(reveal(chunk.slice(first, last)));
    }
    if (last < chunk.length) {
      line.push(chunk.slice(last));
    }
  }
  finish();
  return parts.join("");
}

/** Whether a line is complete after this output; `atStart` when it was before. */
function endsLine(chunks: readonly Chunk[], atStart: boolean): boolean {
  const last = chunks.at(-1);
  if (last === undefined) {
    return atStart;
  }
  return typeof last === "string"
    ? last.endsWith("\n")
    : last.worlds.length > 0 && last.worlds.every((world) => endsLine(world, false));
}

/** The text of one line: as it is, or as marks. */
function toLines(line: readonly Chunk[]): string {
  const unknown = line.find((chunk) => typeof chunk !== "string");
  return unknown === undefined || typeof unknown === "string"
    ? plain(line)
    : unknownLine(line, unknown.reason);
}

function plain(line: readonly Chunk[]): string {
  return reveal(line.filter((chunk) => typeof chunk === "string").join(""));
}

/** One line or several, each marked, for a line that holds unknown pieces. */
function unknownLine(line: readonly Chunk[], reason: string): string {
  const names = new Set<string>();
  for (const world of possibleTexts(line)) {
    for (const each of world.split("\n")) {
      const test = parseTestLine(each);
      if (test !== undefined) {
        names.add(test.name);
      }
    }
  }
  const padded = /(?:^|\s)(\S.*?)\.{3,}/.exec(plain(line));
  if (names.size === 0 && padded?.[1] !== undefined) {
    names.add(padded[1]);
  }
  if (names.size === 0) {
    const known = plain(line).replaceAll("\n", "").trim();
    const mark = unknownMark(reason);
    return `${known === "" ? "" : `${known} `}${mark}\n`;
  }
  return Array.from(names, (name) => `${formatUnknownTest(name, reason)}\n`).join("");
}

/** What the line would be in each world of its first unknown pieces; a sample, not all. */
function possibleTexts(line: readonly Chunk[]): string[] {
  let texts = [""];
  for (const chunk of line) {
    const next =
      typeof chunk === "string"
        ? [reveal(chunk)]
        : chunk.worlds.length === 0
          ? [""]
          : chunk.worlds.flatMap(possibleTexts);
    texts = texts.flatMap((text) => next.map((more) => text + more)).slice(0, 64);
  }
  return texts;
}
