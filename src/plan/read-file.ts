// Reads one file of a run, as far as the run needs it: what holds no test and loads nothing is not
// even decoded. Never throws.

import { messageOf } from "../outcome/problems.js";
import { decodeUtf8, readSource } from "../project/read.js";
import type { PlanInput } from "./plan-input.js";

export type Read =
  | ReturnType<typeof readSource>
  | { readonly kind: "failed"; readonly message: string };

/** The text of the file, or why there is none to look at. */
export function readFile(path: string, { readBytes, marks }: PlanInput): Read {
  try {
    const bytes = readBytes(path);
    const read = readSource(bytes, marks);
    return read.kind === "irrelevant" ? readLoader(bytes) : read;
  } catch (error) {
    return { kind: "failed", message: messageOf(error) };
  }
}

/** A file that mentions no test may still bring those that it loads. */
function readLoader(bytes: Uint8Array): Read {
  const text = decodeUtf8(bytes);
  return text !== undefined && /\bload\s*"/.test(text)
    ? { kind: "text", text }
    : { kind: "irrelevant" };
}
