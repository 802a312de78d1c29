// Bytes to text, without ever guessing an encoding. Invariant: encoding the text again gives the
// very bytes that were read, byte order mark included. The plan and standard input read by this.

import { isUtf8 } from "node:buffer";
import { notUtf8 } from "../../transforms/define-to-suite/findings/not-utf8.js";
import { type Finding, finding } from "../finding/finding.js";
import type { Problem } from "../outcome/planned-file.js";

/** What a file's bytes are to a migration. */
export type Source =
  | { readonly kind: "text"; readonly text: string }
  /** Holds no mark, so that nobody has to read it. */
  | { readonly kind: "irrelevant" }
  /** `lossy` is the text with U+FFFD for what is not UTF-8; `finding` points into it. */
  | { readonly kind: "not-utf8"; readonly lossy: string; readonly finding: Finding };

/** What every file that speaks either test framework holds; a part of a list only its entries. */
export const TEST_MARKS: readonly string[] = ["test/", "*test-", '(test "', '(test-async "'];

/**
 * Decodes a file that holds one of the marks, or any file where there are none. Linear; an
 * irrelevant file is only searched.
 */
export function readSource(bytes: Uint8Array, marks: readonly string[] = []): Source {
  const buffer = asBuffer(bytes);
  if (marks.length > 0 && !holdsMark(buffer, marks)) {
    return { kind: "irrelevant" };
  }
  return isUtf8(buffer) ? { kind: "text", text: buffer.toString("utf8") } : notUtf8Source(buffer);
}

/** The text; undefined where the bytes are not UTF-8. A byte order mark stays as U+FEFF. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  const buffer = asBuffer(bytes);
  return isUtf8(buffer) ? buffer.toString("utf8") : undefined;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function holdsMark(buffer: Buffer, marks: readonly string[]): boolean {
  if (marks.some((mark) => buffer.includes(mark))) {
    return true;
  }
  const byteOrderMark = buffer.length >= 2 ? buffer.readUInt16BE(0) : 0;
  const isUtf16 = byteOrderMark === 0xfeff || byteOrderMark === 0xfffe;
  return isUtf16 && marks.some((mark) => buffer.includes([...mark].join("\0"), 0, "latin1"));
}

function notUtf8Source(buffer: Buffer): Source {
  const { lossy, start, message } = firstOther(buffer);
  const span = { start, end: start + 1 };
  return { kind: "not-utf8", lossy, finding: finding(notUtf8, span, message) };
}

/** The first byte that is not UTF-8; `start` is its place in the text that has U+FFFD for it. */
function firstOther(buffer: Buffer) {
  const lossy = buffer.toString("utf8");
  const start = firstReplaced(lossy, buffer);
  const offset = Buffer.byteLength(lossy.slice(0, start));
  const message = `byte ${offset} (0x${buffer.toString("hex", offset, offset + 1)}) is not UTF-8`;
  return { lossy, start, message };
}

/** What is wrong with bytes that are not UTF-8, for those who only read. */
export function notUtf8Problem(bytes: Uint8Array): Problem {
  const { message } = firstOther(asBuffer(bytes));
  return { code: notUtf8.code, message, hint: "save it as UTF-8, or leave it out with --exclude" };
}

/** Offset of the first U+FFFD that stands for something else; a file may also hold real ones. */
function firstReplaced(lossy: string, buffer: Buffer): number {
  let at = lossy.indexOf("\ufffd");
  let bytesBefore = Buffer.byteLength(lossy.slice(0, at));
  while (buffer.toString("latin1", bytesBefore, bytesBefore + 3) === "\xef\xbf\xbd") {
    const next = lossy.indexOf("\ufffd", at + 1);
    bytesBefore += Buffer.byteLength(lossy.slice(at, next));
    at = next;
  }
  return at;
}
