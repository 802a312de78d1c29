// A place where a name that the migration writes or relies on would be the file's own variable.

import { capturedNames, headsOfSites } from "../captured-names.js";
import { type Finding, finding } from "../finding.js";
import type { FindingRule, Reading } from "../reading.js";
import { loadedRebindings, ownRebindings } from "../rebound-names.js";
import { RUNNER_NAMES } from "../runner-names.js";

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

/** Heads on the way of a value that somebody binds globally; what runners use has its own finding. */
function globals(reading: Reading): readonly Finding[] {
  const heads = headsOfSites(reading.script);
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
