// Turns runs of inline lists into builder pipelines, each where it stands: a list of tests is a value
// already, so that nothing else moves. Refused files come back as they are, with the reasons.

import { toJscodeshift } from "../src/kit/jscodeshift.js";
import { defineTransform } from "../src/kit/transform.js";
import { proveSuiteForms } from "../src/proof/prove-suite-forms.js";
import { readSuiteOptions, type SuiteOptions } from "./define-to-suite/suite-options.js";
import { listKinds } from "./list-to-suite/findings/list-kinds.js";
import { judgeLists, type ListPlan } from "./list-to-suite/judge.js";
import { layOutSuites } from "./list-to-suite/layout.js";
import { listsAgain } from "./suite-to-list/again.js";

export const listToSuite = defineTransform<ListPlan, SuiteOptions>({
  name: "list-to-suite",
  documentation: {
    summary: "a test/run of an inline list becomes a test/suite pipeline",
    before: `(test/run (list
  (test "adds" {== (+ 1 2) 3}))
  {:suite-name "Sums"})
`,
    after: `(-> (test/suite "Sums")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  },
  needs: "project",
  concerns: "tests",
  findings: listKinds,
  makesPipelines: () => true,
  judge: judgeLists,
  change: ({ script, runs }, { options: { indent } }) => layOutSuites(script.tree, runs, indent),
  prove: (claim) => proveSuiteForms({ ...claim, style: "builder", back: listsAgain }),
});

export default toJscodeshift(listToSuite, readSuiteOptions);
