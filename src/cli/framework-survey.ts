// Looks at a whole repository for the sake of its framework module: which file it is, and who uses
// what. Reads only; called by the actions of `framework` and by `status`.

import { defineToSuite } from "../../transforms/define-to-suite.js";
import { type Discovery, discover } from "../run/discovery.js";
import { createByteReader, createProject } from "../run/discovery-files.js";
import type { FrameworkChoice, FrameworkDecision, ModuleFile } from "../run/framework.js";
import { type PlanEnd, type PlanInput, planFiles } from "../run/plan.js";
import type { PlannedFile } from "../run/planned-file.js";
import { TEST_MARKS } from "../run/read.js";
import { countOf } from "../run/wording.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { createPacer } from "./pacer.js";
import { createProgress } from "./progress.js";
import { UsageError } from "./usage-error.js";

/** Every file around this folder, or of the root that was named. */
export function discoverAll(root: string | undefined, io: Io): Discovery {
  return discover({ paths: root === undefined ? [] : [root], cwd: io.cwd, root });
}

/**
 * Plans the files with the migration that is this tool's default and hands each result on. Answers
 * undefined when the user interrupts.
 */
export async function surveyFiles(
  { root, files }: Pick<Discovery, "root" | "files">,
  choice: FrameworkChoice,
  io: Io,
  onFile: (file: PlannedFile) => void,
): Promise<PlanEnd | undefined> {
  const steps = planFiles(planInput(root, files, choice));
  const shouldStop = createPacer(io);
  const progress = createProgress(io);
  try {
    let step = steps.next();
    for (let done = 1; !step.done; done++, step = steps.next()) {
      step.value.forEach(onFile);
      const read = Math.min(done, files.length);
      await progress.update(`Read ${read} of ${countOf(files.length, "file")}`);
      if (await shouldStop()) {
        return undefined;
      }
    }
    return step.value;
  } finally {
    progress.stop();
  }
}

function planInput(root: string, files: Discovery["files"], choice: FrameworkChoice): PlanInput {
  return {
    files,
    readBytes: createByteReader(root),
    project: createProject(root, () => files.map(({ path }) => path)),
    transform: defineToSuite,
    options: { target: "builder" },
    marks: TEST_MARKS,
    framework: { choice, texts: readFrameworkTexts },
  };
}

/** The module that the decision is about. Throws UsageError where there is not exactly one. */
export function moduleOf(decision: FrameworkDecision | undefined): ModuleFile {
  if (decision?.action === "ambiguous") {
    const names = decision.modules.map(({ path }) => path).join(", ");
    throw new UsageError(
      `several files define the test framework: ${names}`,
      "name the project's folder with --root",
    );
  }
  const module = decision !== undefined && "module" in decision ? decision.module : undefined;
  if (module === undefined) {
    throw new UsageError(
      "no file here defines test/suite and test/run, so there is no framework module",
      "name the project's folder with --root",
    );
  }
  return module;
}
