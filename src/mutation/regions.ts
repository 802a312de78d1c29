// What the plans ask about the bodies of a file besides its names: whether a body evaluates what
// cannot be read off, which names its evaluator needs for itself, which calls lead nowhere known.

import { READERS } from "../program/code-in-text.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { treeOf } from "../syntax/tree-of.js";
import { groupBy } from "../text/group-by.js";
import type { Company } from "./companies.js";
import { type FileModel, type Read, regionOf, resolve, type Scope } from "./file-model.js";
import type { Program } from "./program.js";

export interface Regions {
  /** Whether the body that the scope belongs to evaluates code that cannot be read off. */
  readonly evaluates: (scope: Scope) => boolean;
  /** Whether a function that evaluates test bodies has a local of this name when it does. */
  readonly isReserved: (name: string) => boolean;
  /** Whether a string names it, in a program that makes code of strings. */
  readonly isNamedInText: (name: string) => boolean;
  /** Whether the scope is a test body, or a callback that is handed over once, from top level. */
  readonly runsOnce: (scope: Scope) => boolean;
  /** Calls in the scope, functions in it included, of functions that it was given. */
  readonly unknownCallsIn: (scope: Scope) => readonly Read[];
}

/** Locals of the old framework's runner, for a file whose framework module is not known. */
const RUNNER_LOCALS = ["test", "test-name", "test-body", "start-time"];

/** Reads them off a file and the files that may share a process with it. Linear. */
export function readRegions(file: FileModel, program: Program): Regions {
  const evaluating = new Set(
    file.scopes.filter(({ evaluates }) => evaluates).map((scope) => regionOf(scope)),
  );
  for (const { role, scope } of file.reads) {
    if (role === "evaluated") {
      evaluating.add(regionOf(scope));
    }
  }
  const company = program.company(file);
  const reserved = reservedIn.get(company) ?? readReserved(company);
  reservedIn.set(company, reserved);
  const inText = namesInText.get(company) ?? readNamesInText(file, company, program);
  namesInText.set(company, inText);
  const unknown = groupBy(
    file.reads.filter(({ role, name, scope }) => role === "head" && isGiven(name, scope)),
    ({ scope }) => regionOf(scope),
  );
  return {
    evaluates: (scope) => evaluating.has(regionOf(scope)),
    isReserved: (name) => reserved.has(name),
    isNamedInText: (name) => inText.has(name),
    runsOnce: (scope) =>
      scope.kind === "body" || (scope.entry?.isOnce === true && scope.outer?.kind === "global"),
    unknownCallsIn: (scope) =>
      (unknown.get(regionOf(scope)) ?? []).filter(
        ({ span }) => scope.span.start <= span.start && span.end <= scope.span.end,
      ),
  };
}

// Files of one company have it in common.
const reservedIn = new WeakMap<Company, ReadonlySet<string>>();

const namesInText = new WeakMap<Company, ReadonlySet<string>>();

const SYMBOL = /[\w+\-*\\/=<>!&?:|]+/g;

/** The words of all strings, where some code calls what reads code from a string. Linear in the texts. */
function readNamesInText(file: FileModel, company: Company, program: Program): ReadonlySet<string> {
  const readers = [...READERS].flatMap((name) => program.usesAround(file, name));
  if (readers.every(({ reads }) => reads.length === 0)) {
    return new Set();
  }
  return new Set(
    [...company]
      .map(({ source }) => treeOf(source))
      .flatMap((tree) => tree.allOfKind(SyntaxKind.String).map((at) => tree.text(at)))
      .flatMap((text) => text.match(SYMBOL) ?? []),
  );
}

function readReserved(company: Company): ReadonlySet<string> {
  return new Set([...RUNNER_LOCALS, ...[...company].flatMap(localsOfEvaluators)]);
}

/** Whether the name is a parameter: a function that the body was given from outside. */
function isGiven(name: string, scope: Scope): boolean {
  return resolve(name, scope)?.parameters.includes(name) === true;
}

/** Names that a function which evaluates code has bound before it does. */
function localsOfEvaluators(file: FileModel): readonly string[] {
  const evaluated = groupBy(
    file.reads.filter(({ role }) => role === "evaluated"),
    ({ scope }) => scope,
  );
  const before = file.writes.filter(
    ({ how, scope, form }) =>
      how === "=" && evaluated.get(scope)?.some(({ span }) => form.end <= span.start),
  );
  return [
    ...[...evaluated.keys()].flatMap(({ parameters }) => parameters),
    ...before.map(({ name }) => name),
  ];
}
