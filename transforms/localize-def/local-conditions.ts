// When a def inside a body may become `=`: one condition after the other, each with its reason in
// words. Together they say that nobody can tell the difference (valk-language.md, "Evaluation").

import { isUnrecorded } from "../../src/mutation/call-shapes.js";
import type { IsCertain } from "../../src/mutation/certainty.js";
import { digestOf, type PlaceOf } from "../../src/mutation/digest.js";
import { bindingCalledFrom, readThatMayCall } from "../../src/mutation/disturbance.js";
import {
  comesBefore,
  type FileModel,
  type Read,
  regionOf,
  resolve,
  type Scope,
  type Write,
} from "../../src/mutation/file-model.js";
import type { GlobalName, Globals } from "../../src/mutation/globals.js";
import type { Outlives } from "../../src/mutation/outliving.js";
import type { Regions } from "../../src/mutation/regions.js";
import { type DecisivePlaces, mayRunAfter, mayRunBefore } from "../../src/mutation/run-order.js";
import { placeOf } from "../../src/mutation/unsafe.js";

/** The bindings of one name in one scope. */
export interface Group {
  readonly global: GlobalName;
  readonly scope: Scope;
  readonly writes: readonly Write[];
}

/** Everything that the conditions look at. */
export interface LocalContext {
  readonly file: FileModel;
  readonly globals: Globals;
  readonly regions: Regions;
  readonly isCertain: IsCertain;
  readonly outlives: Outlives;
  /** The scopes of the file by the body that they belong to. */
  readonly scopesIn: ReadonlyMap<Scope | undefined, readonly Scope[]>;
  /** Reads that see what was bound before wherever the bindings in front of them bind an error. */
  readonly staleReads: DecisivePlaces<Read>;
  readonly bindings: DecisivePlaces<Write>;
  /** Whether files that are not known may load this one. */
  readonly mayBeLoaded: boolean;
}

/** The first condition that a group does not meet; undefined when all its defs may become `=`. */
export function whyNotLocal(group: Group, context: LocalContext): string | undefined {
  for (const condition of CONDITIONS) {
    const reason = condition(group, context);
    if (reason !== undefined) {
      return reason;
    }
  }
  return undefined;
}

type Condition = (group: Group, context: LocalContext) => string | undefined;

const isDef: Condition = ({ writes }) =>
  writes.some(({ how }) => how === "fun")
    ? "a fun inside a body closes over nothing, so it cannot simply become a local function"
    : undefined;

const isNoNameOfTheLanguage: Condition = ({ global: { name } }) =>
  isUnrecorded(name)
    ? "it is a name of the language, which other code may use without a word"
    : undefined;

const isPlainScope: Condition = ({ scope }, { regions }) => {
  if (scope.isTakenApart) {
    return "it stands in code that is taken apart before it runs";
  }
  return regions.evaluates(scope)
    ? "the body evaluates code that cannot be read off, which may use the name"
    : undefined;
};

const isNotShadowed: Condition = ({ global: { name }, scope }) => {
  if (resolve(name, scope) !== undefined) {
    return "a parameter or = binds the same name in this body";
  }
  return resolve("def", scope) === undefined && resolve("=", scope) === undefined
    ? undefined
    : "def or = is something else in this body";
};

/** How often it evaluates the body, and among which names, is its own affair. */
const isOfNoHelper: Condition = ({ scope: { evaluatedBy } }) =>
  evaluatedBy === undefined
    ? undefined
    : `it stands in code that ${evaluatedBy} is given, which evaluates it in its own way`;

const isNotReserved: Condition = ({ global: { name }, scope }, { regions }) =>
  scope.kind === "body" && regions.isReserved(name)
    ? "the function that evaluates the body has a local of this name"
    : undefined;

const bindsInOneScope: Condition = (group, { scopesIn }) => {
  const { global, scope } = group;
  const writes = digestOf(global).writesIn.get(regionOf(scope)) ?? [];
  return writes.some((write) => write.scope !== scope) ||
    bindsApart(group, scopesIn.get(regionOf(scope)) ?? [])
    ? "another function of the same body binds the name as well"
    : undefined;
};

/**
 * Whether a function of the body has a local of the name that the proof does not tell apart: one that
 * closes over nothing, or that is made where the name may not be bound yet.
 */
function bindsApart({ global: { name }, scope, writes }: Group, scopes: readonly Scope[]): boolean {
  return scopes.some(
    (other) =>
      other.binds.has(name) &&
      !(isInside(other, scope) && writes.some((write) => comesBefore(write, other))),
  );
}

const isNotQuoted: Condition = ({ global }, { regions }) => {
  if (regions.isNamedInText(global.name)) {
    return "a string names it, which may be read as code";
  }
  const { quoted } = digestOf(global);
  return quoted === undefined
    ? undefined
    : `it is named in quoted data, which may be evaluated (${placeOf(quoted.file, quoted.at.span)})`;
};

const isReadWhereItIsSeen: Condition = ({ global, scope, writes }) => {
  const { file } = global;
  for (const read of readsInRegion(global, scope)) {
    if (!isInside(read.scope, scope)) {
      return `it is read where a local would not be seen (${placeOf(file, read.span)})`;
    }
    if (!writes.some((write) => comesBefore(write, read))) {
      return `it is read before it is bound, or where it may not be bound (${placeOf(file, read.span)})`;
    }
  }
  return undefined;
};

function readsInRegion(global: GlobalName, scope: Scope): readonly Read[] {
  return digestOf(global).readsIn.get(regionOf(scope)) ?? [];
}

/** Whether code of `inner` looks names up in `outer`. */
function isInside(inner: Scope, outer: Scope): boolean {
  for (let at: Scope | undefined = inner; at !== undefined; at = at.parent) {
    if (at === outer) {
      return true;
    }
  }
  return false;
}

const isReadNowhereElse: Condition = ({ global, scope }, { file, staleReads }) => {
  const region = regionOf(scope);
  const other = digestOf(global).open.find(({ at }) => regionOf(at.scope) !== region);
  if (other !== undefined) {
    return `it is read elsewhere (${placeOf(other.file, other.at.span)})`;
  }
  const stale = staleReads(global).find(
    (place) => regionOf(place.at.scope) !== region && mayRunAfter(place, file, scope),
  );
  return stale === undefined
    ? undefined
    : `it is read elsewhere, where another def fails if its value is an error (${placeOf(stale.file, stale.at.span)})`;
};

/** A callback that reads the name later sees what other bodies have bound in between. */
const isReadBeforeOthersBind: Condition = ({ global, scope }) => {
  const late = lateRead(global, scope);
  return late === undefined
    ? undefined
    : `a callback reads it later, when another body may have bound it (${placeOf(late.file, late.at.span)})`;
};

/** A late read of another body, or of this one where another body binds the name as well. */
export function lateRead(global: GlobalName, scope: Scope): PlaceOf<Read> | undefined {
  const region = regionOf(scope);
  const { late, writesIn, inFunctions } = digestOf(global);
  const isBoundElsewhere =
    [...writesIn.keys()].some((other) => other !== undefined && other !== region) ||
    inFunctions.some(({ at }) => regionOf(at.scope) !== region);
  return late.find(({ at }) => isBoundElsewhere || regionOf(at.scope) !== region);
}

/** A function that outlives the run of the body sees what later runs of it have bound. */
const isReadInItsOwnRun: Condition = ({ global, scope, writes }, { file, regions, outlives }) => {
  if (regions.runsOnce(scope) || bindsTheSameEachTime(writes)) {
    return undefined;
  }
  const late = readsInRegion(global, scope).find((read) => outlives(read.scope, scope));
  return late === undefined
    ? undefined
    : `a function made here may read it when the body has run again (${placeOf(file, late.span)})`;
};

function bindsTheSameEachTime([first, ...more]: readonly Write[]): boolean {
  return more.length === 0 && (first?.valueKind === "number" || first?.valueKind === "data");
}

const isKnownToAll: Condition = (_, { file, globals, mayBeLoaded }) => {
  if (mayBeLoaded) {
    return "a file that is not known may load this one and read it";
  }
  const unknown = globals.program.unknownBeside(file);
  if (unknown === undefined) {
    return undefined;
  }
  const why = unknown.isReadable
    ? `a load of ${unknown === file ? "this file" : unknown.path} cannot be followed`
    : `${unknown.path} cannot be read`;
  return `${why}, so other readers are not known`;
};

/** Nothing that runs between a binding and a read may bind the same global, here or elsewhere. */
const isUndisturbed: Condition = (group, context) => {
  const { global, scope } = group;
  const binding = bindingCalledFrom(global, scope, context.globals);
  if (binding !== undefined) {
    return `a function that the body may call binds it too (${placeOf(binding.file, binding.at.span)})`;
  }
  const read = readThatMayCall(global, scope, context.globals);
  if (read !== undefined) {
    return `code that may call this reads it too (${placeOf(read.file, read.at.span)})`;
  }
  return mayCallItself(group, context)
    ? "the function may run again before it reads the name"
    : undefined;
};

/** Whether another run of the same function may bind the name between a binding and a read. */
function mayCallItself(
  { global, scope, writes }: Group,
  { globals, regions }: LocalContext,
): boolean {
  if (scope.kind === "body" || regions.runsOnce(scope)) {
    return false;
  }
  const last = Math.max(...readsInRegion(global, scope).map(({ span }) => span.start));
  const first = Math.min(...writes.map(({ form }) => form.end));
  const callsUnknown = regions
    .unknownCallsIn(scope)
    .some(({ span, callEnd }) => span.start > first && callEnd <= last);
  return callsUnknown || globals.threads.calledFrom(global.file, scope).has(scope);
}

/**
 * `def` of an error binds nothing and gives the error back; `=` binds it and gives nil. A read
 * then sees what another binding left behind, as long as there is one, or an error either way.
 */
const isSafeForErrors: Condition = (
  { global, scope, writes },
  { file, isCertain, bindings, regions },
) => {
  const uncertain = writes.filter((write) => !isCertain(write));
  const [first] = uncertain;
  if (first === undefined) {
    return undefined;
  }
  if (uncertain.some(({ asked }) => asked === "value")) {
    return "the value of the def itself is used, and differs if what it binds is an error";
  }
  if (uncertain.some(({ asked }) => asked === "error")) {
    return "what it binds may be an error, and def would end the function there";
  }
  if (writes.length > 1 || !regions.runsOnce(scope)) {
    return "what it binds may be an error, and def would leave the earlier value in place";
  }
  const other = bindings(global).find(
    (place) => place.at !== first && mayRunBefore(place, file, scope),
  );
  return other === undefined
    ? undefined
    : `what it binds may be an error, and def would leave the value of another binding (${placeOf(other.file, other.at.span)})`;
};

const CONDITIONS: readonly Condition[] = [
  isDef,
  isNoNameOfTheLanguage,
  isPlainScope,
  isNotShadowed,
  isOfNoHelper,
  isNotReserved,
  bindsInOneScope,
  isReadWhereItIsSeen,
  isNotQuoted,
  isReadNowhereElse,
  isReadBeforeOthersBind,
  isReadInItsOwnRun,
  isKnownToAll,
  isSafeForErrors,
  isUndisturbed,
];
