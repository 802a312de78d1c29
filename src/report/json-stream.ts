// JSON written piece by piece, so that a report of any length is never in memory as a whole.
// Invariant: what was written is one JSON object, and safe to print anywhere: the characters
// that a terminal obeys are escapes in it, which is the same data.

const OBEYED = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Writes `{…head, "items": [item, …], …tail}`, an item a line. */
export interface JsonStream {
  item(value: object): void;
  /** Called once, last, with at least one member; without it there is no object. */
  end(tail: object): void;
}

/** `head` must have at least one member; `name` is what the array is called. */
export function createJsonStream(
  write: (text: string) => void,
  head: object,
  name: string,
): JsonStream {
  let before = `${safeJson(head).slice(0, -1)},"${name}":[\n`;
  return {
    item(value) {
      write(before + safeJson(value));
      before = ",\n";
    },
    end(tail) {
      const start = before === ",\n" ? "" : before;
      write(`${start}\n],${safeJson(tail).slice(1)}\n`);
    },
  };
}

/** The same over lines, indented by two blanks, for reports that are short. */
export function prettyJson(value: object): string {
  // A line feed is only between values; those within are escapes already.
  return JSON.stringify(value, null, 2).replace(OBEYED, (character) =>
    character === "\n" ? character : asEscapes(character),
  );
}

function asEscapes(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

/** The value on one line, with escapes for everything that a terminal or a browser obeys. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value).replace(OBEYED, asEscapes);
}
