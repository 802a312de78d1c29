// Answers a command line that was answered before, as long as all that was read for it is as it was: what
// was written then is written again, and the rest of the program is not loaded. Invariant: an answer is
// kept only where the command says that it rests on what it reads alone, and nobody lost track of that.

import { dirname, sep } from "node:path";
import type { ExitStatus } from "./exit-status.js";
import { areSame, type Inputs } from "./inputs.js";
import type { Io, ObservableProcess, Output } from "./io.js";
import { type KeptFile, openKept } from "./kept-file.js";
import { type Observation, observe } from "./observe.js";
import { cacheFolders } from "./private-folder.js";

interface Answer {
  readonly inputs: Inputs;
  readonly status: ExitStatus;
  /** In the order in which it was written. */
  readonly written: readonly Written[];
}

type Written = readonly [output: "stdout" | "stderr", text: string];

/** The key of the one text in a file. */
const KEY = "0".repeat(64);

/** In characters: what is longer is better made anew from what is kept of each file. */
const LONGEST = 4_000_000;

/** How many answers there are at most: those of a large repository are as long as its list of files. */
const MOST = 50;

/** Answers from what is kept, or has `run` answer, which says by its io whether that may be kept. */
export async function answer(
  args: readonly string[],
  io: Io,
  run: (io: Io) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { observable } = io;
  const kept =
    observable === undefined || args.includes("--no-cache")
      ? undefined
      : openKept("answers", [...shapesOf(io), io.cwd, ...args], io, MOST);
  if (observable === undefined || kept === undefined) {
    return run(io);
  }
  const text = kept.get(KEY);
  const known = text === undefined ? undefined : (JSON.parse(text) as Answer);
  if (known === undefined || !areSame(known.inputs, io.env)) {
    return runObserved(observable, io, kept, run);
  }
  for (const [output, text] of known.written) {
    io[output].write(text);
  }
  kept.save(true);
  return known.status;
}

/** What the form of an answer depends on, besides variables. */
function shapesOf({ stdout, stderr }: Io): readonly string[] {
  return [stdout, stderr].map(({ isTTY, columns, rows }) =>
    isTTY === true ? `${columns}x${rows}` : "",
  );
}

async function runObserved(
  observable: ObservableProcess,
  io: Io,
  kept: KeptFile,
  run: (io: Io) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const observation = observe(observable, io.env, ownPaths(observable, io));
  const recorded = record(io, observation);
  try {
    const status = await run(recorded.io);
    const inputs = observation.inputs();
    const written = recorded.written();
    if (inputs !== undefined && written !== undefined) {
      const answered: Answer = { inputs, status, written };
      kept.set(KEY, JSON.stringify(answered));
      kept.save(false);
    }
    return status;
  } finally {
    observation.end();
  }
}

/** What the program looks at whatever it is asked: its own parts, and what it keeps. */
function ownPaths({ program }: ObservableProcess, { env }: Io) {
  const parts = dirname(program);
  const { home, own } = cacheFolders(env);
  return (call: string, path: string): boolean =>
    path.startsWith(own + sep) ||
    path === own ||
    (path === home && call === "mkdirSync") ||
    (dirname(path) === parts && path.endsWith(".cjs"));
}

/** An io that notes what is written; whatever cannot be written a second time loses track. */
function record(io: Io, observation: Observation) {
  const written: Written[] = [];
  let length = 0;
  let isRepeatable = false;
  const recordOutput = (name: Written[0]): Output =>
    Object.create(io[name], {
      write: {
        value(data: string | Uint8Array) {
          length += data.length;
          if (typeof data === "string" && length <= LONGEST) {
            written.push([name, data]);
          } else {
            written.length = 0;
            observation.loseTrack();
          }
          return io[name].write(data);
        },
      },
    });
  const forgetting = <Name extends "stdin" | "keyboard">(name: Name) => ({
    get() {
      observation.loseTrack();
      return io[name];
    },
  });
  const recording: Io = Object.create(io, {
    stdout: { value: recordOutput("stdout") },
    stderr: { value: recordOutput("stderr") },
    env: { value: observation.env },
    stdin: forgetting("stdin"),
    keyboard: forgetting("keyboard"),
    onRepeatable: {
      value: () => {
        isRepeatable = true;
      },
    },
  });
  return {
    io: recording,
    /** Undefined where it may not be kept: also where a reader left, and not all was written. */
    written: () => (isRepeatable && !io.stdout.isLeft && !io.stderr.isLeft ? written : undefined),
  };
}
