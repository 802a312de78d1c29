// JSON with places: the values of a text that people write and merge, and where in it each of them
// stands, so that an error can name line and column. Invariant: what it accepts, `JSON.parse`
// accepts with the same value, double keys excepted, which it refuses. Configuration and baseline
// are read by this.

import { LineIndex } from "../syntax/line-index.js";

/** A value and its UTF-16 offsets, `end` excluded. */
export interface JsonNode {
  readonly start: number;
  readonly end: number;
  readonly value: unknown;
  /** Of an array: its elements. */
  readonly elements?: readonly JsonNode[];
  /** Of an object: its members by key. */
  readonly members?: ReadonlyMap<string, JsonMember>;
}

export interface JsonMember {
  readonly key: JsonNode;
  readonly value: JsonNode;
}

/** What is wrong with the text, at an offset. */
export class JsonSyntaxError extends Error {
  override readonly name = "JsonSyntaxError";

  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

/** Reads a whole text. Throws JsonSyntaxError at the first place that is no JSON. */
export function parseJson(text: string): JsonNode {
  const cursor = new Cursor(text);
  const node = readValue(cursor, 0);
  cursor.skipBlanks();
  if (cursor.at < text.length) {
    throw new JsonSyntaxError(`${cursor.here()} stands behind the end`, cursor.at);
  }
  return node;
}

/** `line:column` of an offset, both counted from 1. */
export function placeIn(text: string, offset: number): string {
  const { line, column } = new LineIndex(text).position(offset);
  return `${line}:${column}`;
}

/** The deepest node that the path leads to, and the key there if the last step is one. */
export function nodeAt(root: JsonNode, path: readonly (string | number)[]): JsonNode {
  let node = root;
  for (const [position, step] of path.entries()) {
    const member = typeof step === "string" ? node.members?.get(step) : undefined;
    const next = typeof step === "number" ? node.elements?.[step] : member?.value;
    if (next === undefined) {
      return node;
    }
    node = position === path.length - 1 && member !== undefined ? member.key : next;
  }
  return node;
}

// Deeper than anything that is read here, and far from the end of the stack.
const DEEPEST = 100;

const STRING = /"(?:[^"\\\p{Cc}]|[\u007f-\u009f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/uy;
const LITERAL = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const BLANKS = /[ \t\r\n]*/y;

class Cursor {
  at = 0;

  constructor(readonly text: string) {}

  skipBlanks(): void {
    this.take(BLANKS);
  }

  /** What the pattern matches here, stepped over; undefined where it does not match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  /** Steps over blanks and, if it comes next, the character. */
  takeCharacter(character: string): boolean {
    this.skipBlanks();
    const isNext = this.text[this.at] === character;
    this.at += isNext ? 1 : 0;
    return isNext;
  }

  /** The next word or character, for messages. */
  here(): string {
    const [word = ""] = /^(?:[\w$.+-]{1,20}|.?)/su.exec(this.text.slice(this.at)) ?? [];
    return word === "" ? "the end of the text" : JSON.stringify(word);
  }

  fail(expected: string): never {
    this.skipBlanks();
    throw new JsonSyntaxError(`expected ${expected}, found ${this.here()}`, this.at);
  }
}

function readValue(cursor: Cursor, depth: number): JsonNode {
  cursor.skipBlanks();
  const start = cursor.at;
  if (depth > DEEPEST) {
    throw new JsonSyntaxError("too many brackets inside one another", start);
  }
  if (cursor.takeCharacter("{")) {
    return readObject(cursor, start, depth);
  }
  if (cursor.takeCharacter("[")) {
    return readArray(cursor, start, depth);
  }
  const token = cursor.take(LITERAL);
  return token === undefined
    ? readString(cursor, "a value")
    : { start, end: cursor.at, value: JSON.parse(token) };
}

function readString(cursor: Cursor, expected: string): JsonNode & { readonly value: string } {
  cursor.skipBlanks();
  const start = cursor.at;
  const token = cursor.take(STRING);
  if (token === undefined && cursor.text[start] === '"') {
    throw new JsonSyntaxError(
      "this string is not closed on its line, or has a wrong escape",
      start,
    );
  }
  if (token === undefined) {
    return cursor.fail(expected);
  }
  return { start, end: cursor.at, value: JSON.parse(token) };
}

function readArray(cursor: Cursor, start: number, depth: number): JsonNode {
  const elements: JsonNode[] = [];
  if (!cursor.takeCharacter("]")) {
    do {
      elements.push(readValue(cursor, depth + 1));
    } while (cursor.takeCharacter(","));
    if (!cursor.takeCharacter("]")) {
      cursor.fail("a comma or ]");
    }
  }
  return { start, end: cursor.at, value: elements.map(({ value }) => value), elements };
}

function readObject(cursor: Cursor, start: number, depth: number): JsonNode {
  const members = new Map<string, JsonMember>();
  if (!cursor.takeCharacter("}")) {
    do {
      const key = readString(cursor, "a key in quotation marks");
      if (members.has(key.value)) {
        throw new JsonSyntaxError(`the key ${JSON.stringify(key.value)} stands twice`, key.start);
      }
      if (!cursor.takeCharacter(":")) {
        cursor.fail("a colon");
      }
      members.set(key.value, { key, value: readValue(cursor, depth + 1) });
    } while (cursor.takeCharacter(","));
    if (!cursor.takeCharacter("}")) {
      cursor.fail("a comma or }");
    }
  }
  const value = Object.fromEntries([...members].map(([key, member]) => [key, member.value.value]));
  return { start, end: cursor.at, value, members };
}
