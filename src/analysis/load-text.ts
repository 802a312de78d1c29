// What a text may load, found without reading it as Valk. Invariant: it finds too much rather than
// too little, so that a file that is not found need not be parsed. Called for every file of a
// project, once, when its registration graph is made.

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
  const literals = new Set<string>();
  for (const pattern of [BY_NAME, BY_CALL]) {
    for (const match of text.matchAll(pattern)) {
      literals.add(match[1] as string);
    }
  }
  return {
    paths: [...literals].flatMap((literal) => normalizePath(decodePath(literal)) ?? []),
    mayCompute: COMPUTED.test(text),
    speaksTests: text.includes("test/"),
    mayRun: text.includes("test/run"),
  };
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
