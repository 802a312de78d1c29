// What each binding of a global amounts to: bound once at load time, bound again at load time, a
// local that leaks, a change of something shared, or a race. Every finding about globals is one of
// these verdicts put into words.

import type { FileModel, Read, Scope, Write } from "./file-model.js";
import { type GlobalName, type Globals, openReads, runsAtLoad } from "./globals.js";
import type { Step } from "./threads.js";

/** A place that mentions a global. */
export interface Site {
  readonly file: FileModel;
  readonly at: Write | Read;
}

/** What a binding that runs after load time does. */
export type Verdict = RaceVerdict | MutationVerdict | LeakVerdict;

export interface RaceVerdict {
  readonly kind: "race";
  readonly write: Write;
  /** The use on the other thread. */
  readonly use: Site;
  /** How the event loop gets to the binding. */
  readonly path: readonly Step[];
}

export interface MutationVerdict {
  readonly kind: "mutation";
  readonly write: Write;
  /** A use that sees the change, or the binding that it changes. */
  readonly use: Site;
}

export interface LeakVerdict {
  readonly kind: "leak";
  readonly write: Write;
}

/** A top-level binding of what another one has bound before. */
export interface Rebinding {
  readonly write: Write;
  readonly earlier: Site;
}

export interface JudgedGlobal {
  readonly global: GlobalName;
  readonly verdicts: readonly Verdict[];
  readonly rebindings: readonly Rebinding[];
}

/** Judges every global that a file binds. */
export function judge(file: FileModel, globals: Globals): readonly JudgedGlobal[] {
  return globals.of(file).map((global) => ({
    global,
    verdicts: verdictsOf(global, globals),
    rebindings: rebindingsOf(global, globals),
  }));
}

function verdictsOf(global: GlobalName, globals: Globals): readonly Verdict[] {
  const later = global.writes.filter((write) => !runsAtLoad(write));
  if (later.length === 0) {
    return [];
  }
  const onMain = firstUseOnMain(global, globals);
  const use = sharedUse(global);
  return later.map((write) => {
    const other = globals.threads.runsOn(write.scope, "loop") ? onMain(write) : undefined;
    if (other !== undefined) {
      const path = globals.threads.pathTo(write.scope);
      return { write, kind: "race", use: other, path };
    }
    return use === undefined ? { write, kind: "leak" } : { write, kind: "mutation", use };
  });
}

/** Answers for a binding on the event loop the first use of the name on the main thread. */
function firstUseOnMain(
  global: GlobalName,
  { threads }: Globals,
): (write: Write) => Site | undefined {
  const { file, reads, writes, elsewhere } = global;
  const onMain = ({ scope }: { readonly scope: Scope }): boolean => threads.runsOn(scope, "main");
  const sites = (of: FileModel, found: readonly (Read | Write)[]): readonly Site[] =>
    found.filter(onMain).map((at) => ({ file: of, at }));
  const uses = [
    ...sites(
      file,
      reads.filter(({ role }) => role !== "quoted"),
    ),
    ...sites(
      file,
      writes.filter((write) => !runsAtLoad(write)),
    ),
    ...elsewhere.flatMap((use) => [
      ...sites(use.file, openReads(use)),
      ...sites(
        use.file,
        use.writes.filter((write) => !runsAtLoad(write)),
      ),
    ]),
  ];
  // A function that runs on both threads races with itself, so its own uses count as well.
  return (write) => uses.find(({ at }) => at !== write) ?? uses[0];
}

/**
 * Some use that makes the name more than a local of the regions that bind it: a read that nothing
 * in its own region covers, so that it sees what another region or an earlier run bound, or a
 * binding at load time.
 */
function sharedUse({ file, reads, writes, elsewhere }: GlobalName): Site | undefined {
  const all = [{ file, reads, writes }, ...elsewhere];
  for (const use of all) {
    const at = use.writes.find(runsAtLoad) ?? openReads(use)[0];
    if (at !== undefined) {
      return { file: use.file, at };
    }
  }
  return undefined;
}

function rebindingsOf(global: GlobalName, { program }: Globals): readonly Rebinding[] {
  const { file, writes, elsewhere } = global;
  const atLoad = writes.filter(runsAtLoad);
  const first = atLoad[0];
  if (first === undefined) {
    return [];
  }
  const loaded = new Set(program.loaded(file));
  const before = elsewhere
    .filter((use) => loaded.has(use.file))
    .flatMap((use) => use.writes.filter(runsAtLoad).map((at): Site => ({ file: use.file, at })))[0];
  return atLoad.flatMap((write) => {
    const earlier = firstBefore(write, atLoad);
    const site = earlier === undefined ? before : { file, at: earlier };
    return site === undefined ? [] : [{ write, earlier: site }];
  });
}

/** The first binding that may run before this one of them: nearly always the very first. */
function firstBefore(write: Write, writes: readonly Write[]): Write | undefined {
  const found = writes.find((other) => other === write || mayPrecede(other, write));
  return found === write ? undefined : found;
}

/** Whether both may run: not so for the two branches of one condition. */
function mayPrecede(earlier: Write, later: Write): boolean {
  const { start, end } = earlier.branch;
  return start <= later.form.start && later.form.end <= end;
}
