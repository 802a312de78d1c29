// Turns the registrations of a file, effects on a global registry, into one suite value:
// a builder pipeline or, with the list target, a list (migration.md). Refused files come
// back as they are, with the findings that say why.

import { analyze } from "../src/analysis/analyze.js";
import type { Script } from "../src/analysis/script.js";
import { readUnfinished } from "../src/analysis/unfinished.js";
import type { Rewrite } from "../src/edit/rewrite.js";
import { layOutBuilder } from "../src/rewrite/builder-layout.js";
import { layOutFinished } from "../src/rewrite/finish-layout.js";
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

export const defineToSuite: Transform = {
  name: "define-to-suite",
  description: "test/define registrations become one test/suite pipeline or list",
  run,
  prove: proveMigration,
};

function run(source: string, { project, options }: TransformContext): Outcome {
  const { verdict, script, findings, tests } = analyze(source, project, options.target);
  if (verdict !== "migrate") {
    return { status: verdict === "refused" ? "blocked" : "unchanged", findings, tests };
  }
  return { status: "changed", findings, tests, rewrite: layOut(script, options) };
}

function layOut(script: Script, { target, indent }: TransformOptions): Rewrite {
  const unfinished = readUnfinished(script);
  if (unfinished?.kind === "unfinished") {
    return layOutFinished(script, unfinished, indent);
  }
  const plan = planSuite(script);
  const layOutPlan = target === "builder" ? layOutBuilder : layOutList;
  return layOutPlan(script, plan, indent);
}

export default toJscodeshift(defineToSuite);
