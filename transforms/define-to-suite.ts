// Turns the registrations of a file, effects on a global registry, into one suite value:
// a builder pipeline or, with the list target, a list (migration.md). Refused files come
// back as they are, with the findings that say why.

import { analyze } from "../src/analysis/analyze.js";
import { layOutBuilder } from "../src/rewrite/builder-layout.js";
import { layOutList } from "../src/rewrite/list-layout.js";
import { planSuite } from "../src/rewrite/suite-plan.js";
import { toJscodeshift } from "../src/transform/jscodeshift.js";
import type { Outcome, Transform, TransformContext } from "../src/transform/transform.js";
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
  const plan = planSuite(script);
  const layOut = options.target === "builder" ? layOutBuilder : layOutList;
  const rewrite = layOut(script, plan, options.indent);
  return { status: "changed", findings, tests, rewrite };
}

export default toJscodeshift(defineToSuite);
