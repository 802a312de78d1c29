// Looks at a whole repository for the sake of its framework module: which file it is, and who uses
// what. Reads only; called by the actions of `framework` and by `status`.

import { defineToSuite } from "../../transforms/define-to-suite.js";
import { type JudgedFile, NO_TESTS } from "../outcome/planned-file.js";
import { judgeModule } from "../outcome/unreadable.js";
import type { FrameworkChoice, FrameworkDecision, PlannedModule } from "../plan/framework.js";
import { judgeFiles } from "../plan/plan.js";
import type { PlanEnd, PlanInput } from "../plan/plan-input.js";
import type { FoundDialect } from "../program/detect-dialect.js";
import { type Discovery, discover, discoverPlace, pathsOf } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { createLocator } from "../project/discovery-locate.js";
import { createReach } from "../project/reach.js";
import { TEST_MARKS } from "../project/read.js";
import { countOf } from "../text/wording.js";
import { dialectFinder } from "./dialect-setting.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { createPacer } from "./pacer.js";
import { createProgress } from "./progress.js";
import { sayUnseen } from "./say-unseen.js";
import type { ColorChoice } from "./terminal.js";
import { UsageError } from "./usage-error.js";

/** Every file of the root that this folder belongs to, or of the one that was named; says what was passed over. */
export function discoverAll(root: string | undefined, io: Io): Discovery {
  const { cwd, env } = io;
  const place = discoverPlace({ paths: root === undefined ? [] : [root], cwd, root });
  const discovery = discover({
    paths: [place.root],
    root: place.root,
    cwd,
    env,
    wholeRoot: true,
  });
  sayUnseen(discovery, io);
  return discovery;
}

/** What the command and the repository's settings say of a plan, and of how its progress is shown. */
interface Settled extends Pick<PlanInput, "severities" | "folders"> {
  readonly options?: PlanInput["options"];
  /** Path of the module, where the configuration names it. */
  readonly modulePath?: string | undefined;
  readonly findDialect?: (() => FoundDialect) | undefined;
  readonly color: ColorChoice;
}

/**
 * Plans the files with the migration that is this tool's default and hands each result on, modules
 * aside. Answers undefined when the user interrupts.
 */
export async function surveyFiles(
  discovery: Discovery,
  choice: FrameworkChoice,
  io: Io,
  onFile: (file: JudgedFile) => void,
  settled: Settled,
): Promise<PlanEnd | undefined> {
  const { files } = discovery;
  const steps = judgeFiles(planInput(discovery, choice, settled));
  const shouldStop = createPacer(io);
  const progress = createProgress(settled.color, io);
  try {
    // The plan's last step is about modules.
    let last: readonly JudgedFile[] = [];
    let step = steps.next();
    for (let done = 1; !step.done; done++, step = steps.next()) {
      last.forEach(onFile);
      last = step.value;
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

/** The same for all selected files as they are: modules count as files without tests. */
export async function surveyUse(
  discovery: Discovery,
  io: Io,
  onFile: (file: JudgedFile) => void,
  settled: Settled,
): Promise<PlanEnd | undefined> {
  const { root } = discovery;
  const { modulePath } = settled;
  const findDialect = settled.findDialect ?? dialectFinder({ given: undefined, root, modulePath });
  const survey = await surveyFiles(discovery, "auto", io, onFile, { ...settled, findDialect });
  const modules = modulesOf(survey?.frameworks);
  const decided = new Set(modules.map(({ path }) => path));
  const selected = new Set(discovery.files.filter((file) => file.selected).map(({ path }) => path));
  for (const { path, text } of modules) {
    if (selected.has(path)) {
      const unjudged = { status: "unchanged", path, findings: [], tests: NO_TESTS } as const;
      onFile(judgeModule(unjudged, text, findDialect().dialect));
    }
  }
  survey?.modules.filter(({ path }) => !decided.has(path)).forEach(onFile);
  return survey;
}

/** The files that define the framework. */
export function modulesOf(
  decisions: readonly FrameworkDecision[] | undefined,
): readonly PlannedModule[] {
  return (decisions ?? []).map(({ module }) => module);
}

function planInput(
  discovery: Discovery,
  choice: FrameworkChoice,
  { severities, folders, options = {}, modulePath, findDialect }: Settled,
): PlanInput {
  const { root, files } = discovery;
  const { outside } = discovery.unseen;
  return {
    files,
    readBytes: createByteReader(root, outside),
    project: createProject(root, { listPaths: () => pathsOf(files), outside, findDialect }),
    wholeGroups: true,
    transform: defineToSuite,
    options,
    marks: TEST_MARKS,
    severities,
    folders,
    framework: { choice, path: modulePath, texts: readFrameworkTexts },
    reach: createReach(discovery),
    locate: createLocator(root),
    judgesPresent: true,
    // Whoever installs a module is told which files it would break.
    mayBreak: true,
  };
}

/** The one module there is. Throws UsageError where there is none, or several. */
export function moduleOf(decisions: readonly FrameworkDecision[] | undefined): PlannedModule {
  const [module, ...others] = modulesOf(decisions);
  if (module === undefined) {
    throw new UsageError(
      "no file here defines test/suite and test/run, so there is no framework module",
      "name the project's folder with --root",
    );
  }
  if (others.length > 0) {
    const names = [module, ...others].map(({ path }) => path).join(", ");
    throw new UsageError(
      `several files define the test framework: ${names}`,
      "name the project's folder with --root",
    );
  }
  return module;
}
