// Between text and bytes. Inside the evaluator a string holds UTF-8 bytes, one UTF-16 unit a
// byte, because the reference counts, cuts and compares bytes. Used at the borders only.

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The UTF-8 bytes of a text. */
export function toBytes(text: string): string {
  return isAscii(text) ? text : spell(encoder.encode(text));
}

/** The text of UTF-8 bytes; what is no UTF-8 becomes U+FFFD. */
export function toText(bytes: string): string {
  return isAscii(bytes)
    ? bytes
    : decoder.decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (text.charCodeAt(at) > 127) {
      return false;
    }
  }
  return true;
}

function spell(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 4096) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 4096)));
  }
  return parts.join("");
}
