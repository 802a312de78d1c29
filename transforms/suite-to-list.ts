// Turns pipelines back into runs of inline lists, each where it stands: what the runner of a project
// takes that went the other way. Refused files come back as they are, with the reasons.

import { toJscodeshift } from "../src/kit/jscodeshift.js";
import { defineTransform } from "../src/kit/transform.js";
import { proveSuiteForms } from "../src/proof/prove-suite-forms.js";
import { readSuiteOptions, type SuiteOptions } from "./define-to-suite/suite-options.js";
import { suitesAgain } from "./list-to-suite/again.js";
import { listKinds } from "./list-to-suite/findings/list-kinds.js";
import { judgeSuites, type SuitePlan } from "./suite-to-list/judge.js";
import { layOutLists } from "./suite-to-list/layout.js";

export const suiteToList = defineTransform<SuitePlan, SuiteOptions>({
  name: "suite-to-list",
  documentation: {
    summary: "a test/suite pipeline becomes a test/run of an inline list",
    before: `(-> (test/suite "Sums")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
    after: `(test/run (list
  (test "adds" {== (+ 1 2) 3}))
  {:suite-name "Sums"})
`,
  },
  needs: "project",
  concerns: "tests",
  findings: listKinds,
  makesPipelines: () => false,
  judge: judgeSuites,
  change: ({ script, pipelines }, { options: { indent } }) =>
    layOutLists(script.tree, pipelines, indent),
  prove: (claim) => proveSuiteForms({ ...claim, style: "list", back: suitesAgain }),
});

export default toJscodeshift(suiteToList, readSuiteOptions);
