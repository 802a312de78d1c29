// What a text may load, found without reading it as Valk. Invariant: it finds too much rather than
// too little, so that a file that is not found need not be parsed. Called for every file of a
// project: once to learn which files are loaded at all, once if its registration graph is made.

import { decodeString } from "../syntax/string-literal.js";
import { normalizePath } from "./load-graph.js";

export interface TextScan {
  /** Every path that a string of the text might be meant as, relative to the root. */
  readonly paths: readonly string[];
  /** Whether it may load something by a path that is computed. */
  readonly mayCompute: boolean;
  /** Whether it may speak to the test framework. */
  readonly speaksTests: boolean;
  /** Whether it may run tests. */
  readonly mayRun: boolean;
}

/** Looks at a text. Linear in its length. */
export function scanText(text: string): TextScan {
  return {
    paths: [...scanLiterals(text)].flatMap((literal) => pathOf(literal) ?? []),
    mayCompute: COMPUTED.test(text),
    speaksTests: text.includes("test/"),
    mayRun: text.includes("test/run"),
  };
}

/** The strings of a text that may be paths of loads, as they are written. Linear in its length. */
export function scanLiterals(text: string): ReadonlySet<string> {
  return new Set([...literalsOf(text, BY_NAME), ...literalsOf(text, BY_CALL)]);
}

/** The path, relative to the root, that a literal of a scan stands for. */
export function pathOf(literal: string): string | undefined {
  return normalizePath(decodePath(literal));
}

function literalsOf(text: string, pattern: RegExp): readonly string[] {
  return Array.from(text.matchAll(pattern), (match) => match[1] as string);
}

/** What ends like the name of a Valk file, without the line ends and quotes of other strings. */
const BY_NAME = /"([^"\r\n]{0,4096}\.valk)"/g;

/** The argument of a load, whatever it is called. */
const BY_CALL = /load[ \t\v\r\n]{0,64}"((?:[^"\\]|\\.){0,4096})"/g;

/** `load` as a symbol with anything but a string behind it. */
const COMPUTED = /(?<![\w+\-*\\/=<>!&?:])load(?![\w+\-*\\/=<>!&?:]|[ \t\v\r\n]*")/;

function decodePath(literal: string): string {
  return literal.includes("\\") ? (decodeString(`"${literal}"`) ?? literal) : literal;
}
