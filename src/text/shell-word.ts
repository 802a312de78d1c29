// A word of a command line that is printed to be copied into a shell.

/** One word for a POSIX shell, with nothing in it that a terminal obeys. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) {
    return text;
  }
  if (!/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)) {
    return `'${text.replaceAll("'", "'\\''")}'`;
  }
  const bytes = [...Buffer.from(text)].map((byte) =>
    byte > 32 && byte < 127 && byte !== 39 && byte !== 92
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).padStart(2, "0")}`,
  );
  return `$'${bytes.join("")}'`;
}
