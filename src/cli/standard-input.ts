// Reads standard input to its end, or until the user interrupts.

import type { Io } from "./io.js";

/** All bytes; undefined after an interrupt. */
export async function readInput({
  stdin,
  signal,
}: Pick<Io, "stdin" | "signal">): Promise<Uint8Array | undefined> {
  if (signal.aborted) {
    return undefined;
  }
  const interrupted = new Promise<undefined>((resolve) => {
    signal.addEventListener("abort", () => resolve(undefined), { once: true });
  });
  return Promise.race([readAll(stdin), interrupted]);
}

async function readAll(stdin: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stdin) {
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
