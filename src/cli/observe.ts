// Notes what a run reads of its surroundings, while it reads: files, folders, what was not there, and
// variables. Whatever the run calls to read is listened to, libraries included, so that nothing can be
// forgotten. Invariant: what is done in a way that is not known here loses track, and then nothing is told.

import { constants, type StatSyncOptions, type Stats } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { settledNow } from "../project/file-identity.js";
import {
  byFolder,
  type Disk,
  diskOf,
  type Inputs,
  lastChange,
  type PathState,
  placeOf,
  saysNowhere,
  stateFrom,
  stateOf,
} from "./inputs.js";
import type { Io, ObservableProcess } from "./io.js";
import { type Around, listenTo } from "./listen.js";

export interface Observation {
  /** To be handed on in place of the environment. */
  readonly env: Io["env"];
  /** What has been read; undefined once track is lost. */
  inputs(): Inputs | undefined;
  loseTrack(): void;
  /** Leaves the process as it was. */
  end(): void;
}

/**
 * Observes from now on what is read, but for what `isOwn` says are the program's own matters. Who starts a
 * program loses track, but for a git that lists its index: whoever asks for that has looked at the file, see
 * `git-index.ts`.
 */
export function observe(
  host: ObservableProcess,
  env: Io["env"],
  isOwn: (call: string, path: string) => boolean,
): Observation {
  const { fs, process } = host;
  const variables = new Map<string, string | null>();
  const restores: (() => void)[] = [];
  let isOnTrack = true;
  const end = (): void => {
    for (const restore of restores.splice(0)) {
      restore();
    }
  };
  const loseTrack = (): void => {
    isOnTrack = false;
    end();
  };
  const losingTrack: Around = (_name, _args, call) => {
    loseTrack();
    return call();
  };
  const listen = (parts: object, around: Around, only?: string): void => {
    const heard: Around = (name, args, call) => (isOnTrack ? around(name, args, call) : call());
    try {
      restores.push(listenTo(parts, heard, only));
    } catch {
      loseTrack();
    }
  };

  const { around, states, places } = noteReads(diskOf(fs), isOwn, loseTrack);
  listen(fs, around);
  const onStart: Around = (name, args, call) =>
    listsIndex(args[1]) ? unlessFailing(call, loseTrack) : losingTrack(name, args, call);
  let hearsStarts = false;
  const onPart: Around = (_name, [id], call) => {
    const part = call();
    if (id === "node:fs/promises") {
      loseTrack();
    }
    // It takes long to load, and is asked for when a program is to start.
    if (id === "node:child_process" && !hearsStarts) {
      hearsStarts = true;
      listen(part as object, onStart);
    }
    return part;
  };
  listen(process, onPart, "getBuiltinModule");
  return {
    env: noteVariables(env, variables, loseTrack),
    inputs: () =>
      isOnTrack ? { env: [...variables], ...byFolder(states), places: [...places] } : undefined,
    loseTrack,
    end,
  };
}

/** Calls that tell nothing but what {@link stateOf} their path changes with. */
const READS: ReadonlySet<string> = new Set([
  "accessSync",
  "existsSync",
  "lstatSync",
  "readFileSync",
  "readdirSync",
  "readlinkSync",
  "statSync",
]);

/** Notes what paths led to before anything was read of them. */
function noteReads(
  disk: Disk,
  isOwn: (call: string, path: string) => boolean,
  loseTrack: () => void,
) {
  const states = new Map<string, PathState>();
  const places = new Map<string, string | null>();
  const isSettled = settledNow();
  const note = (path: string, look: () => PathState): void => {
    if (states.has(path)) {
      return;
    }
    const state = look();
    states.set(path, state);
    if (!isSettled(lastChange(state))) {
      loseTrack();
    }
  };
  const noteCall = (name: string, path: string, options: unknown): void => {
    if (name === "realpathSync") {
      places.set(path, placeOf(path, disk));
    } else if (name === "openSync" ? opensToRead(options) : isRead(name, options)) {
      note(path, () => stateOf(path, disk));
    } else {
      loseTrack();
    }
  };
  const around: Around = (name, args, call) => {
    const [subject, options] = args;
    const path = pathOf(subject);
    if (path === undefined) {
      // What is open has been opened, which was heard.
      if (typeof subject !== "number") {
        loseTrack();
      }
      return call();
    }
    if (isOwn(name, path)) {
      return call();
    }
    // What it answers is what would be asked of the disk: one question less for each file.
    if (name === "lstatSync" && isPlainLook(options)) {
      const stats = unlessFailing(call, loseTrack) as Stats | undefined;
      note(path, () => stateFrom(stats, path, disk));
      return stats;
    }
    try {
      noteCall(name, path, options);
    } catch {
      loseTrack();
    }
    return unlessFailing(call, loseTrack, showsInFiles);
  };
  return { around, states, places };
}

/**
 * Loses track where a call fails in a way that is not known to show in files: who may read one, how many may be
 * open, or what git's configuration says, may be another thing next time.
 */
function unlessFailing(
  call: () => unknown,
  loseTrack: () => void,
  isKnown: (error: unknown) => boolean = () => false,
): unknown {
  try {
    return call();
  } catch (error) {
    if (!isKnown(error)) {
      loseTrack();
    }
    throw error;
  }
}

/** Whether a call failed because nothing is there, or a link is: {@link stateOf} its path changes with that. */
function showsInFiles(error: unknown): boolean {
  return saysNowhere(error) || (error as NodeJS.ErrnoException).code === "ELOOP";
}

/** The same variables; `variables` is told which are asked for. */
function noteVariables(
  env: Io["env"],
  variables: Map<string, string | null>,
  loseTrack: () => void,
): Io["env"] {
  const look = (_env: Io["env"], name: string | symbol): string | undefined => {
    const value = env[String(name)];
    variables.set(String(name), value ?? null);
    return value;
  };
  return new Proxy(env, {
    get: look,
    has: (...asked) => look(...asked) !== undefined,
    ownKeys() {
      loseTrack();
      return Reflect.ownKeys(env);
    },
  });
}

/** Whether these are the arguments of a git that is asked for what its index holds. */
function listsIndex(args: unknown): boolean {
  return Array.isArray(args) && args.includes("ls-files");
}

/** Absolute; undefined for what names no path, or names it in a way that nobody here uses. */
function pathOf(subject: unknown): string | undefined {
  if (typeof subject === "string") {
    return subject.startsWith("/") ? subject : resolve(subject);
  }
  return subject instanceof URL ? fileURLToPath(subject) : undefined;
}

function isRead(name: string, options: unknown): boolean {
  const isRecursive = typeof options === "object" && options !== null && "recursive" in options;
  return READS.has(name) && !isRecursive;
}

function opensToRead(flags: unknown): boolean {
  const { O_WRONLY, O_RDWR, O_CREAT, O_TRUNC } = constants;
  return typeof flags === "number"
    ? (flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) === 0
    : flags === "r";
}

/** Whether `lstatSync` answers with what can be told, and throws nothing where there is nothing. */
function isPlainLook(options: unknown): boolean {
  const { throwIfNoEntry, bigint } = (options ?? {}) as StatSyncOptions;
  return throwIfNoEntry === false && !bigint;
}
