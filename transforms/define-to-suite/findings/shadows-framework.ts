// A file that defines a framework function itself means its own by that name.

import { type Finding, finding } from "../../../src/finding/finding.js";
import {
  ASSERTIONS,
  isInnerName,
  PUBLIC_NAMES,
  TARGET_NAMES,
} from "../../../src/framework/framework-api.js";
import type { FindingRule, Reading } from "../judge/reading.js";
import { loadedRebindings, ownRebindings } from "../judge/rebound-names.js";

export const shadowsFramework: FindingRule = {
  code: "shadows-framework",
  severity: "refuse",
  summary: "the file defines a name of the test framework itself",
  hint: "give the file's own definition another name",
  explanation: `The file, or one that it loads, binds a name that the old or the new framework defines: what a
call of that name does is then not what the migration assumes. For the builder target -> is such
a name, for the list target test and test-async. So are list, join and foldl where a value is
written with them: inside a function with a parameter list, (list …) would mean that parameter.`,
  example: `(test/suite "Shadowed")
(fun {-> value} {value})
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: (reading) => [
    ...ownBindings(reading),
    ...ownRebindings(reading, isInnerName).map(({ name, span }) =>
      finding(shadowsFramework, span, `binds ${name}`),
    ),
    ...ownCalls(reading),
    ...loadedBindings(reading),
  ],
};

function ownBindings({ script, target }: Reading): readonly Finding[] {
  const names = new Set(TARGET_NAMES[target]);
  return script.uses
    .filter(
      ({ name, role }) =>
        (role === "binding" && (PUBLIC_NAMES.has(name) || names.has(name))) ||
        (role === "parameter" && PUBLIC_NAMES.has(name)),
    )
    .map(({ node, name }) => finding(shadowsFramework, node.span, `binds ${name}`));
}

/** Calls of a function of the file's own that the list target's entries would pass for. */
function ownCalls({ script, target }: Reading): readonly Finding[] {
  return target === "builder"
    ? []
    : script.uses
        .filter(({ name, role, quoted, inBody, item }) => {
          const isCall = role === "call" && !quoted && !inBody;
          return isCall && item.kind !== "pipeline" && TARGET_NAMES.list.includes(name);
        })
        .map(({ node, name }) =>
          finding(shadowsFramework, node.span, `calls a ${name} of its own`),
        );
}

/** A loaded file may bring its own assertions: bodies call these before and after. */
function loadedBindings(reading: Reading): readonly Finding[] {
  const names = new Set(TARGET_NAMES[reading.target]);
  const isWatched = (name: string): boolean =>
    names.has(name) || (PUBLIC_NAMES.has(name) && !ASSERTIONS.has(name)) || isInnerName(name);
  return loadedRebindings(reading, isWatched, true).map(({ name, span, path }) =>
    finding(shadowsFramework, span, `${path} binds ${name}`),
  );
}
