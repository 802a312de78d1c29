// Texts that outlive what they were cut out of.

/** A copy of the text. A slice of a string keeps the whole string in memory. */
export function detach(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
