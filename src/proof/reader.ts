// Reads Valk text into flat tokens, straight from the grammar and on its own: the proof must not
// share a reader with the transform that it judges. Every character is either in a token or is
// whitespace, and whatever the grammar does not allow is an error. Used by the readings in this layer.

/** Token kinds. A closer is its opener plus two; the four prefixes follow one another. */
export const OPEN_PAREN = 1;
export const OPEN_BRACE = 2;
export const CLOSE_PAREN = 3;
export const CLOSE_BRACE = 4;
/** Symbols and numbers alike: only their text matters here. */
export const ATOM = 5;
export const STRING = 6;
export const COMMENT = 7;
export const QUOTE = 8;
export const QUASIQUOTE = 9;
export const UNQUOTE = 10;
export const UNQUOTE_SPLICING = 11;
/** The kind of the one token that stands behind the last. */
export const END = 12;

/**
 * The tokens of one text. Token `i` covers `source` from `starts[i]` to `ends[i]` (half-open
 * UTF-16 offsets). The arrays hold `count` tokens and one of kind `END` behind them.
 */
export interface ValkText {
  readonly source: string;
  readonly count: number;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The last token of the node that begins with token `i`: its closer, its datum's last, or `i`. */
  readonly lasts: Int32Array;
  /** How many line feeds stand between token `i` and the one in front of it, or the text's start. */
  readonly feeds: Int32Array;
  /** The tokens that are comments, in order. */
  readonly comments: readonly number[];
}

/** Where and why a text is not Valk. `offset` is a UTF-16 offset. */
export interface ReadError {
  readonly offset: number;
  readonly message: string;
}

export type ReadResult =
  | { readonly ok: true; readonly text: ValkText }
  | { readonly ok: false; readonly error: ReadError };

const TAB = 9;
const LF = 10;
const VERTICAL_TAB = 11;
const CR = 13;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const MINUS = 45;
const DIGIT_0 = 48;
const DIGIT_9 = 57;
const AT = 64;
const BACKSLASH = 92;

const SYMBOL_CHARACTERS =
  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-*\\/=<>!&?:";
/** Symbol characters of some dialects only: read here, and held to the dialect elsewhere. */
export const NEWER_CHARACTERS = "|";
const ESCAPED_CHARACTERS = "abfnrtv\\'\"";

/** What a character begins outside strings and comments: a token kind, or one of these. */
const NOTHING = 13;
const BEGINS_SPACE = 20;
const BEGINS_LINE = 21;

// One entry for every UTF-16 code unit: the loops then need no range check of their own.
const BEGINS = beginTable();
const ESCAPABLE = codeUnits(ESCAPED_CHARACTERS);
const STOPS_STRING = codeUnits('"\\\0').fill(1, 0xd800, 0xe000);
const STOPS_COMMENT = codeUnits("\n\0").fill(1, 0xd800, 0xe000);

const NAMES: Readonly<Record<number, string>> = {
  [CLOSE_PAREN]: "place for a closing bracket",
  [CLOSE_BRACE]: "place for a closing bracket",
  [ATOM]: "number: out of 64-bit range",
  [STRING]: "string: unclosed, or with an escape or a character that is not allowed",
  [COMMENT]: "comment: a character that is not allowed",
  [NOTHING]: "character here",
};

/**
 * Reads a whole text. Precondition: none, any string may come. An unexpected character, a lone
 * surrogate, a NUL, an unclosed or empty-but-spaced bracket, a bad escape or a number beyond
 * 64 bits gives an error; the first one is reported. Takes time linear in the text's length.
 */
export function readValk(source: string): ReadResult {
  if (last?.source === source) return last.result;
  const result = readText(source);
  last = source.length > LARGEST_KEPT ? undefined : { source, result };
  return result;
}

/** The tokens of a longer text take more memory than they save time. */
const LARGEST_KEPT = 1 << 20;

// What a file's proof has read last is what the proof of the whole run asks for next.
let last: { readonly source: string; readonly result: ReadResult } | undefined;

function readText(source: string): ReadResult {
  // Real files have a token in every six characters. Room for one in four costs a third of the time
  // that room for the worst case costs; only a denser text is scanned a second time.
  const sparse = createTokens(source, (source.length >> 2) + 16);
  if (scan(sparse)) return resultOf(sparse);
  const dense = createTokens(source, source.length + 1);
  scan(dense);
  return resultOf(dense);
}

function resultOf(tokens: Tokens): ReadResult {
  const { source, count, kinds, starts, ends, lasts, feeds, comments } = tokens;
  const error = tokens.error ?? unclosed(tokens);
  if (error !== undefined) return { ok: false, error };
  kinds[count] = END;
  starts[count] = source.length;
  ends[count] = source.length;
  lasts[count] = count;
  return { ok: true, text: { source, count, kinds, starts, ends, lasts, feeds, comments } };
}

function unclosed(tokens: Tokens): ReadError | undefined {
  const opener = tokens.open[tokens.open.length - 1];
  if (opener === undefined) return undefined;
  const message = isPrefix(tokens.kinds[opener] as number)
    ? "prefix without a datum"
    : "unclosed bracket";
  return { offset: tokens.starts[opener] as number, message };
}

/** The arrays to fill, and what the scan leaves besides. */
interface Tokens {
  readonly source: string;
  readonly kinds: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly lasts: Int32Array;
  readonly feeds: Int32Array;
  readonly comments: number[];
  count: number;
  /** Indices of the openers and prefixes that wait for their end. */
  readonly open: number[];
  error: ReadError | undefined;
}

function createTokens(source: string, capacity: number): Tokens {
  // One buffer under all five arrays: many small files make allocation the larger part of the cost.
  const buffer = new ArrayBuffer(capacity * 17);
  return {
    source,
    starts: new Int32Array(buffer, 0, capacity),
    ends: new Int32Array(buffer, capacity * 4, capacity),
    lasts: new Int32Array(buffer, capacity * 8, capacity),
    feeds: new Int32Array(buffer, capacity * 12, capacity),
    kinds: new Uint8Array(buffer, capacity * 16, capacity),
    count: 0,
    comments: [],
    open: [],
    error: undefined,
  };
}

/**
 * Fills `tokens`, up to the end or the first error. False when the arrays are too short. This is
 * the hot loop, one turn for each token and each character of whitespace; it is as long as it is
 * because state in local variables makes it half as fast again.
 */
function scan(tokens: Tokens): boolean {
  const { source, kinds, starts, ends, lasts, feeds, comments, open } = tokens;
  const length = source.length;
  const room = kinds.length - 1;
  let count = 0;
  let prefixes = 0;
  let lines = 0;
  let at = 0;
  while (at < length) {
    const kind = BEGINS[source.charCodeAt(at)] as number;
    if (kind >= BEGINS_SPACE) {
      if (kind === BEGINS_LINE) lines += 1;
      at += 1;
      continue;
    }
    if (count === room) return false;
    let end = at + 1;
    if (kind === ATOM) {
      end = atomEnd(source, at);
    } else if (kind <= OPEN_BRACE) {
      open.push(count);
    } else if (kind <= CLOSE_BRACE) {
      const opener = open.pop() ?? -1;
      if (opener < 0 || !isClosing(tokens, opener, kind, count, at)) end = -1 - at;
      else lasts[opener] = count;
    } else if (kind === STRING) {
      end = stringEnd(source, at);
    } else if (kind === COMMENT) {
      end = commentEnd(source, at);
      comments.push(count);
    } else {
      open.push(count);
      prefixes += 1;
      end = prefixEnd(source, kind, at);
    }
    if (end < 0) {
      tokens.error = { offset: -1 - end, message: `not a valid ${NAMES[kind]}` };
      return true;
    }
    kinds[count] = kind;
    starts[count] = at;
    ends[count] = end;
    lasts[count] = count;
    feeds[count] = lines;
    lines = 0;
    if (prefixes > 0 && kind >= CLOSE_PAREN && kind <= STRING) {
      prefixes -= completePrefixes(tokens, count);
    }
    count += 1;
    at = end;
  }
  tokens.count = count;
  feeds[count] = lines;
  return true;
}

/** Whether a closer of this kind at `at`, the token `index`, may close the given opener. */
function isClosing(
  tokens: Tokens,
  opener: number,
  kind: number,
  index: number,
  at: number,
): boolean {
  const { kinds, ends } = tokens;
  if (kinds[opener] !== kind - 2) return false;
  // Brackets around nothing must touch: `()` is a list, `( )` is an error.
  if (index === opener + 1) return ends[opener] === at;
  if (kinds[opener + 1] !== COMMENT) return true;
  let inner = opener + 2;
  while (inner < index && kinds[inner] === COMMENT) inner += 1;
  return inner < index;
}

// Each of these takes the offset where a token begins and gives the one behind its end, or
// `-1 - offset` for an error at that offset.

function atomEnd(source: string, from: number): number {
  const length = source.length;
  let at = from + 1;
  while (at < length && BEGINS[source.charCodeAt(at)] === ATOM) at += 1;
  // Shorter numbers cannot be out of range; nearly every atom is shorter.
  return at - from >= 19 && isNumberOutOfRange(source, from, at) ? -1 - from : at;
}

function stringEnd(source: string, from: number): number {
  const length = source.length;
  let at = from + 1;
  while (at < length) {
    const code = source.charCodeAt(at);
    at += 1;
    if (STOPS_STRING[code] === 0) continue;
    if (code === DOUBLE_QUOTE) return at;
    if (code === BACKSLASH) {
      if (ESCAPABLE[source.charCodeAt(at)] !== 1) return -at;
      at += 1;
    } else if (isForbidden(source, at - 1)) {
      return -at;
    }
  }
  return -1 - from;
}

function commentEnd(source: string, from: number): number {
  const length = source.length;
  let at = from + 1;
  while (at < length) {
    const code = source.charCodeAt(at);
    if (STOPS_COMMENT[code] === 1) {
      // The carriage return of a line end is not the comment's.
      if (code === LF) return source.charCodeAt(at - 1) === CR ? at - 1 : at;
      if (isForbidden(source, at)) return -1 - at;
    }
    at += 1;
  }
  return at;
}

function prefixEnd(source: string, kind: number, at: number): number {
  if (kind === NOTHING) return -1 - at;
  return kind === UNQUOTE && source.charCodeAt(at + 1) === AT ? at + 2 : at + 1;
}

/** NUL ends the interpreter's input early; a lone surrogate has no UTF-8 form. */
function isForbidden(source: string, at: number): boolean {
  const code = source.charCodeAt(at);
  const isLeading = code < 0xdc00;
  const other = source.charCodeAt(isLeading ? at + 1 : at - 1);
  const isPair = isLeading
    ? other >= 0xdc00 && other <= 0xdfff
    : other >= 0xd800 && other <= 0xdbff;
  return code === 0 || !isPair;
}

/** A symbol-shaped token is a number when it is an optional minus and then only digits. */
function isNumberOutOfRange(source: string, from: number, end: number): boolean {
  const negative = source.charCodeAt(from) === MINUS;
  for (let at = negative ? from + 1 : from; at < end; at += 1) {
    const code = source.charCodeAt(at);
    if (code < DIGIT_0 || code > DIGIT_9) return false;
  }
  const magnitude = source.slice(negative ? from + 1 : from, end).replace(/^0+/, "");
  const limit = negative ? "9223372036854775808" : "9223372036854775807";
  // Equally long numbers compare like their texts, which needs no wide arithmetic.
  return (
    magnitude.length > limit.length || (magnitude.length === limit.length && magnitude > limit)
  );
}

/** Completes the prefixes in front of the datum that ends with token `last`; gives their number. */
function completePrefixes(tokens: Tokens, last: number): number {
  const { open, kinds, lasts } = tokens;
  let completed = 0;
  let top = open[open.length - 1] ?? -1;
  while (top >= 0 && isPrefix(kinds[top] as number)) {
    lasts[top] = last;
    completed += 1;
    open.pop();
    top = open[open.length - 1] ?? -1;
  }
  return completed;
}

function beginTable(): Uint8Array {
  const table = new Uint8Array(0x10000).fill(NOTHING);
  for (const character of SYMBOL_CHARACTERS + NEWER_CHARACTERS)
    table[character.charCodeAt(0)] = ATOM;
  for (const code of [TAB, VERTICAL_TAB, CR, SPACE]) table[code] = BEGINS_SPACE;
  table[LF] = BEGINS_LINE;
  const brackets = { "(": OPEN_PAREN, "{": OPEN_BRACE, ")": CLOSE_PAREN, "}": CLOSE_BRACE };
  const marks = { '"': STRING, ";": COMMENT, "'": QUOTE, "`": QUASIQUOTE, ",": UNQUOTE };
  for (const [character, kind] of Object.entries({ ...brackets, ...marks })) {
    table[character.charCodeAt(0)] = kind;
  }
  return table;
}

function codeUnits(characters: string): Uint8Array {
  const table = new Uint8Array(0x10000);
  for (const character of characters) table[character.charCodeAt(0)] = 1;
  return table;
}

/** Whether a token of this kind is `'`, `` ` ``, `,` or `,@`. */
export function isPrefix(kind: number): boolean {
  return kind >= QUOTE && kind <= UNQUOTE_SPLICING;
}
