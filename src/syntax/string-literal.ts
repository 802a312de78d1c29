// Between the text of a string literal and its value (valk-language.md, "Lexical grammar").

import { ESCAPES } from "./string-escapes.js";

/** The value of a literal given with its quotation marks; undefined for a bad escape or no end. */
export function decodeString(literal: string): string | undefined {
  if (literal.length < 2 || !literal.startsWith('"') || !literal.endsWith('"')) {
    return undefined;
  }
  let value = "";
  for (let at = 1; at < literal.length - 1; at++) {
    const character = literal.charAt(at);
    if (character !== "\\") {
      value += character;
      continue;
    }
    at++;
    const unescaped = at < literal.length - 1 ? ESCAPES[literal.charAt(at)] : undefined;
    if (unescaped === undefined) {
      return undefined;
    }
    value += unescaped;
  }
  return value;
}

const ESCAPED: ReadonlyMap<string, string> = new Map(
  Object.entries(ESCAPES)
    .filter(([, character]) => character !== "'")
    .map(([letter, character]) => [character, `\\${letter}`]),
);

/** The literal, with quotation marks, of a value; line feeds and tabs are written as escapes. */
export function encodeString(value: string): string {
  const escaped = Array.from(value, (character) => ESCAPED.get(character) ?? character);
  return `"${escaped.join("")}"`;
}
