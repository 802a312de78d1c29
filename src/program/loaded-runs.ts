// Runs that a file brings about by loading a file that runs tests: in the old style such a run is
// about the loader's tests, too, as a pipeline it is not. Invariant: a file that registers nothing
// has no say in who runs. Called when a registration graph is made and when its members are judged.

import { REGISTRATIONS } from "../framework/framework-api.js";
import { computedLoads, type DynamicUse, dynamicRuns } from "./dynamic-loads.js";
import type { GraphFile, GraphReader } from "./graph-file.js";
import { type Closure, leadsTo } from "./load-closure.js";
import { scanText } from "./load-text.js";
import { usesOldApi } from "./script.js";

/** What is known of the loads of a project. */
export interface Loads {
  readonly read: GraphReader;
  readonly closure: Closure;
}

/** Whether the file runs tests and is not a pipeline yet, or not altogether. */
export function isOldRunner(file: GraphFile | undefined): boolean {
  return file?.role === "runner" && usesOldApi(file.script);
}

/**
 * The old runners that may run, by way of a load, what the file has registered, with the files that
 * load them otherwise than by a top-level form. None for a file that registers nothing.
 */
export function runsLoadedBy(file: GraphFile, loads: Loads): readonly string[] {
  const { read, closure } = loads;
  if (!bringsTests(file, read)) {
    return [];
  }
  const { leadsToRunner, leadsToNamedRunner, computes } = keptFor(loads);
  const runs = leadsToRunner(file.path)
    ? [...closure(file.path)].filter((path) => isOldRunner(read(path)))
    : [];
  if (!leadsToNamedRunner(file.path)) {
    return runs;
  }
  const isComputed = computes(file.path);
  const dynamic = [file.path, ...closure(file.path)].flatMap((path) => {
    const loader = read(path);
    const uses = loader === undefined ? [] : findDynamicRuns(loader, loads, isComputed);
    return uses.flatMap(({ target }) => [path, ...runnersBelow(target, loads)]);
  });
  return [...runs, ...dynamic];
}

/** The places of a file that may load an old runner, its top-level loads aside. */
export function findDynamicRuns(
  file: GraphFile,
  loads: Loads,
  isComputed = keptFor(loads).computes(file.path),
): readonly DynamicUse[] {
  const runs = (path: string): boolean =>
    runnersBelow(path, loads).some((runner) => runner !== file.path);
  return file.isModule
    ? []
    : dynamicRuns(file, runs, isComputed, scanText(file.script.tree.source));
}

/** The old runners among a file and all that it loads. */
function runnersBelow(path: string, loads: Loads): readonly string[] {
  const { read, closure } = loads;
  return keptFor(loads).leadsToRunner(path)
    ? [path, ...closure(path)].filter((below) => isOldRunner(read(below)))
    : [];
}

/** What a file and all that it loads are asked for, each file once. */
interface Kept {
  /** Whether there is an old runner among them. */
  readonly leadsToRunner: (path: string) => boolean;
  /** Whether one of them names a file that leads to an old runner, otherwise than by a top-level load. */
  readonly leadsToNamedRunner: (path: string) => boolean;
  /** Whether one of them loads by a path that is computed. */
  readonly computes: (path: string) => boolean;
}

const keptOf = new WeakMap<Closure, Kept>();

function keptFor(loads: Loads): Kept {
  const kept = keptOf.get(loads.closure) ?? makeKept(loads);
  keptOf.set(loads.closure, kept);
  return kept;
}

function makeKept(loads: Loads): Kept {
  const { read, closure } = loads;
  const leadsToRunner = leadsTo(read, (path) => isOldRunner(read(path)));
  return {
    leadsToRunner,
    leadsToNamedRunner: leadsTo(read, (path) => {
      const file = read(path);
      return file !== undefined && findDynamicRuns(file, { read, closure }, true).length > 0;
    }),
    computes: leadsTo(read, (path) => {
      const file = read(path);
      return file !== undefined && !file.isModule && computedLoads(file.script, true).length > 0;
    }),
  };
}

/** Whether the file, or one that it loads, leaves something behind that a later run is about. */
function bringsTests({ role, script, loads }: GraphFile, read: GraphReader): boolean {
  return (
    role === "part" ||
    role === "setter" ||
    script.items.some(({ kind }) => kind !== "run" && BRINGING.has(kind)) ||
    script.uses.some(({ name, role: use }) => name in REGISTRATIONS && use !== "binding") ||
    loads.some(({ path }) => ["part", "setter"].includes(read(path)?.role ?? ""))
  );
}

const BRINGING: ReadonlySet<string> = new Set(["suite", "registration", "flag", "stage"]);
