// An async test that calls done where that is not all that it answers, on a module whose runner awaits
// what the test answers.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { REGISTRATIONS } from "../../../src/framework/framework-api.js";
import { itemsOf } from "../../../src/program/script.js";
import { needsHandles, readAsyncTests } from "../judge/handle-protocol.js";
import type { FindingRule, Reading } from "../judge/reading.js";
import { readUnfinished } from "../judge/unfinished.js";

export const wrongProtocol: FindingRule = {
  code: "wrong-protocol",
  severity: "refuse",
  summary: "an async test calls done, and the module's runner awaits a handle in its place",
  hint: "let every way through the test end in a call of done, or in a chain whose callback does",
  explanation: `The old runner hands each async test a function of the verdict, done. The module that
the file loads awaits the handle that each async test answers, and hands on nothing. A test is
migrated to that where (done X) is what is answered, on every way through the test: X takes its
place in a callback of aio/then, aio/schedule or aio/catch whose handle the test answers, and
(aio/pure X) where the test itself ends. The old runner takes any X for a pass that if takes for
true, the other true alone: an X that may be something else becomes (if X {true} {false}). Where
done is handed on, kept, or called before something else, nobody can tell what the test would
answer: rewrite it by hand, so that it answers a handle of its verdict.`,
  example: `(load "src/lists.valk")
(test/suite "Async")
(test/async "ends" (\\ {done} {do (done true) (println "ended")}))
(test/run-async aio)
`,
  exampleTarget: "list",
  otherFiles: {
    "src/lists.valk": `(fun {test name body} {list name body})
(fun {test-async name body} {list name body})
(fun {test/suite ctx name} {ctx})
(fun {test/run & args} {shutdown 0})
(fun {test/run-async aio tests & options} {map (\\ {one} {aio/await ((nth 2 one))}) tests})
`,
  },
  check: (reading) =>
    needsHandles(reading.script, reading.outlook)
      ? [...ownTests(reading), ...otherTests(reading)]
      : [],
};

/** Tests at top level; of a file that changes by itself those that cannot answer a handle. */
function ownTests({ script, member }: Reading): readonly Finding[] {
  const unfinished = readUnfinished(script);
  if (member !== undefined || unfinished !== undefined) {
    const inside = unfinished?.kind === "unfinished" ? unfinished.inside : [];
    const all = [...itemsOf(script, "registration").map(({ form }) => form), ...inside];
    return all.flatMap(({ name, node }) =>
      REGISTRATIONS[name] === "async"
        ? [finding(wrongProtocol, node.span, TOGETHER, { hint: ALONE })]
        : [],
    );
  }
  return readAsyncTests(script).flatMap((test) =>
    "message" in test ? [finding(wrongProtocol, test.node.span, test.message)] : [],
  );
}

const TOGETHER = "done is only left out of tests in a file that changes by itself";

const ALONE =
  "register the test in a file that stands alone, or rewrite it in the new style by hand";

/** Tests that functions, loops and branches register. */
function otherTests({ script }: Reading): readonly Finding[] {
  const sites = [
    ...script.effects.definitionSites,
    ...script.items.flatMap((item) => ("sites" in item ? item.sites : [])),
  ];
  return sites.flatMap((site) =>
    site.kind === "registration" && site.mode === "async"
      ? [finding(wrongProtocol, site.form.node.span, ELSEWHERE, { hint: ON_TOP })]
      : [],
  );
}

const ELSEWHERE = "done is only left out of tests that are registered at top level";

const ON_TOP = "register the test with a top-level form, or rewrite it in the new style by hand";
