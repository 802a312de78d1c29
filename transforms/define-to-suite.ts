// Turns the registrations of a file, effects on a global registry, into one suite value:
// a builder pipeline or, with the list target, a list (migration.md). A file whose tests others
// run becomes a function of the suite, together with them (load-graph.md). Refused files come
// back as they are, with the findings that say why.

import type { Rewrite } from "../src/edit/rewrite.js";
import { toJscodeshift } from "../src/kit/jscodeshift.js";
import type {
  Outcome,
  Transform,
  TransformContext,
  TransformOptions,
} from "../src/kit/transform.js";
import { loadedPaths } from "../src/program/load-graph.js";
import { itemsOf } from "../src/program/script.js";
import { proveMigration } from "../src/proof/prove.js";
import { proveGroup } from "../src/proof/prove-group.js";
import { layOutBuilder } from "./define-to-suite/change/builder-layout.js";
import { layOutFinished } from "./define-to-suite/change/finish-layout.js";
import { layOutHelpers } from "./define-to-suite/change/helper-layout.js";
import { layOutList } from "./define-to-suite/change/list-layout.js";
import { planSuite } from "./define-to-suite/change/suite-plan.js";
import { type Analysis, analyze } from "./define-to-suite/judge/analyze.js";
import { readUnfinished } from "./define-to-suite/judge/unfinished.js";

export const defineToSuite: Transform = {
  name: "define-to-suite",
  description: "test/define registrations become one test/suite pipeline or list",
  run,
  prove: proveMigration,
  proveGroup,
};

function run(source: string, context: TransformContext): Outcome {
  const { project, options } = context;
  const analysis = analyze(source, project, options.target, context);
  const { verdict, findings, tests, group } = analysis;
  const judged = { findings, tests, loads: loadedPaths(analysis.script) };
  if (verdict !== "migrate") {
    return { ...judged, status: verdict === "refused" ? "blocked" : "unchanged" };
  }
  const rewrite = layOut(analysis, options);
  return { ...judged, status: "changed", rewrite, ...(group && { group }) };
}

function layOut({ script, member }: Analysis, { target, indent }: TransformOptions): Rewrite {
  const unfinished = member === undefined ? readUnfinished(script) : undefined;
  if (unfinished?.kind === "unfinished") {
    return layOutFinished(script, unfinished, indent);
  }
  if (member?.part === undefined && itemsOf(script, "run").length === 0) {
    return layOutHelpers(script, target);
  }
  const plan = planSuite(script, member?.part);
  const layOutPlan = target === "builder" ? layOutBuilder : layOutList;
  return layOutPlan(script, plan, indent);
}

export default toJscodeshift(defineToSuite);
