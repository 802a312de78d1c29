// A verification of files: discovers, plans, has every file run before and after, reports. Nothing
// is written but the report.

import { resolve } from "node:path";
import type { FileBehaviour } from "../behaviour/file-behaviour.js";
import { createJudge, type Judged, judgeUnplanned, obstacleOf } from "../behaviour/judge.js";
import { changesOf, type Subject, subjectOf, treesOf } from "../behaviour/plan.js";
import { collectPlan } from "../behaviour/refusals.js";
import { type BehaviourTotals, createBehaviourCounter } from "../behaviour/totals.js";
import type { FrameworkDecision } from "../plan/framework.js";
import type { Plan, PlanInput } from "../plan/plan-input.js";
import { dialectOf } from "../program/project.js";
import { type Discovery, discover, pathsOf } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { createLocator } from "../project/discovery-locate.js";
import { posixRelative } from "../project/discovery-root.js";
import type { OutsideFiles } from "../project/outside-files.js";
import { createReach } from "../project/reach.js";
import { TEST_MARKS } from "../project/read.js";
import { countOf } from "../text/wording.js";
import { discoverFiles, type FolderDiscovery } from "./discover-files.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { createPacer } from "./pacer.js";
import { createProgress, type Progress } from "./progress.js";
import { sayLeftAside } from "./say-left-aside.js";
import { sayUnseen } from "./say-unseen.js";
import { UsageError } from "./usage-error.js";
import { openBehaviourSinks } from "./verify-report.js";
import type { VerifyRequest } from "./verify-request.js";

/** Runs and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function verifyFiles(request: VerifyRequest, io: Io): Promise<ExitStatus> {
  const valk = request.valk === undefined ? undefined : await findInterpreter(request.valk, io);
  const discovery = await discoverFiles(
    { ...request, cwd: io.cwd, env: io.env, wholeRoot: true },
    request.openFolders,
    io,
  );
  refuseToOverwrite(request, discovery, io);
  sayUnseen(discovery, io, { looks: true, isQuiet: request.isQuiet });
  if (!request.isQuiet) {
    sayLeftAside(discovery.folders, "framework", io);
  }
  const progress = createProgress(request.color, io);
  try {
    return await verify({ request, discovery, valk, progress, io });
  } finally {
    progress.stop();
  }
}

/** A report must not take the place of a file that the run reads. */
function refuseToOverwrite({ output }: VerifyRequest, { root, files }: Discovery, io: Io): void {
  const target = output && createLocator(root)(posixRelative(root, resolve(io.cwd, output)));
  if (files.some(({ path }) => path === target)) {
    throw new UsageError(`${output} is a file of this run`, "give the report a name of its own");
  }
}

interface Verification {
  readonly request: VerifyRequest;
  readonly discovery: FolderDiscovery;
  /** Absolute path of the interpreter. */
  readonly valk: string | undefined;
  readonly progress: Progress;
  readonly io: Io;
}

async function findInterpreter(path: string, { cwd }: Io): Promise<string> {
  const { checkInterpreter } = await import("../behaviour/process.js");
  return checkInterpreter(resolve(cwd, path));
}

async function verify(verification: Verification): Promise<ExitStatus> {
  const { request, discovery, valk, progress, io } = verification;
  const shouldStop = createPacer(io);
  const input = planInput(request, discovery);
  const plan = await collectPlan(input, shouldStop);
  if (plan === undefined) {
    return interrupted(0, io);
  }
  const place = { project: input.project, locate: createLocator(discovery.root) };
  const judged: Judged = {
    trees: treesOf(changesOf(plan.results), place),
    dialect: dialectOf(place.project),
    frameworks: plan.frameworks,
  };
  const subjects = plan.results.flatMap(
    (file) => subjectOf(file, plan.frameworks, judged.trees.before) ?? [],
  );
  const sinks = await openBehaviourSinks(request, describeRun(verification, plan, subjects), io);
  try {
    const counter = createBehaviourCounter();
    const take = (file: FileBehaviour, done: number): void => {
      counter.add(file);
      sinks.report.file(file);
      progress.update(`Compared ${done} of ${countOf(subjects.length, "file")}`);
    };
    for (const file of judgeUnplanned(plan.results)) {
      take(file, 0);
    }
    const files =
      valk === undefined
        ? evaluateAll(judged, subjects, shouldStop)
        : interpretAll(verification, valk, plan, judged, subjects);
    let done = 0;
    for await (const file of files) {
      take(file, ++done);
    }
    progress.stop();
    if (io.signal.aborted) {
      return interrupted(done, io);
    }
    const totals = counter.totals();
    sinks.report.finish(totals);
    sinks.commit();
    return statusOf(totals, plan, request);
  } finally {
    sinks.discard();
  }
}

function interrupted(done: number, { stderr }: Io): ExitStatus {
  stderr.write(`Interrupted after ${countOf(done, "file")}; nothing was written.\n`);
  return exitStatus({ interrupted: true });
}

function planInput(request: VerifyRequest, discovery: FolderDiscovery): PlanInput {
  const { root, files, folders } = discovery;
  const { outside } = discovery.unseen;
  const { transform, target, indent, framework, frameworkPath, severities } = request;
  return {
    files,
    readBytes: createByteReader(root, outside),
    project: createProject(root, {
      listPaths: () => listPaths(root, outside),
      outside,
      findDialect: request.findDialect,
    }),
    transform,
    options: { target, indent },
    marks: framework === undefined ? [] : TEST_MARKS,
    severities,
    folders,
    framework: framework && {
      choice: framework,
      path: frameworkPath,
      texts: readFrameworkTexts,
      given: request.givenModule,
      ...request.layer,
    },
    looksNoFurther: true,
    reach: createReach(discovery),
    locate: createLocator(root),
  };
}

/** Every file of the root, whatever the run is about. */
function listPaths(root: string, outside: OutsideFiles): readonly string[] {
  const { files } = discover({ root, cwd: root, paths: [root] });
  return [...pathsOf(files), ...outside.paths];
}

function describeRun(
  { request, discovery, valk }: Verification,
  { frameworks, results, totals }: Plan,
  subjects: readonly Subject[],
): Parameters<typeof openBehaviourSinks>[1] {
  const { transform, target = "builder" } = request;
  return {
    root: discovery.root,
    engine: valk === undefined ? "evaluator" : "interpreter",
    transform: transform.name,
    target: transform.makesPipelines?.({ target }) === false ? "list" : "builder",
    framework: describeFrameworks(frameworks),
    changes: changesOf(results).length,
    blocked: totals.blocked,
    notRun: results.length - subjects.length - totals.failed,
    unseen: discovery.unseen,
  };
}

function describeFrameworks(decisions: readonly FrameworkDecision[] | undefined): string {
  if (decisions === undefined) {
    return "as it is";
  }
  const said = decisions.map((decision) =>
    decision.action === "kept"
      ? `${decision.module.path}, kept`
      : `${decision.module.path}, ${VARIANTS[decision.variant]}`,
  );
  return said.length === 0 ? "no module found" : said.join("; ");
}

const VARIANTS = {
  final: "final module",
  compat: "compat module",
  given: "given module",
  layer: "list runner with builder layer",
  list: "list runner without builder layer",
  joint: "module for all three APIs",
} as const;

async function* evaluateAll(
  judged: Judged,
  subjects: readonly Subject[],
  shouldStop: () => Promise<boolean>,
): AsyncGenerator<FileBehaviour> {
  const judge = createJudge(judged);
  for (const subject of subjects) {
    if (await shouldStop()) {
      return;
    }
    yield judge(subject);
  }
}

async function* interpretAll(
  { request, discovery, progress, io }: Verification,
  valk: string,
  { results }: Plan,
  judged: Judged,
  subjects: readonly Subject[],
): AsyncGenerator<FileBehaviour> {
  const { interpretFiles } = await import("../behaviour/interpreter.js");
  const count = countOf(subjects.length, "file");
  progress.update(`Running ${count}`);
  yield* await interpretFiles({
    valk,
    root: discovery.root,
    changes: changesOf(results),
    subjects,
    obstacle: obstacleOf(judged),
    jobs: request.jobs,
    timeoutSeconds: request.timeoutSeconds,
    env: io.env,
    signal: io.signal,
    onProgress: (done) => progress.update(`Ran ${done} of ${count}`),
  });
}

function statusOf(
  { different, unknown }: BehaviourTotals,
  { totals }: Plan,
  { isStrict }: VerifyRequest,
): ExitStatus {
  return exitStatus({
    failed: totals.failed,
    found: different > 0 || (isStrict && unknown > 0),
  });
}
