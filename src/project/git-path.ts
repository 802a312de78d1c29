// Paths as git writes them in a patch: C-style quotes around every name that holds a quotation
// mark, a backslash, a control character or a byte outside ASCII. Used by the patch report.

const ESCAPES: Readonly<Record<number, string>> = {
  7: "\\a",
  8: "\\b",
  9: "\\t",
  10: "\\n",
  11: "\\v",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/** The path as it stands, or in quotes where git would quote it (`core.quotePath` on). */
export function quoteGitPath(path: string): string {
  let quoted = "";
  for (const byte of Buffer.from(path)) {
    const isPlain = byte >= 32 && byte < 127;
    quoted += ESCAPES[byte] ?? (isPlain ? String.fromCharCode(byte) : octal(byte));
  }
  return quoted === path ? path : `"${quoted}"`;
}

function octal(byte: number): string {
  return `\\${byte.toString(8).padStart(3, "0")}`;
}
