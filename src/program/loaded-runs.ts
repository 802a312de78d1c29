// Runs that a file brings about by loading a file that runs tests: in the old style such a run is
// about the loader's tests, too, as a pipeline it is not. Invariant: a file that registers nothing
// has no say in who runs. Called when a registration graph is made and when its members are judged.

import { REGISTRATIONS } from "../framework/framework-api.js";
import { computedLoads, type DynamicUse, dynamicRuns } from "./dynamic-loads.js";
import type { GraphFile, GraphReader } from "./graph-file.js";
import type { Closure } from "./load-closure.js";
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
  const computes = mayCompute(file.path, loads);
  const runs = [...closure(file.path)].filter((path) => isOldRunner(read(path)));
  const dynamic = [file.path, ...closure(file.path)].flatMap((path) => {
    const loader = read(path);
    const uses = loader === undefined ? [] : findDynamicRuns(loader, loads, computes);
    return uses.flatMap(({ target }) => [path, ...runnersBelow(target, loads)]);
  });
  return [...runs, ...dynamic];
}

/** The places of a file that may load an old runner, its top-level loads aside. */
export function findDynamicRuns(
  file: GraphFile,
  loads: Loads,
  computes = mayCompute(file.path, loads),
): readonly DynamicUse[] {
  const runs = (path: string): boolean =>
    runnersBelow(path, loads).some((runner) => runner !== file.path);
  return file.isModule ? [] : dynamicRuns(file, runs, computes, scanText(file.script.tree.source));
}

/** The old runners among a file and all that it loads. */
function runnersBelow(path: string, loads: Loads): readonly string[] {
  return known(loads, "runners", path, ({ read, closure }) =>
    [path, ...closure(path)].filter((below) => isOldRunner(read(below))),
  );
}

function mayCompute(path: string, loads: Loads): boolean {
  return known(loads, "computes", path, ({ read, closure }) =>
    [path, ...closure(path)].some((loaded) => computesLoads(loaded, { read, closure })),
  );
}

function computesLoads(path: string, loads: Loads): boolean {
  return known(loads, "itself", path, ({ read }) => {
    const file = read(path);
    return file !== undefined && !file.isModule && computedLoads(file.script, true).length > 0;
  });
}

/** What is kept of a project's files, by path: each is asked about by all that load it. */
interface Kept {
  readonly runners: Map<string, readonly string[]>;
  readonly computes: Map<string, boolean>;
  readonly itself: Map<string, boolean>;
}

const keptOf = new WeakMap<Closure, Kept>();

function known<Name extends keyof Kept>(
  loads: Loads,
  name: Name,
  path: string,
  find: (loads: Loads) => MapValue<Kept[Name]>,
): MapValue<Kept[Name]> {
  const kept = keptOf.get(loads.closure) ?? {
    runners: new Map(),
    computes: new Map(),
    itself: new Map(),
  };
  keptOf.set(loads.closure, kept);
  const answers = kept[name] as Map<string, MapValue<Kept[Name]>>;
  const answer = answers.get(path) ?? find(loads);
  answers.set(path, answer);
  return answer;
}

type MapValue<M> = M extends Map<string, infer Value> ? Value : never;

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
