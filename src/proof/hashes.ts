// The hashes that a proof carries: of whole texts, and of a test's body without its layout.

import { hash } from "node:crypto";
import { COMMENT, type ValkText } from "./reader.js";
import { endOf, kindAt, lastOf, nodeKey, startOf } from "./tokens.js";

/** SHA-256 in hexadecimal of the text's UTF-8 bytes. */
export function hashText(text: string): string {
  return hash("sha256", text, "hex");
}

/**
 * Hashes nodes one after the other: SHA-256 in hexadecimal over the UTF-8 bytes of the node's tokens,
 * comments left out, joined by NUL, which no token holds.
 */
export function hashNodes(text: ValkText, nodes: readonly number[]): string[] {
  let bytes = new Uint8Array(4096);
  return nodes.map((node) => {
    const last = lastOf(text, node);
    // A separator for each token fits in besides, since tokens are no shorter than one character.
    const room = 2 * (endOf(text, last) - startOf(text, node));
    if (room > bytes.length) bytes = new Uint8Array(2 * room);
    const length = writeTokens(text, node, last, bytes);
    // Copying characters is several times faster than cutting tokens out, but knows only ASCII.
    const key = length < 0 ? nodeKey(text, node) : bytes.subarray(0, length);
    return hash("sha256", key, "hex");
  });
}

/** Writes the tokens as ASCII. Returns the number of bytes, or -1 for text that is not ASCII. */
function writeTokens(text: ValkText, first: number, last: number, bytes: Uint8Array): number {
  const { source } = text;
  let length = 0;
  for (let token = first; token <= last; token += 1) {
    if (kindAt(text, token) === COMMENT) continue;
    if (length > 0) bytes[length++] = 0;
    const end = endOf(text, token);
    for (let at = startOf(text, token); at < end; at += 1) {
      const code = source.charCodeAt(at);
      if (code >= 128) return -1;
      bytes[length++] = code;
    }
  }
  return length;
}
