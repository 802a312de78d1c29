// The indentation that a configuration names, as text.

/** One level; undefined leaves it to the file. */
export function indentOf(indentation: number | "tab" | null): string | undefined {
  if (indentation === null) {
    return undefined;
  }
  return indentation === "tab" ? "\t" : " ".repeat(indentation);
}
