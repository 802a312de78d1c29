// Single keys from a terminal. Invariant: whatever happens, the terminal is given back as it was.
// Used by the interactive migration.

import { emitKeypressEvents } from "node:readline";

/** What is read from: a terminal's standard input, or a test's stand-in for one. */
export interface KeyboardStream extends NodeJS.ReadableStream {
  setRawMode?(isRaw: boolean): unknown;
}

/** A key's character, the empty text for one that has none, or what ended the input. */
export type Key = string | typeof INTERRUPT | typeof END;

/** Ctrl-C, or an interrupt from outside. */
export const INTERRUPT = Symbol("interrupt");
/** Ctrl-D, or a terminal that went away. */
export const END = Symbol("end");
export const ESCAPE = "\u001b";

export interface Keyboard {
  /** The next key; keys that were pressed before it is asked for are kept. */
  read(): Promise<Key>;
  /** A line, shown as it is typed; undefined where it is given up with Escape, Ctrl-C or Ctrl-D. */
  readLine(echo: (text: string) => unknown): Promise<string | undefined>;
  /** Runs something that needs the terminal for itself, such as an editor. */
  release<T>(use: () => Promise<T>): Promise<T>;
  close(): void;
}

/** Takes over the terminal until it is closed. */
export function openKeyboard(stream: KeyboardStream, signal: AbortSignal): Keyboard {
  const pressed: Key[] = [];
  // What every later reader is told, once no key can come any more.
  let end: Key | undefined;
  let wake: (() => void) | undefined;
  const push = (key: Key): void => {
    pressed.push(key);
    wake?.();
  };
  const onKey = (text: string | undefined, key: KeyPress): void => push(readKey(text, key));
  const finish = (reason: Key): void => {
    end = reason;
    push(reason);
  };
  const onEnd = (): void => finish(END);
  const onAbort = (): void => finish(INTERRUPT);
  emitKeypressEvents(stream);
  stream.on("keypress", onKey).on("end", onEnd).on("close", onEnd);
  signal.addEventListener("abort", onAbort);
  take(stream);
  const keyboard: Keyboard = {
    async read() {
      while (pressed.length === 0 && end === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return pressed.shift() ?? (end as Key);
    },
    async readLine(echo) {
      let line = "";
      for (;;) {
        const key = await keyboard.read();
        if (typeof key === "symbol" || key === ESCAPE) {
          echo("\n");
          return undefined;
        }
        if (key === "\r" || key === "\n") {
          echo("\n");
          return line;
        }
        if (key === BACKSPACE) {
          echo(line === "" ? "" : "\b \b");
          line = line.slice(0, -1);
        } else if (key >= " ") {
          echo(key);
          line += key;
        }
      }
    },
    async release(use) {
      giveBack(stream);
      try {
        return await use();
      } finally {
        take(stream);
      }
    },
    close() {
      stream.off("keypress", onKey).off("end", onEnd).off("close", onEnd);
      signal.removeEventListener("abort", onAbort);
      giveBack(stream);
    },
  };
  return keyboard;
}

const BACKSPACE = "\u007f";

interface KeyPress {
  readonly name?: string | undefined;
  readonly ctrl?: boolean;
}

function readKey(text: string | undefined, { name, ctrl }: KeyPress): Key {
  if (ctrl === true && name === "c") {
    return INTERRUPT;
  }
  if (ctrl === true && name === "d") {
    return END;
  }
  return NAMED.get(name ?? "") ?? text ?? "";
}

/** Keys that Node tells by a name, and not by their characters. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ["down", "j"],
  ["up", "k"],
  ["escape", ESCAPE],
]);

function take(stream: KeyboardStream): void {
  stream.setRawMode?.(true);
  stream.resume();
}

function giveBack(stream: KeyboardStream): void {
  stream.setRawMode?.(false);
  stream.pause();
}
