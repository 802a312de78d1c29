// What a script prints: known bytes, and pieces that depend on something unknown, with what
// each possible world would have printed. Turned into text by transcript.ts.

import { attribute, withoutMarks } from "./foreign.js";
import type { Chunk, Machine, UnknownChunk } from "./model.js";
import { spend, stepsOfBytes } from "./registers.js";

/** Appends bytes, joining them to the bytes before. */
export function append(chunks: Chunk[], chunk: Chunk): void {
  const last = chunks.length - 1;
  const before = chunks[last];
  if (typeof chunk === "string" && typeof before === "string") {
    chunks[last] = before + chunk;
  } else if (chunk !== "") {
    chunks.push(chunk);
  }
}

/** Appends what several worlds printed: once if they agree, as an unknown piece if not. */
export function appendWorlds(
  chunks: Chunk[],
  reason: string,
  worlds: readonly (readonly Chunk[])[],
): void {
  const [first, ...rest] = worlds;
  if (first !== undefined && rest.every((other) => isSameOutput(first, other))) {
    for (const chunk of first) {
      append(chunks, chunk);
    }
  } else {
    append(chunks, { reason, worlds });
  }
}

function isSameOutput(a: readonly Chunk[], b: readonly Chunk[]): boolean {
  // Unknown pieces are equal only to themselves: two worlds may print different things there.
  return a.length === b.length && a.every((chunk, at) => chunk === b[at]);
}

/** What code prints, as `append`. */
export function print(machine: Machine, chunk: Chunk): void {
  if (typeof chunk === "string") {
    spend(machine, stepsOfBytes(chunk.length));
    append(machine.output, attribute(machine, chunk));
  } else {
    append(machine.output, chunk);
  }
}

/** The bytes of an output; what makes it unknown where something does. */
export function knownBytes(chunks: readonly Chunk[]): string | UnknownChunk {
  const parts: string[] = [];
  for (const chunk of chunks) {
    if (typeof chunk !== "string") {
      return chunk;
    }
    parts.push(chunk);
  }
  return withoutMarks(parts.join(""));
}
