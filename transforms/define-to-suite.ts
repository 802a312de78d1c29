// Turns the registrations of a file, effects on a global registry, into one suite value:
// a builder pipeline or, with the list target, a list (migration.md). A file whose tests others
// run becomes a function of the suite, together with them (load-graph.md). Refused files come
// back as they are, with the findings that say why.

import { type Analysis, analyze } from "../src/analysis/analyze.js";
import { loadedPaths } from "../src/analysis/load-graph.js";
import { itemsOf } from "../src/analysis/script.js";
import { readUnfinished } from "../src/analysis/unfinished.js";
import type { Rewrite } from "../src/edit/rewrite.js";
import { layOutBuilder } from "../src/rewrite/builder-layout.js";
import { layOutFinished } from "../src/rewrite/finish-layout.js";
import { layOutHelpers } from "../src/rewrite/helper-layout.js";
import { layOutList } from "../src/rewrite/list-layout.js";
import { planSuite } from "../src/rewrite/suite-plan.js";
import { toJscodeshift } from "../src/transform/jscodeshift.js";
import type {
  Outcome,
  Transform,
  TransformContext,
  TransformOptions,
} from "../src/transform/transform.js";
import { proveMigration } from "../src/verify/prove.js";
import { proveGroup } from "../src/verify/prove-group.js";

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
