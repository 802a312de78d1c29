// Runs the command line in this process, with streams, a clock and a signal of its own.

import type { KeyboardStream } from "../../src/cli/keyboard.js";
import { main } from "../../src/cli/main.js";
import type { WatchFolder } from "../../src/cli/watch-folder.js";
import type { FileSystem } from "../../src/project/file-system.js";

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What standard input holds. */
  readonly input?: string | Uint8Array;
  /** Columns of standard output and standard error; without it they are pipes. */
  readonly terminal?: number;
  /** Lines of the terminal's screen; without them nothing is paged. */
  readonly rows?: number;
  readonly signal?: AbortSignal;
  /** Milliseconds that pass between two looks at the clock. */
  readonly pace?: number;
  /** Whether the guards are on that want everything committed; most tests are about other things. */
  readonly guarded?: boolean;
  readonly fileSystem?: FileSystem;
  /** A terminal's keys. */
  readonly keyboard?: KeyboardStream;
  /** Told of everything that is written to standard output. */
  readonly onOutput?: (text: string) => void;
  /** Told of everything that is written to standard error. */
  readonly onError?: (text: string) => void;
  readonly watchFolder?: WatchFolder;
  /** Which build this is, where verdicts are to be kept. */
  readonly build?: string;
  /** After how many writes the reader of standard output leaves. */
  readonly leavesAfter?: number;
}

export interface RunResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the command line wrote and answered. Bytes are shown as Latin-1. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const written = { stdout: "", stderr: "" };
  let writes = 0;
  const output = (name: keyof typeof written) => ({
    get isLeft() {
      return name === "stdout" && writes >= (options.leavesAfter ?? Number.POSITIVE_INFINITY);
    },
    write: (data: string | Uint8Array) => {
      const text = typeof data === "string" ? data : Buffer.from(data).toString("latin1");
      written[name] += text;
      if (name === "stdout") {
        writes += 1;
        options.onOutput?.(text);
      } else {
        options.onError?.(text);
      }
    },
    ...(options.terminal !== undefined && {
      isTTY: true,
      columns: options.terminal,
      rows: options.rows,
    }),
  });
  let time = 0;
  const isWriting = args.includes("--write") && options.guarded !== true;
  const unguarded = isWriting ? ["--allow-dirty", "--allow-no-vcs"] : [];
  const status = await main([...args, ...unguarded], {
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: inputOf(options.input ?? ""),
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    now: () => {
      time += options.pace ?? 0;
      return time;
    },
    signal: options.signal ?? new AbortController().signal,
    keyboard: options.keyboard,
    build: options.build,
    ...(options.watchFolder !== undefined && { watchFolder: options.watchFolder }),
    ...(options.fileSystem !== undefined && { fileSystem: options.fileSystem }),
  });
  return { status, ...written };
}

/** In two chunks, the border anywhere. */
async function* inputOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content);
  yield bytes.subarray(0, 3);
  yield bytes.subarray(3);
}
