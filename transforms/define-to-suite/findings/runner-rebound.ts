// A file that gives a name another meaning which the runner itself uses.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { bindingsInPlace } from "../../../src/program/bindings-in-place.js";
import { namesBoundBy } from "../../../src/program/load-graph.js";
import { itemsOf } from "../../../src/program/script.js";
import type { FindingRule, Reading } from "../judge/reading.js";
import { loadedRebindings, ownRebindings, type Rebinding } from "../judge/rebound-names.js";
import { NAMES_BEHIND_BODY, RUNNER_NAMES } from "../judge/runner-names.js";

export const runnerRebound: FindingRule = {
  code: "runner-rebound",
  severity: "refuse",
  summary: "something binds a name that the run of the tests uses",
  hint: "give the definition another name, or keep it out of the files that tests load",
  explanation: `Names are global: a file, a file that it loads, or the body of a test that binds len, list, map or
the like changes what the runner itself does when it registers, runs and counts tests. The old
runner and the new one do not use these names at the same places, so that the results might differ.
Names that the old runner did not use may be bound: the new modules do not use them either, except
that the list runner of the list target needs some functions of the prelude, such as foldl.`,
  example: `(test/suite "Has its own len")
(fun {len items} {foldl (\\ {n _} {+ n 1}) 0 items})
(test/define "counts" {== (len {1 2}) 2})
(test/run)
`,
  check: (reading) => {
    const names = RUNNER_NAMES[reading.target];
    const isWatched = (name: string): boolean => names.has(name);
    return [...ownRebindings(reading, isWatched), ...loadedRebindings(reading, isWatched, false)]
      .map(describe)
      .concat(bodyBindings(reading));
  },
};

function describe({ name, span, path }: Rebinding): Finding {
  const who = path === undefined ? "binds" : `${path} binds`;
  return finding(runnerRebound, span, `${who} ${name}, which the run of the tests uses`);
}

/** Names that a body binds where the old runner evaluated it, among the runner's own. */
function bodyBindings({ script, target }: Reading): readonly Finding[] {
  const names = NAMES_BEHIND_BODY[target];
  return itemsOf(script, "registration")
    .filter(({ mode }) => mode === "sync")
    .flatMap(({ body }) => bindingsInPlace(body))
    .flatMap(namesBoundBy)
    .filter(({ text }) => names.has(text))
    .map(({ text, span }) =>
      finding(runnerRebound, span, `binds ${text}, which the runner uses after the body`),
    );
}
