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
  for (let at = text.indexOf(LOAD); at !== -1; ) {
    const behind = at + LOAD.length;
    BY_CALL.lastIndex = behind;
    const literal = BY_CALL.exec(text)?.[1];
    if (literal !== undefined) {
      literals.add(literal);
    }
    at = text.indexOf(LOAD, literal === undefined ? behind : BY_CALL.lastIndex);
  }
  return literals;
}

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
    const quote = text.lastIndexOf('"', at - 1);
    const end = at + NAME_END.length;
    if (quote >= from && at - quote <= LONGEST_NAME) {
      const name = text.slice(quote + 1, end - 1);
      if (!LINE_END.test(name)) {
        yield name;
        from = end;
      }
    }
  }
}

const NAME_END = '.valk"';
const LINE_END = /[\r\n]/;

/** Quote included, end left out. */
const LONGEST_NAME = 4097;

/** The argument behind a load. */
const BY_CALL = /[ \t\v\r\n]{0,64}"((?:[^"\\]|\\.){0,4096})"/y;

/** `load` as a symbol with anything but a string behind it. */
const COMPUTED = /(?<![\w+\-*\\/=<>!&?:])load(?![\w+\-*\\/=<>!&?:]|[ \t\v\r\n]*")/;

function decodePath(literal: string): string {
  return literal.includes("\\") ? (decodeString(`"${literal}"`) ?? literal) : literal;
}
