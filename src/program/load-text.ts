// What a text may load, found without reading it as Valk. Invariant: it finds too much rather than
// too little, so that a file that is not found need not be parsed. Part of the first look at a file
// (glance.ts), and asked for texts that are at hand.

import { decodeString } from "../syntax/string-literal.js";
import { normalizePath } from "./load-graph.js";
import type { TextScan } from "./project.js";

/** Looks at a text. Linear in its length. */
export function scanText(text: string): TextScan {
  return {
    targets: targetsIn(text),
    mayCompute: text.includes("load") && COMPUTED.test(text),
    speaksTests: text.includes("test/"),
    mayRun: text.includes("test/run"),
  };
}

/** Every path that a string of the text might be meant as, relative to the root. Linear in its length. */
export function targetsIn(text: string): readonly string[] {
  return [...scanLiterals(text)].flatMap((literal) => pathOf(literal) ?? []);
}

/** The strings of a text that may be paths of loads, as they are written. Linear in its length. */
export function scanLiterals(text: string): ReadonlySet<string> {
  const literals = new Set(namesIn(text));
  const blank = new BlankReader(text);
  for (let at = text.indexOf(LOAD); at !== -1; at = text.indexOf(LOAD, at + 1)) {
    STRING.lastIndex = blank.endFrom(at + LOAD.length);
    const literal = STRING.exec(text)?.[1];
    // It may be no string: what ends in the word may itself be one, and a load comes behind it.
    if (literal !== undefined) {
      literals.add(literal);
    }
  }
  return literals;
}

/**
 * Passes over blanks and comments. Invariant: from a line on that it has been over, it goes at once to where it
 * came out then, so that a text is not looked at anew for each word of its comments.
 */
class BlankReader {
  readonly #text: string;
  #start = 0;
  #end = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Where something else stands, at or behind the place. */
  endFrom(place: number): number {
    const text = this.#text;
    let at = blankEnd(text, place);
    while (text.charAt(at) === ";") {
      const lineFeed = text.indexOf("\n", at);
      const line = lineFeed === -1 ? text.length : lineFeed + 1;
      const isKnown = this.#start < line && line <= this.#end;
      at = isKnown ? this.#end : blankEnd(text, line);
    }
    if (place > this.#end) {
      this.#start = place;
      this.#end = at;
    }
    return at;
  }
}

function blankEnd(text: string, place: number): number {
  BLANK.lastIndex = place;
  BLANK.test(text);
  return BLANK.lastIndex;
}

const BLANK = /[ \t\v\f\r\n]*/y;

const LOAD = "load";

/** The path, relative to the root, that a literal of a scan stands for. */
export function pathOf(literal: string): string | undefined {
  return normalizePath(decodePath(literal));
}

/**
 * What stands in quotes on one line and ends like the name of a Valk file. Looked for from its end,
 * which is rare; quotes, where it starts, are everywhere.
 */
function* namesIn(text: string): Generator<string> {
  let from = 0;
  for (let at = text.indexOf(NAME_END); at !== -1; at = text.indexOf(NAME_END, at + 1)) {
    const end = at + NAME_END.length;
    const start = from;
    let quote = at;
    // A quote behind a backslash may stand in the name, or the backslash by itself.
    do {
      quote = text.lastIndexOf('"', quote - 1);
      const name = text.slice(quote + 1, end - 1);
      if (quote < start || at - quote > LONGEST_NAME || LINE_END.test(name)) {
        break;
      }
      yield name;
      from = end;
    } while (text.charAt(quote - 1) === "\\");
  }
}

const NAME_END = '.valk"';
const LINE_END = /[\r\n]/;

/** Quote included, end left out. */
const LONGEST_NAME = 4097;

const STRING = /"((?:[^"\\]|\\.){0,4096})"/y;

/** `load` as a symbol with anything but a string behind it. */
const COMPUTED = /(?<![\w+\-*\\/=<>!&?:])load(?![\w+\-*\\/=<>!&?:]|[ \t\v\r\n]*")/;

function decodePath(literal: string): string {
  return literal.includes("\\") ? (decodeString(`"${literal}"`) ?? literal) : literal;
}
