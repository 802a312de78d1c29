// Makes untrusted text safe to print: paths, messages and file contents may hold terminal
// escapes. Invariant: what comes out moves no cursor, rings no bell and reorders no text.
// The patch and JSON reports do not use this: they are exact.

// Control and format characters and the two Unicode line separators; tabs are harmless, and the
// joiner inside emoji is no trick.
const UNSAFE = /(?![\t\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

// Nearly every line is plain ASCII, for which looking up Unicode's categories is a waste.
const NOT_PLAIN = /[^\t -~]/;

/** The text with every control or format character written as `\x1b` or `\u{202e}`. */
export function escapeControls(text: string): string {
  if (!NOT_PLAIN.test(text)) {
    return text;
  }
  return text.replace(UNSAFE, (character) => {
    const hex = (character.codePointAt(0) as number).toString(16);
    return hex.length <= 2 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`;
  });
}
