// What a text may load, found without reading it as Valk. Invariant: it finds too much rather than
// too little, so that a file that is not found need not be parsed. Part of the first look at a file
// (glance.ts), and asked for texts that are at hand.

import { decodeString } from "../syntax/string-literal.js";
import { normalizePath } from "./load-graph.js";
import type { TextScan } from "./project.js";

/** Looks at a text. Linear in its length. */
export function scanText(text: string): TextScan {
  return {
    ...scanLoads(text),
    speaksTests: text.includes("test/"),
    mayRun: text.includes("test/run"),
  };
}

/** What a text may load. Linear in its length. */
export function scanLoads(text: string): Pick<TextScan, "targets" | "mayCompute"> {
  const { literals, mayCompute } = scanPaths(text);
  return { targets: [...literals].flatMap((literal) => pathOf(literal) ?? []), mayCompute };
}

/** Every path that a string of the text might be meant as, relative to the root. Linear in its length. */
export function targetsIn(text: string): readonly string[] {
  return scanLoads(text).targets;
}

/**
 * The strings of a text that may be paths of loads, as they are written, and whether it may load a path that it
 * computes. Linear in its length.
 */
export function scanPaths(text: string) {
  const names: string[] = [];
  const paths: string[] = [];
  let mayCompute = false;
  let from = 0;
  const blank = new BlankReader(text);
  LOAD_OR_NAME_END.lastIndex = 0;
  while (LOAD_OR_NAME_END.test(text)) {
    const end = LOAD_OR_NAME_END.lastIndex;
    if (text.charAt(end - 1) === '"') {
      const found = namesAt(text, end, from);
      names.push(...found);
      from = found.length > 0 ? end : from;
      continue;
    }
    mayCompute ||= isComputed(text, end);
    STRING.lastIndex = blank.endFrom(end);
    const literal = STRING.exec(text)?.[1];
    // It may be no string: what ends in the word may itself be one, and a load comes behind it.
    if (literal !== undefined) {
      paths.push(literal);
    }
  }
  return { literals: new Set([...names, ...paths]), mayCompute };
}

// One pattern over the whole text is several times as fast as a search for each of the words.
const LOAD_OR_NAME_END = /load|\.valk"/g;

/** Whether `load`, which ends at the place, is a symbol with anything but a string behind it. */
function isComputed(text: string, end: number): boolean {
  COMPUTED.lastIndex = end;
  return COMPUTED.test(text) && !SYMBOL_CHARACTER.test(text.charAt(end - LOAD.length - 1));
}

const LOAD = "load";
const SYMBOL_CHARACTER = /[\w+\-*\\/=<>!&?:]/;
const COMPUTED = /(?![\w+\-*\\/=<>!&?:]|[ \t\v\r\n]*")/y;

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

/** The path, relative to the root, that a literal of a scan stands for. */
export function pathOf(literal: string): string | undefined {
  return normalizePath(decodePath(literal));
}

/**
 * What stands in quotes on one line and ends, with the quote in front of `end`, like the name of a Valk
 * file. Looked for from its end, which is rare, and not before `start`; quotes, where it starts, are everywhere.
 */
function namesAt(text: string, end: number, start: number): readonly string[] {
  const names: string[] = [];
  let quote = end - NAME_END.length;
  // A quote behind a backslash may stand in the name, or the backslash by itself.
  do {
    quote = text.lastIndexOf('"', quote - 1);
    const name = text.slice(quote + 1, end - 1);
    if (quote < start || end - quote > LONGEST_NAME || LINE_END.test(name)) {
      break;
    }
    names.push(name);
  } while (text.charAt(quote - 1) === "\\");
  return names;
}

const NAME_END = '.valk"';
const LINE_END = /[\r\n]/;

/** Quotes and the end of the name included. */
const LONGEST_NAME = 4103;

const STRING = /"((?:[^"\\]|\\.){0,4096})"/y;

function decodePath(literal: string): string {
  return literal.includes("\\") ? (decodeString(`"${literal}"`) ?? literal) : literal;
}
