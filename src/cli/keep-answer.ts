// Has a command answer and keeps what it answered, with all that was read for it. Invariant: an answer is kept
// only where the command says that it rests on what it reads alone, and nobody lost track of that.

import { dirname, sep } from "node:path";
import type { ExitStatus } from "./exit-status.js";
import type { Io, ObservableProcess, Output } from "./io.js";
import { keep, type Written } from "./kept-answer.js";
import type { KeptFile } from "./kept-file.js";
import { type Observation, observe } from "./observe.js";
import { cacheFolders } from "./private-folder.js";

/** In characters: what is longer is better made anew from what is kept of each file. */
const LONGEST = 10_000_000;

/** Answers by `run`, which says by its io whether its answer may be kept. */
export async function keepAnswer(
  kept: KeptFile,
  io: Io,
  run: (io: Io) => Promise<ExitStatus>,
): Promise<ExitStatus> {
  const { observable } = io;
  if (observable === undefined) {
    return run(io);
  }
  const observation = observe(observable, io.env, ownPaths(observable, io));
  const recorded = record(io, observation);
  try {
    const status = await run(recorded.io);
    const inputs = observation.inputs();
    const written = recorded.written();
    if (inputs !== undefined && written !== undefined) {
      keep(kept, { inputs, status, written });
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
