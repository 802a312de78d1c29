// A file of any size that is read here and there and mostly forwards, without taking more memory than a part of it.

import { closeSync, fstatSync, openSync, readSync } from "node:fs";

/** What is read at once, in bytes. */
export const WINDOW = 1 << 20;

export interface FileWindow {
  /** In bytes. */
  readonly size: number;
  /** The bytes from `start` to `end`, which holds until more is read. Throws what `node:fs` throws. */
  read(start: number, end: number): Buffer;
  /** Once or more. */
  close(): void;
}

/** Opens a file that nobody writes to. Throws what `node:fs` throws. */
export function openWindow(path: string): FileWindow {
  const file = openSync(path, "r");
  const { size } = fstatSync(file);
  let room = Buffer.alloc(0);
  let at = 0;
  let length = 0;
  let isOpen = true;
  const move = (start: number, end: number): void => {
    const most = Math.min(size - start, Math.max(end - start, WINDOW));
    if (room.length < most) {
      room = Buffer.allocUnsafeSlow(most);
    }
    at = start;
    length = readSync(file, room, 0, most, start);
    if (end > at + length) {
      throw new Error(`${path} has become shorter`);
    }
  };
  return {
    size,
    read(start, end) {
      if (start < at || end > at + length) {
        move(start, end);
      }
      return room.subarray(start - at, end - at);
    },
    close() {
      if (isOpen) {
        isOpen = false;
        closeSync(file);
      }
    },
  };
}
