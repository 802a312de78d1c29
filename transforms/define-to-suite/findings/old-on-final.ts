// A file that uses the old API although the module that it loads no longer has it.

import { finding } from "../../../src/finding/finding.js";
import { readLedger } from "../../../src/program/ledger.js";
import type { Load } from "../../../src/program/load-graph.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import type { FindingRule } from "../judge/reading.js";

export const oldOnFinal: FindingRule = {
  code: "old-on-final",
  severity: "review",
  summary: "the file uses the old API, and the framework module that it loads does not define it",
  hint: "migrate the file: valk-codemod migrate FILE --write",
  explanation: `The repository's module is the final one: it defines test/suite and test/run, but not
test/define. The file stops at its first test, with exit status 0, as scripts do, so that its tests
are lost while everything seems to pass. Most often it came with a branch that was made before the
migration ended. It can be migrated like any other; or --framework compat brings back the module
that speaks both. A runner of lists gets the old API where files use pipelines as well: framework
install --layer.`,
  example: `(load "src/final.valk")
(test/suite "Late")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: ({ script, loads }) =>
    needsOldModule(script) && !loads.some(definesOldApi)
      ? loads.flatMap(({ item, files }) =>
          files
            .filter(({ isModule }) => isModule)
            .map(({ path }) =>
              finding(oldOnFinal, item.node.span, `${path} does not define test/define`),
            ),
        )
      : [],
};

/** A module may itself load the file that defines the old API. */
function definesOldApi({ files }: Load): boolean {
  return files.some(({ binds }) => binds("test/define"));
}

function needsOldModule(script: Script): boolean {
  return (
    itemsOf(script, "run").length > 0 || readLedger(script).some(({ style }) => style === "old")
  );
}
