// The reference reader's rules as plainly as they can be written, by recursion and one character
// at a time: an oracle for small texts. Shares nothing with `src`; deep nesting overflows it.

/** An atom's text, or what an opening bracket or a prefix mark holds. */
export type Datum = string | { readonly mark: string; readonly items: readonly Datum[] };

const SYMBOL = /^[A-Za-z0-9_+\-*\\/=<>!&?:]+/;
const STRING = /^"(?:[^"\\]|\\[abfnrtv\\'"])*"/;
const TRIVIA = /^(?:[ \t\v\r\n]|;[^\n]*)+/;
const MARK = /^(?:'|`|,@?)/;

/** The data of a text; undefined for a read error. A NUL byte, which ends the input, counts as one. */
export function readNaively(source: string): readonly Datum[] | undefined {
  let rest = source;

  function take(pattern: RegExp): string | undefined {
    const found = pattern.exec(rest)?.[0];
    rest = rest.slice(found?.length ?? 0);
    return found;
  }

  function datum(): Datum {
    const mark = take(MARK);
    if (mark !== undefined) {
      take(TRIVIA);
      return { mark, items: [datum()] };
    }
    const open = take(/^[({]/);
    if (open !== undefined) {
      return { mark: open, items: itemsUpTo(open === "(" ? ")" : "}") };
    }
    return take(STRING) ?? atom();
  }

  function itemsUpTo(closer: string): Datum[] {
    const items: Datum[] = [];
    // Trivia is skipped behind each item, not behind the opener: `( )` has no datum to read.
    while (!rest.startsWith(closer)) {
      take(TRIVIA);
      items.push(datum());
      take(TRIVIA);
    }
    rest = rest.slice(1);
    return items;
  }

  function atom(): string {
    const text = take(SYMBOL);
    if (text === undefined || (/^-?[0-9]+$/.test(text) && !fits64Bits(BigInt(text)))) {
      throw new SyntaxError(rest);
    }
    return text;
  }

  const data: Datum[] = [];
  try {
    for (take(TRIVIA); rest !== ""; take(TRIVIA)) {
      data.push(datum());
    }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  return source.includes("\0") ? undefined : data;
}

function fits64Bits(value: bigint): boolean {
  return -(2n ** 63n) <= value && value < 2n ** 63n;
}
