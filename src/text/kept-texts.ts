// Texts that are kept from run to run, as those see it who can do with what is kept and without.

/** Where texts are kept. What comes out by a key is what last went in by it, or nothing. */
export interface KeptTexts {
  /** The key is a SHA-256 in hexadecimal. */
  get(key: string): string | undefined;
  /** The text is one line. */
  set(key: string, text: string): void;
}
