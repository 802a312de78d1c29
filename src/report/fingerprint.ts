// By what services know a finding again from run to run.

import { hashText } from "../proof/hashes.js";
import type { Remark } from "./document.js";

/**
 * Answers the fingerprint of one remark after the other: what is said of which file, and for the
 * how-maniest time. Numbers are left out of it, since messages name lines and counts, which change with
 * the text around.
 */
export function createFingerprints(): (remark: Remark) => string {
  const counts = new Map<string, number>();
  return ({ path, code, message }) => {
    const key = hashText([path, code, message.replace(/\d+/g, "#")].join("\0"));
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return `${key}:${count}`;
  };
}
