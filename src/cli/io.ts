// Everything that a command may touch besides the disk, handed in so that tests can call commands
// in this process. `process-io.ts` makes the real one.

import type * as fs from "node:fs";
import type { FileSystem } from "../project/file-system.js";
import type { KeyboardStream } from "./keyboard.js";
import type { WatchFolder } from "./watch-folder.js";

/** Where text goes. `columns` counts only on a terminal. */
export interface Output {
  write(data: string | Uint8Array): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Lines of the screen; only a terminal has them. */
  readonly rows?: number | undefined;
  /** Whether its reader has left, so that nobody sees what is still written. */
  readonly isLeft?: boolean | undefined;
  /** The stream itself, for what moves a cursor on it; only a terminal needs one. */
  readonly stream?: NodeJS.WriteStream;
}

/** What can be listened to of a process, to know what it reads. */
export interface ObservableProcess {
  readonly fs: typeof fs;
  /** Gives the part of Node that starts programs. */
  readonly process: { getBuiltinModule(id: string): unknown };
  /** Absolute: the file that the program was started from, its other parts beside it. */
  readonly program: string;
}

export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Standard input as keys, where it is a terminal. */
  readonly keyboard?: KeyboardStream | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; what paths are relative to. */
  readonly cwd: string;
  /** What tells this build of the program from others; nothing is kept from run to run without. */
  readonly build?: string | undefined;
  /** No answer is kept from run to run without. */
  readonly observable?: ObservableProcess | undefined;
  /** To be told where the same answer holds for as long as what was read for it stays as it is. */
  readonly onRepeatable?: (() => void) | undefined;
  /** Milliseconds from any fixed moment. */
  readonly now: () => number;
  /** Asks the engine to keep its heap small, for work on many files of which little stays; undone by nothing. */
  readonly saveMemory?: () => void;
  /** Aborted when the user interrupts; commands then stop between files. */
  readonly signal: AbortSignal;
  /** What files are written through; the disk if missing. A test brings one that fails. */
  readonly fileSystem?: FileSystem;
  /** What tells of files that change; chokidar if missing. A test brings one that it moves itself. */
  readonly watchFolder?: WatchFolder;
}
