// A place where a name that the migration writes or relies on would be the file's own variable.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { codeSymbols, readDefinition } from "../../../src/program/effects.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { withAll } from "../../../src/text/with-all.js";
import { capturedNames, headsOfSites } from "../judge/captured-names.js";
import { reachOf } from "../judge/loading-effects.js";
import type { FindingRule, Reading } from "../judge/reading.js";
import { loadedRebindings, ownRebindings } from "../judge/rebound-names.js";
import { RUNNER_NAMES } from "../judge/runner-names.js";

export const capturedName: FindingRule = {
  code: "captured-name",
  severity: "refuse",
  summary: "a name that the migration needs means something of the file's own at its place",
  hint: "give the parameter, local or function another name",
  explanation: `Where a registration becomes a value the migration writes names such as do or, for the list
target, list, test, foldl and join, and it takes map, let and the like in the forms around to be
what the language means by them. In a function that has a parameter or a local of such a name, or in
a process that binds it for everybody, the migrated form would call that instead.`,
  example: `(test/suite "A parameter for a function")
(fun {maybe do n body} {if do {test/define n body} {print "left out"}})
(maybe 1 "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: (reading) => [...locals(reading), ...globals(reading)],
};

function locals({ script, target }: Reading): readonly Finding[] {
  return capturedNames(script, target).map(({ name, node, isWritten }) =>
    finding(
      capturedName,
      node.span,
      isWritten
        ? `${name} is a variable of the function here`
        : `${name}, which would be written here, is a variable of the function`,
    ),
  );
}

/** The heads on the way of a value, in the file and in those of its group that it loads. */
function headsIn({ script, alongside }: Reading): ReadonlySet<string> {
  const scripts = [script, ...(alongside?.() ?? []).map((other) => other.script)];
  return new Set(scripts.flatMap((one) => [...headsOfSites(one)]));
}

/** The names, and all that the functions of the prelude read which define them: map may use a fold. */
function withNamesBelow(
  heads: ReadonlySet<string>,
  { script, scriptAt }: Reading,
): ReadonlySet<string> {
  if (heads.size === 0) {
    return heads;
  }
  const bodies = new Map(
    reachOf(script, scriptAt).files.flatMap(({ path, isBase }) =>
      isBase
        ? (scriptAt(path)?.items ?? []).flatMap(({ node }): [string, SyntaxNode][] => {
            const definition = readDefinition(node);
            return definition === undefined ? [] : [[definition.name, definition.body]];
          })
        : [],
    ),
  );
  return withAll(heads, (name) => {
    const body = bodies.get(name);
    const read = body === undefined ? [] : codeSymbols(body).map(({ text }) => text);
    return read.filter((one) => bodies.has(one));
  });
}

/** Heads on the way of a value that somebody binds globally; what runners use has its own finding. */
function globals(reading: Reading): readonly Finding[] {
  const heads = withNamesBelow(headsIn(reading), reading);
  const functions = reading.script.effects.functions;
  const isWatched = (name: string): boolean =>
    heads.has(name) && !RUNNER_NAMES[reading.target].has(name) && !functions.has(name);
  const places =
    heads.size === 0
      ? []
      : [...ownRebindings(reading, isWatched), ...loadedRebindings(reading, isWatched, false)];
  return places.map(({ name, span, path }) =>
    finding(
      capturedName,
      span,
      `${path === undefined ? "binds" : `${path} binds`} ${name}, through which tests are registered`,
    ),
  );
}
