// What becomes of the framework modules of a run: which there are, what is decided on them when it is
// known who uses them, and why a run must not be written when files would miss what they call.

import { finding } from "../finding/finding.js";
import { editedForms } from "../framework/edited-forms.js";
import { locateFindings, type PlannedFile } from "../outcome/planned-file.js";
import { callsUnanswered, oldApiInUse } from "../outcome/problems.js";
import { frameworkEdited } from "../outcome/run-findings.js";
import { judgeModule } from "../outcome/unreadable.js";
import { mayCall } from "../program/glance.js";
import { dialectOf } from "../program/project.js";
import { findMissedAnswers } from "../proof/prove-answers.js";
import type { AnswerReading } from "../proof/read-answers.js";
import { readCall } from "../syntax/form.js";
import { countOf, someOf } from "../text/wording.js";
import { emptyRunFindings, runsBare } from "./empty-runs.js";
import {
  brokenUsers,
  decideFramework,
  type FrameworkDecision,
  type PlannedModule,
  planModule,
} from "./framework.js";
import { planModules } from "./module-plan.js";
import { type PlanRun, settle } from "./plan-file.js";
import type { PlanEnd, PlanFile, PlanInput, Unanswered } from "./plan-input.js";
import { type Read, readFile } from "./read-file.js";
import type { ListedRead, ListedText } from "./styles-in-use.js";

/** The input with what is known of its modules, for callers that plan some files of it again. */
export function withModules(input: PlanInput): PlanInput {
  const { project, framework, reach, locate, judgesPresent = false, broken } = input;
  if (framework === undefined || input.modulePlan !== undefined) {
    return input;
  }
  const files = (): Iterable<ListedText> => listedTexts(input);
  const modulePlan = planModules({
    files,
    project,
    framework,
    reach,
    locate,
    judgesPresent,
    broken,
  });
  return { ...input, modulePlan };
}

function* listedTexts(input: PlanInput): Generator<ListedText> {
  for (const { path, selected, outcome } of input.files) {
    const read = (): ListedRead =>
      outcome?.status === "failed" ? { kind: "unread" } : listedRead(readFile(path, input));
    yield { path, selected, isOpen: outcome === undefined, read };
  }
  for (const { path, text } of input.beside ?? []) {
    yield { path, selected: false, isOpen: false, read: () => ({ kind: "text", text }) };
  }
}

function listedRead(read: Read): ListedRead {
  switch (read.kind) {
    case "failed":
      return { kind: "unread" };
    case "not-utf8":
      return { kind: "lossy", text: read.lossy };
    default:
      return read;
  }
}

export function decideModules(
  { modulePlan, framework, survey }: PlanRun,
  knowsAllUsers: boolean,
): readonly FrameworkDecision[] | undefined {
  const modules = [...(modulePlan?.modules.values() ?? [])];
  return (
    framework &&
    modules.map((module) => {
      const use = { ...survey.useOf(module.path), knowsAllUsers };
      return decideFramework(module, use, framework);
    })
  );
}

/**
 * What further files may still tell that changes what becomes of a module, or what is to be said of that:
 * nothing, whether they run nothing, whether they speak the new API, or anything that a file can tell.
 * Each but the last is part of the next.
 */
const QUESTIONS = ["none", "idle", "new", "any"] as const;
type OpenQuestion = (typeof QUESTIONS)[number];

/** What is open where files have been looked at; for a run that has to name them all, anything. */
export function openQuestion(run: PlanRun): OpenQuestion {
  const { looksNoFurther = false, framework, modulePlan } = run;
  if (!looksNoFurther || framework?.choice !== "auto" || modulePlan === undefined) {
    return "any";
  }
  const open = new Set([...modulePlan.modules.values()].map((module) => openOf(module, run)));
  return QUESTIONS.findLast((question) => open.has(question)) ?? "none";
}

function openOf(module: PlannedModule, { survey }: PlanRun): OpenQuestion {
  const { path, obstacle, isList, isJoint } = module;
  if (obstacle !== undefined) {
    return "none";
  }
  const { hasOld, hasBuilder, speaksNew, usesLists, isWanted } = survey.seenOf(path);
  // A runner of lists alone does not answer the old API, whoever uses it.
  const isOldKnown = hasOld || (isList && !isJoint);
  if (!(isWanted && isOldKnown)) {
    return "any";
  }
  const isNewKnown = isList ? hasBuilder : speaksNew && (usesLists || !isJoint);
  if (!isNewKnown) {
    return "new";
  }
  return runsBare(module) ? "idle" : "none";
}

/** The files, those first that seem to use the old API: after one that does, few others matter. */
export function oldFirst(files: readonly PlanFile[], { project }: PlanRun): readonly PlanFile[] {
  const seemsOld = ({ path }: PlanFile): boolean => project.glance?.(path)?.mayUse.old === true;
  return [...files.filter(seemsOld), ...files.filter((file) => !seemsOld(file))];
}

/** Whether the file may answer what is open, as far as a first look at it tells. */
export function mayAnswer(open: OpenQuestion, { path }: PlanFile, { project }: PlanRun): boolean {
  if (open === "none" || open === "any") {
    return open === "any";
  }
  const look = project.glance?.(path);
  if (look === undefined || look.mayRunNothing) {
    return true;
  }
  return open === "new" && (look.mayUse.list || look.mayUse.builder);
}

/** Why the plan must not be written, if it must not. */
export function findUnanswered(frameworks: readonly FrameworkDecision[]): Unanswered | undefined {
  const broken = frameworks.flatMap(brokenUsers);
  if (broken.length === 0) {
    return undefined;
  }
  const verb = broken.length === 1 ? "uses" : "use";
  const message = `${countOf(broken.length, "file")} still ${verb} the old API`;
  return { kind: oldApiInUse, message, details: broken };
}

export function finishModules(
  frameworks: readonly FrameworkDecision[],
  run: PlanRun,
): readonly PlannedFile[] {
  const { framework } = run;
  return framework === undefined
    ? []
    : frameworks
        .flatMap((decision) =>
          planModule(decision, framework)
            .map((file) => judgeModule(file, decision.module.text, dialectOf(run.project)))
            .map((file) => withEmptyRuns(withEdits(file, decision), decision, run)),
        )
        .map((file) => settle(file, undefined, run));
}

/** A module that makes room for one of this tool's, with what it did and that one does not. */
function withEdits(file: PlannedFile, decision: FrameworkDecision): PlannedFile {
  const { text, isList } = decision.module;
  // A runner of lists keeps what it does: layers are all that comes and goes.
  const isReplaced = decision.action === "installed" && decision.variant !== "given" && !isList;
  const edits = file.status === "changed" && isReplaced ? editedForms(text) : [];
  const [first] = edits;
  if (first === undefined) {
    return file;
  }
  const whats = edits.flatMap(({ node, names }) =>
    names.length > 0 ? names : [`(${readCall(node)?.name ?? ""} …)`],
  );
  const own = someOf([...new Set(whats)]);
  const message = `has its own ${own}; its successor does what the known registries do`;
  const found = finding(frameworkEdited, first.node.span, message);
  return { ...file, findings: [...locateFindings(text, [found]), ...file.findings] };
}

/** A module that changes, with what that does to files which stay as they are and run no tests. */
function withEmptyRuns(
  file: PlannedFile,
  decision: FrameworkDecision,
  { project }: PlanRun,
): PlannedFile {
  return file.status === "changed"
    ? { ...file, findings: [...file.findings, ...emptyRunFindings(decision, project)] }
    : file;
}

/** What the proof of the run as a whole has to say of it; `readings` are of the files that change. */
export function findMissed(
  { frameworks = [] }: PlanEnd,
  readings: ReadonlyMap<string, AnswerReading>,
  { project, locate = (path) => path, files }: PlanInput,
): Unanswered | undefined {
  const texts = new Map(
    frameworks.flatMap((one): [string, string][] =>
      one.action === "installed" && one.newText !== one.module.text
        ? [[one.module.path, one.newText]]
        : [],
    ),
  );
  const others = texts.size === 0 ? [] : files.map(({ path }) => path);
  const missed = findMissedAnswers({
    changed: readings,
    modules: [...texts.keys()],
    others: others.filter((path) => !readings.has(path) && !texts.has(path)),
    before: project.read,
    after: (path) => texts.get(path) ?? texts.get(locate(path)) ?? project.read(path),
    mayCall: (path, names) => mayCall(names, project.glance?.(path)),
  });
  const message = `${countOf(missed.length, "file")} would call what nothing defines`;
  const details = missed.map(({ path, calls }) => `${path}: ${someOf(calls)}`);
  return missed.length === 0 ? undefined : { kind: callsUnanswered, message, details };
}
