// Turns the registrations of a file, effects on a global registry, into one suite value:
// a builder pipeline or, with the list target, a list (migration.md). A file whose tests others
// run becomes a function of the suite, together with them (load-graph.md). Refused files come
// back as they are, with the findings that say why.

import { composeRewrites } from "../src/edit/compose.js";
import { newTextOf, type Rewrite } from "../src/edit/rewrite.js";
import { toJscodeshift } from "../src/kit/jscodeshift.js";
import { defineTransform, type TransformContext, type Verdict } from "../src/kit/transform.js";
import { itemsOf, type Script, scriptOf } from "../src/program/script.js";
import { proveMigration } from "../src/proof/prove.js";
import { proveGroup } from "../src/proof/prove-group.js";
import { answerHandles } from "./define-to-suite/change/answer-handles.js";
import { layOutBuilder } from "./define-to-suite/change/builder-layout.js";
import { layOutFinished } from "./define-to-suite/change/finish-layout.js";
import { layOutHelpers } from "./define-to-suite/change/helper-layout.js";
import { layOutList } from "./define-to-suite/change/list-layout.js";
import { planSuite } from "./define-to-suite/change/suite-plan.js";
import { findingKinds } from "./define-to-suite/findings/all-rules.js";
import { type Analysis, analyze } from "./define-to-suite/judge/analyze.js";
import { needsHandles } from "./define-to-suite/judge/handle-protocol.js";
import { readUnfinished } from "./define-to-suite/judge/unfinished.js";
import {
  afterwards,
  readSuiteOptions,
  type SuiteOptions,
} from "./define-to-suite/suite-options.js";

export const defineToSuite = defineTransform<Analysis, SuiteOptions>({
  name: "define-to-suite",
  documentation: {
    summary: "test/define registrations become one test/suite pipeline or list",
    before: `(test/suite "Sums")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
    after: `(-> (test/suite "Sums")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  },
  needs: "project",
  concerns: "framework",
  findings: findingKinds,
  makesPipelines: ({ target }) => target === "builder",
  judge,
  change,
  prove: (claim, { target, outlook }) => {
    const answersHandles = needsHandles(scriptOf(claim.oldText), outlook);
    return proveMigration({ ...claim, target, answersHandles });
  },
  proveGroup: (members, others, { target }) =>
    proveGroup(
      members.map((member) => ({ ...member, target })),
      others,
    ),
  afterwards,
});

function judge(source: string, context: TransformContext<SuiteOptions>): Verdict<Analysis> {
  const { path, project, options, isSelected } = context;
  const place = { path, ...options, ...(isSelected && { isSelected }) };
  const analysis = analyze(source, project, options.target, place);
  const { verdict, findings, group } = analysis;
  if (verdict !== "migrate") {
    return { findings, status: verdict === "refused" ? "blocked" : "unchanged" };
  }
  return { findings, status: "changed", plan: analysis, ...(group && { group }) };
}

function change(
  { script, member }: Analysis,
  { options: { target, indent, outlook } }: TransformContext<SuiteOptions>,
): Rewrite {
  const unfinished = member === undefined ? readUnfinished(script) : undefined;
  if (unfinished?.kind === "unfinished") {
    return layOutFinished(script, unfinished, indent);
  }
  if (member?.part === undefined && itemsOf(script, "run").length === 0) {
    return layOutHelpers(script, target);
  }
  const layOut = (read: Script): Rewrite => {
    const layOutPlan = target === "builder" ? layOutBuilder : layOutList;
    return layOutPlan(read, planSuite(read, member?.part), indent);
  };
  // A member of a group has no done to leave out, and another reading would not know what it loads.
  if (member !== undefined || !needsHandles(script, outlook)) {
    return layOut(script);
  }
  const answered = answerHandles(script);
  return composeRewrites(answered, layOut(scriptOf(newTextOf(answered))));
}

export default toJscodeshift(defineToSuite, readSuiteOptions);
