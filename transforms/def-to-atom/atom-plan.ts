// Which counters and flags of a file may become atoms, and what every place that mentions one then
// reads. Atoms hold 64-bit integers only, so every value bound has to be a number or an error:
// `atom/set!` refuses all else, where def would have bound it. Pure; used by def-to-atom.

import type { Edit } from "../../src/edit/edit.js";
import { isUnrecorded } from "../../src/mutation/call-shapes.js";
import { readCertainty } from "../../src/mutation/certainty.js";
import { digestOf, remember } from "../../src/mutation/digest.js";
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
import { readFixContext } from "../../src/mutation/fix-context.js";
import { type GlobalName, type Globals, runsAtLoad } from "../../src/mutation/globals.js";
import { nodeAt, valueNode } from "../../src/mutation/node-at.js";
import { type Outlives, readOutliving } from "../../src/mutation/outliving.js";
import { type Regions, readRegions } from "../../src/mutation/regions.js";
import { type DecisivePlaces, mayRunAfter, staleReadsIn } from "../../src/mutation/run-order.js";
import { type Left, placeOf } from "../../src/mutation/unsafe.js";
import { dialectOf, type Project } from "../../src/program/project.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../src/syntax/tree.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { lateRead } from "../localize-def/local-conditions.js";
import { type Candidate, editsFor, hasComment, inOrder, isNumeric, stepOf } from "./atom-edits.js";

const WITHOUT_ATOMS = "pass the value along in a handle, or keep it in the closure";

export interface AtomPlan {
  /** Sorted and valid. */
  readonly edits: readonly Edit[];
  /** Names that become atoms. */
  readonly names: readonly string[];
  readonly left: readonly Left[];
}

interface AtomContext {
  readonly file: FileModel;
  readonly tree: SyntaxTree;
  readonly globals: Globals;
  readonly regions: Regions;
  readonly outlives: Outlives;
  /** A function of the file for each name that is a parameter or local somewhere. */
  readonly binders: ReadonlyMap<string, Scope>;
  /** Whether a body that uses the global evaluates what cannot be read off. */
  readonly isUsedDynamically: (global: GlobalName) => boolean;
  readonly staleReads: DecisivePlaces<Read>;
  readonly mayBeLoaded: boolean;
}

/** Plans a file as a transform is given it. */
export function atomPlanOf(path: string, source: string, project: Project): AtomPlan {
  const { file, globals, knowsAllFiles } = readFixContext(path, source, project);
  const { hasAtoms } = dialectOf(project).rules;
  return planAtoms(file, treeOf(source), globals, { knowsAllFiles, hasAtoms });
}

/** Plans a file; `tree` is its parsed text. Linear, but for looking up the values bound. */
export function planAtoms(
  file: FileModel,
  tree: SyntaxTree,
  globals: Globals,
  { knowsAllFiles, hasAtoms }: { readonly knowsAllFiles: boolean; readonly hasAtoms: boolean },
): AtomPlan {
  const regions = readRegions(file, globals.program);
  const context: AtomContext = {
    file,
    tree,
    globals,
    regions,
    isUsedDynamically: remember((global) =>
      [...global.reads, ...global.writes].some(({ scope }) => regions.evaluates(scope)),
    ),
    outlives: readOutliving(file, tree, globals.program),
    binders: new Map(file.scopes.flatMap((scope) => [...scope.binds].map((name) => [name, scope]))),
    staleReads: staleReadsIn(file, readCertainty(file, tree, globals)),
    mayBeLoaded: !knowsAllFiles && !file.isScript,
  };
  const edits: Edit[] = [];
  const names: string[] = [];
  const left: Left[] = [];
  for (const candidate of globals.of(file).flatMap((global) => candidatesOf(global, context))) {
    const { name } = candidate.global;
    const reason = hasAtoms ? whyNotAtom(candidate, context) : "its dialect has no atoms";
    if (reason === undefined) {
      names.push(name);
      edits.push(...editsFor(candidate, tree));
    } else {
      const hint = hasAtoms ? {} : { hint: WITHOUT_ATOMS };
      left.push({ name, span: candidate.first.span, reason, ...hint });
    }
  }
  return {
    edits: inOrder(edits),
    names,
    left: left.sort((a, b) => a.span.start - b.span.start),
  };
}

/** The uses of a name that callbacks change: at top level, or else body by body. */
function candidatesOf(global: GlobalName, context: AtomContext): readonly Candidate[] {
  const { writes, reads } = global;
  const atLoad = writes.filter(runsAtLoad);
  const [first] = atLoad;
  if (first !== undefined) {
    const later = writes.filter((write) => write !== first);
    return later.some((write) => isInCallback(write, first, context))
      ? [{ global, first, later, reads, owner: undefined }]
      : [];
  }
  return [...digestOf(global).writesIn].flatMap(([region, inRegion]) => {
    const [start, ...later] = inRegion;
    const isCandidate = start !== undefined && later.some((write) => write.scope !== start.scope);
    return isCandidate
      ? [
          {
            global,
            first: start,
            later,
            reads: digestOf(global).readsIn.get(region) ?? [],
            owner: start.scope,
          },
        ]
      : [];
  });
}

/** Whether a binding runs on the event loop, or in a function without a name. */
function isInCallback({ scope }: Write, first: Write, { globals }: AtomContext): boolean {
  return (
    scope !== first.scope &&
    (globals.threads.runsOn(scope, "loop") ||
      (scope.kind === "function" && scope.globalName === undefined))
  );
}

function whyNotAtom(candidate: Candidate, context: AtomContext): string | undefined {
  for (const condition of CONDITIONS) {
    const reason = condition(candidate, context);
    if (reason !== undefined) {
      return reason;
    }
  }
  return undefined;
}

type Condition = (candidate: Candidate, context: AtomContext) => string | undefined;

const bindsNumbers: Condition = ({ first, later, global: { name } }, { tree }) => {
  if (first.valueKind !== "number") {
    return "it does not begin as a number or truth value, and atoms hold numbers only";
  }
  const other = later.find((write) => !isNumeric(valueNode(tree, write), name));
  return other === undefined
    ? undefined
    : `it may be bound to something other than a number, which atoms do not hold (line ${tree.lines.position(other.span.start).line})`;
};

const bindsAlone: Condition = ({ first, later }, { tree }) => {
  const writes = [first, ...later];
  if (writes.some(({ count, how }) => count !== 1 || how !== "def")) {
    return "it is not bound by a def of its own";
  }
  if (writes.some(({ span }) => nodeAt(tree, span).parent?.kind === SyntaxKind.Prefixed)) {
    return "a def of it has its name behind a quote";
  }
  return writes.some(({ form }) => hasComment(nodeAt(tree, form)))
    ? "a comment stands inside a def of it"
    : undefined;
};

/** An error that a binding gives back is nil once the binding is wrapped to give nil. */
const givesNil: Condition = ({ later, global: { name } }, { tree }) => {
  const used = later.find((write) => {
    const node = valueNode(tree, write);
    const isCertain =
      node !== undefined && (node.kind !== SyntaxKind.List || stepOf(node, name) !== undefined);
    return write.asked === "value" && !isCertain;
  });
  return used === undefined
    ? undefined
    : `the value of a def itself is used, and differs if what it binds is an error (line ${tree.lines.position(used.span.start).line})`;
};

const isPlain: Condition = ({ reads, global }, { regions, isUsedDynamically }) => {
  if (isUnrecorded(global.name)) {
    return "it is a name of the language, which other code may use without a word";
  }
  const { quoted } = digestOf(global);
  if (quoted !== undefined) {
    return `it is named in quoted data, which may be evaluated (${placeOf(quoted.file, quoted.at.span)})`;
  }
  const odd = reads.find(({ role }) => role !== "value");
  if (odd !== undefined) {
    return `it is called, or its value is evaluated (${placeOf(global.file, odd.span)})`;
  }
  if (isUsedDynamically(global)) {
    return "a body that uses it evaluates code that cannot be read off";
  }
  return regions.isNamedInText(global.name)
    ? "a string names it, which may be read as code"
    : undefined;
};

/** A name that means an atom in one function and a plain value in another is nothing to read. */
const isNotHidden: Condition = ({ global: { name } }, { file, binders }) => {
  const hiding = binders.get(name);
  return hiding === undefined
    ? undefined
    : `another function has a parameter or local of this name (${placeOf(file, hiding.span)})`;
};

const ATOM_CALLS = ["atom", "atom/get", "atom/set!", "atom/add!", "atom/sub!"];

const areAtomsThere: Condition = (_, { file, globals: { program } }) => {
  const own = ATOM_CALLS.find((name) =>
    program.usesAround(file, name).some(({ writes }) => writes.length > 0),
  );
  return own === undefined ? undefined : `the program defines ${own} itself`;
};

const isOwn: Condition = ({ global: { elsewhere } }) => {
  const other = elsewhere.find(({ reads, writes }) => reads.length + writes.length > 0);
  const place = other?.reads[0] ?? other?.writes[0];
  return other === undefined || place === undefined
    ? undefined
    : `another file uses the name (${placeOf(other.file, place.span)})`;
};

const isKnown: Condition = (_, { file, globals, mayBeLoaded }) =>
  mayBeLoaded || globals.program.unknownBeside(file) !== undefined
    ? "other files that may use it are not known"
    : undefined;

const isGlobalAtom: Condition = (candidate, context) => {
  const { owner, first, later, reads } = candidate;
  const { file } = context;
  if (owner !== undefined) {
    return undefined;
  }
  const early = reads.find(
    ({ scope, span }) => scope.kind === "global" && span.start < first.form.start,
  );
  if (early !== undefined) {
    return `it is read before it is bound (${placeOf(file, early.span)})`;
  }
  const called = usedEarly(candidate, context);
  if (called !== undefined) {
    return `a function that may run before it is bound uses it (${placeOf(file, called.span)})`;
  }
  return later.some(runsAtLoad) || first.branch.start !== 0
    ? "it is bound more than once, or conditionally, at top level"
    : undefined;
};

/** Whether it is a function that is called where it stands, by a call that need not be one of the program. */
function isNameless(region: Scope | undefined): boolean {
  return region?.kind === "function" && region.globalName === undefined;
}

/** A use in a function in front of the first binding, where a call of the program may lead to it before that. */
function usedEarly(
  { first, later, reads }: Candidate,
  { file, globals: { program } }: AtomContext,
): Read | Write | undefined {
  const isEarly = ({ start }: { readonly start: number }): boolean => start < first.form.start;
  const uses = [...reads, ...later].filter(
    ({ scope, span }) => scope.kind !== "global" && isEarly(span),
  );
  const calls = file.reads.filter(
    ({ name, role, scope, span }) =>
      uses.length > 0 &&
      scope.kind === "global" &&
      role !== "quoted" &&
      isEarly(span) &&
      program.usesAround(file, name).some(({ writes }) => writes.length > 0),
  );
  const last = calls.reduce((end, { callEnd }) => Math.max(end, callEnd), 0);
  return uses.find(({ scope, span }) => span.start < last || isNameless(regionOf(scope)));
}

const isLocalAtom: Condition = (
  { owner, first, later, reads, global },
  { regions, globals, file, staleReads, outlives },
) => {
  if (owner === undefined) {
    return undefined;
  }
  if (resolve(global.name, owner) !== undefined || owner.isTakenApart) {
    return "a parameter or = binds the same name in this body";
  }
  if (owner.kind === "body" && regions.isReserved(global.name)) {
    return "the function that evaluates the body has a local of this name";
  }
  const hidden = [...later, ...reads].find((place) => !isSeenFrom(place.scope, owner));
  if (hidden !== undefined) {
    return `it is used where a local would not be seen (${placeOf(file, hidden.span)})`;
  }
  const early = [...reads, ...later].find((place) => !followsFirst(first, place));
  if (early !== undefined) {
    return `it is used before it is bound, or where it may not be bound (${placeOf(file, early.span)})`;
  }
  const late = lateRead(global, owner);
  if (late !== undefined) {
    return `a callback reads it later, when another body may have bound it (${placeOf(late.file, late.at.span)})`;
  }
  const again = regions.runsOnce(owner)
    ? undefined
    : [...later, ...reads].find((place) => outlives(place.scope, owner));
  if (again !== undefined) {
    return `a function made here may use it when the body has run again (${placeOf(file, again.span)})`;
  }
  const open = digestOf(global).open.find(({ at }) => regionOf(at.scope) !== regionOf(owner));
  if (open !== undefined) {
    return `it is read elsewhere (${placeOf(open.file, open.at.span)})`;
  }
  const stale = staleReads(global).find(
    (place) => regionOf(place.at.scope) !== regionOf(owner) && mayRunAfter(place, file, owner),
  );
  if (stale !== undefined) {
    return `it is read elsewhere, where another def fails if its value is an error (${placeOf(stale.file, stale.at.span)})`;
  }
  return isDisturbed(global, owner, globals)
    ? "a function that the body may call binds it too, or the body may run within itself"
    : undefined;
};

/** Whether a place comes after the first binding whenever it runs. */
function followsFirst(first: Write, { scope, span }: Read | Write): boolean {
  const read: Read = {
    name: first.name,
    scope,
    span,
    role: "value",
    entry: undefined,
    callEnd: span.end,
  };
  return comesBefore(first, read);
}

function isSeenFrom(inner: Scope, owner: Scope): boolean {
  for (let at: Scope | undefined = inner; at !== undefined; at = at.parent) {
    if (at === owner) {
      return true;
    }
  }
  return false;
}

function isDisturbed(global: GlobalName, owner: Scope, globals: Globals): boolean {
  return (
    bindingCalledFrom(global, owner, globals) !== undefined ||
    readThatMayCall(global, owner, globals) !== undefined ||
    globals.threads.calledFrom(global.file, owner).has(owner)
  );
}

const CONDITIONS: readonly Condition[] = [
  bindsNumbers,
  bindsAlone,
  givesNil,
  isPlain,
  areAtomsThere,
  isGlobalAtom,
  isLocalAtom,
  isNotHidden,
  isOwn,
  isKnown,
];
