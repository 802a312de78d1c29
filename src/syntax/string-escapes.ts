// What may follow a backslash in a string literal, and what it stands for (valk-language.md, "Lexical
// grammar"). One table for the reader, for the values of literals and for the evaluator; the proof has
// its own.

/** What each escape stands for, by the character behind the backslash. */
export const ESCAPES: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
  "'": "'",
  '"': '"',
};

/** The characters that may stand behind a backslash. */
export const ESCAPABLE = Object.keys(ESCAPES).join("");
