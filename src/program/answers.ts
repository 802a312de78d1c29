// What a name stands for when a file's last form runs: the last definition in the order in which the
// file and all that it loads are evaluated. Invariant: a file's calls are judged by its own loads and
// by nothing else that the repository holds. Asked by the findings about modules and by the plan.

import { type Bringing, bringingOf, bringingOfFile } from "./load-graph.js";
import type { Project } from "./project.js";
import type { Script } from "./script.js";
import type { Takes } from "./takes.js";

/** What answers a name. */
export interface Answer {
  /** The file that defines it; undefined for the file itself. */
  readonly path: string | undefined;
  readonly takes: Takes;
}

/** What a script's names stand for. */
export interface Answers {
  readonly of: (name: string) => Answer | undefined;
  /** Every file that it loads, directly or not, each once, in the order in which they are met. */
  readonly loaded: readonly string[];
  /** Paths that it loads and that cannot be read. */
  readonly missing: readonly string[];
  /** Whether some path is computed or leads out of the root, so that more may be defined. */
  readonly isOpen: boolean;
}

/** Reads what a script is given by its loads and by itself; `before` are files loaded above it. */
export function answersFor(
  script: Script,
  project: Project,
  before: readonly string[] = [],
): Answers {
  const own = [...before.map(loadOf), ...bringingOf(script)];
  const loads = own.filter((one) => one.kind === "load");
  const { files, answers } = followLoads(loads, project);
  const defines = (name: string): boolean =>
    own.some((one) => one.kind === "definitions" && one.takes.has(name));
  // Only what the script defines itself can make its order count.
  return {
    ...answers,
    of: (name) => (defines(name) ? lastAnswer(name, own, files) : answers.of(name)),
  };
}

/** The same for a file that loads these paths, in this order, and defines nothing. */
export function answersForLoads(paths: readonly string[], project: Project): Answers {
  return followLoads(paths.map(loadOf), project).answers;
}

type LoadBringing = Extract<Bringing, { readonly kind: "load" }>;

function loadOf(path: string): LoadBringing {
  return { kind: "load", path };
}

/** What loads bring, directly or not. */
interface Followed {
  readonly files: ReadonlyMap<string, readonly Bringing[]>;
  readonly answers: Answers;
}

// Most files of a project load the same few.
const followedLoads = new WeakMap<Project, Map<string, Followed>>();

function followLoads(loads: readonly LoadBringing[], project: Project): Followed {
  const known = followedLoads.get(project) ?? new Map<string, Followed>();
  followedLoads.set(project, known);
  // No path holds a NUL.
  const key = loads.map(({ path = "\0" }) => path).join("\0");
  const followed = known.get(key) ?? followAll(loads, project);
  known.set(key, followed);
  return followed;
}

function followAll(own: readonly LoadBringing[], project: Project): Followed {
  const files = new Map<string, readonly Bringing[]>();
  const missing = new Set<string>();
  let isOpen = false;
  const waiting: Bringing[] = [...own].reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next.kind !== "load") {
      continue;
    }
    if (next.path === undefined) {
      isOpen = true;
    } else if (!files.has(next.path)) {
      const found = bringingOfFile(next.path, project);
      files.set(next.path, found ?? []);
      if (found === undefined) {
        missing.add(next.path);
      }
      waiting.push(...[...(found ?? [])].reverse());
    }
  }
  const known = new Map<string, Answer | undefined>();
  const answers: Answers = {
    of: (name) => {
      if (!known.has(name)) {
        known.set(name, lastAnswer(name, own, files));
      }
      return known.get(name);
    },
    loaded: [...files.keys()].filter((path) => !missing.has(path)),
    missing: [...missing],
    isOpen,
  };
  return { files, answers };
}

/** One file on the way back through what was evaluated. */
interface Visit {
  readonly path: string | undefined;
  readonly bringing: readonly Bringing[];
  position: number;
}

/** Goes backwards through the definitions; a file that was searched without success is not again. */
function lastAnswer(
  name: string,
  own: readonly Bringing[],
  files: ReadonlyMap<string, readonly Bringing[]>,
): Answer | undefined {
  const searched = new Set<string>();
  const stack: Visit[] = [{ path: undefined, bringing: own, position: own.length }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    top.position -= 1;
    const next = top.bringing[top.position];
    if (next === undefined) {
      stack.pop();
    } else if (next.kind === "definitions") {
      const takes = next.takes.get(name);
      if (takes !== undefined) {
        return { path: top.path, takes };
      }
    } else if (next.path !== undefined && !searched.has(next.path)) {
      searched.add(next.path);
      const bringing = files.get(next.path) ?? [];
      stack.push({ path: next.path, bringing, position: bringing.length });
    }
  }
  return undefined;
}
