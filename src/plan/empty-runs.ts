// Old files that run no tests on a module for both APIs: there a bare (test/run) with nothing registered is the stage
// of a pipeline, which prints nothing and leaves the exit status at 0. Pure.

import { emptySuite } from "../../transforms/define-to-suite/findings/empty-suite.js";
import { finding, type LocatedFinding } from "../finding/finding.js";
import { REGISTRATIONS } from "../framework/framework-api.js";
import { definedNames } from "../framework/module-text.js";
import { wholeFileFinding } from "../outcome/planned-file.js";
import { readLoads } from "../program/load-graph.js";
import type { Project } from "../program/project.js";
import { itemsOf, type Script, scriptOf } from "../program/script.js";
import { countOf, someOf } from "../text/wording.js";
import type { FrameworkDecision, KnownModule } from "./framework.js";

/** What the successor of a module that ran nothing but registries has to say of files that stay old. */
export function emptyRunFindings(
  decision: FrameworkDecision,
  project: Project,
): readonly LocatedFinding[] {
  const { module } = decision;
  const isBrought =
    decision.action === "installed" && runsBare(module) && answersBoth(decision.newText);
  if (!isBrought) {
    return [];
  }
  const paths = decision.oldUsers.filter((path) => {
    const text = project.read(path);
    const mayRunNothing = project.glance?.(path)?.mayRunNothing !== false;
    return text !== undefined && mayRunNothing && runsNothing(scriptOf(text), project);
  });
  if (paths.length === 0) {
    return [];
  }
  const verb = paths.length === 1 ? "runs" : "run";
  const message = `${countOf(paths.length, "file")} (${someOf(paths)}) ${verb} no tests: that is no failure on this module, and exits with status 0`;
  const hint = "write (test/run {}) there, which reports it as before; or add a test";
  return [wholeFileFinding(finding(emptySuite, { start: 0, end: 0 }, message, { hint }))];
}

/** Whether a bare run of a file is a run on the module, and not a stage of a pipeline. */
export function runsBare({ isList, text }: Pick<KnownModule, "isList" | "text">): boolean {
  return !isList && !answersBoth(text);
}

function answersBoth(text: string): boolean {
  const names = new Set(definedNames(text));
  return names.has("test/define") && names.has("->");
}

/** Whether a bare run is all that the file has of its suite, as far as all that it loads is known. */
function runsNothing(script: Script, project: Project): boolean {
  const isBare = itemsOf(script, "run").some(
    ({ form, mode }) => form.args.length === (mode === "async" ? 1 : 0),
  );
  const registers = script.uses.some(({ name }) => name in REGISTRATIONS);
  return (
    isBare &&
    !registers &&
    script.registering.length === 0 &&
    readLoads(script, project).every(
      ({ files, incomplete }) =>
        !incomplete &&
        files.every(
          ({ touchesRegistry, mayLoadMore, isModule }) =>
            isModule || !(touchesRegistry || mayLoadMore),
        ),
    )
  );
}
