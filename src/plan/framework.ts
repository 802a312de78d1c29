// Decides what becomes of a repository's framework modules, once every file is known: the final
// module where nothing speaks the old API any more, the one that speaks both while something does.
// Pure; the plan feeds it. Invariant: only modules that files of the run load are touched, and none
// that the plan of the modules found an obstacle to.

import { editBetween } from "../edit/edit.js";
import { rewriteOfEdits } from "../edit/rewrite.js";
import { finding, type LocatedFinding } from "../finding/finding.js";
import { USUAL_MODULE } from "../framework/framework-api.js";
import { bareRunner, hasLayer, withLayer } from "../framework/layers.js";
import { definedNames, inPlaceOf, withLineEndsOf } from "../framework/module-text.js";
import { NO_TESTS, type PlannedFile, wholeFileFinding } from "../outcome/planned-file.js";
import { frameworkBreaks, frameworkKept, frameworkLosesName } from "../outcome/run-findings.js";
import { mayBeModule } from "../program/glance.js";
import { isFrameworkModule, scriptOf } from "../program/script.js";
import { countOf, someOf } from "../text/wording.js";
import { answersAll, type FrameworkTexts, jointText } from "./framework-state.js";
import type { Style } from "./goal.js";

/**
 * `auto` decides by what the repository still uses; the others are what the user asked for, `given`
 * a module of the user's own.
 */
export type FrameworkChoice =
  | "auto"
  | "keep"
  | "final"
  | "compat"
  | "given"
  /** A runner of lists with the builder layer, or without it. */
  | "layer"
  | "list";

/** What can be asked for by name. */
export const FRAMEWORK_CHOICES: readonly FrameworkChoice[] = ["auto", "keep", "final", "compat"];

/** A file that defines the framework. */
export interface ModuleFile {
  readonly path: string;
  readonly text: string;
  /** Whether the run is about this file. */
  readonly selected: boolean;
}

/** Why a module stays as it is. */
export interface Obstacle {
  /**
   * `asked`: the user said so; `list`: it runs lists, as upstream's own does; `names`: other files
   * use what its successor lacks; `reach`: the run must not write it, or another one is meant;
   * `dialect`: its successor does not run there; `breaks`: files that stay as they are need it;
   * `layer`: only runners of lists take what was asked for.
   */
  readonly kind: "asked" | "list" | "names" | "reach" | "dialect" | "breaks" | "layer";
  /** A clause: "git ignores it". */
  readonly reason: string;
  /** The way out, where it is another than usual. */
  readonly hint?: string;
}

/** A module of the repository, looked at before the files that load it. */
export interface PlannedModule extends ModuleFile {
  /** Undefined for one that may be replaced. */
  readonly obstacle: Obstacle | undefined;
  /** Whether it runs lists of tests, as upstream's own does, and whether with the builder layer. */
  readonly isList: boolean;
  readonly isLayered: boolean;
  /** Whether it may answer all three APIs after the run: it does already, or files use all three. */
  readonly isJoint: boolean;
}

/** A module before it is asked what stands in the way of its successor. */
export type KnownModule = Omit<PlannedModule, "obstacle">;

/** What a run has seen of the users of one module. */
export interface ModuleUse {
  /** Files that will still use the old API after the run, or might, sorted. */
  readonly oldUsers: readonly string[];
  /** Whether any file will use the new API after the run. */
  readonly speaksNew: boolean;
  /** Files that will use the builder API after the run, sorted. */
  readonly builderUsers: readonly string[];
  /** Whether any file will use lists after the run. */
  readonly usesLists: boolean;
  /** Whether files load it, or it is the one that files without loads are taken to mean. */
  readonly isWanted: boolean;
  /** Whether `oldUsers` are all that there are; missing where nobody stopped looking. */
  readonly knowsAllUsers?: boolean;
}

/** What becomes of one module. */
export type FrameworkDecision =
  /** Left as it is: for an obstacle, or because nothing speaks the new API. */
  | {
      readonly action: "kept";
      readonly module: PlannedModule;
      readonly obstacle: Obstacle | undefined;
    }
  | {
      readonly action: "installed";
      readonly module: PlannedModule;
      /** `list` is a runner of lists without layers, `joint` what answers all three APIs. */
      readonly variant: "final" | "compat" | "given" | "layer" | "list" | "joint";
      readonly newText: string;
      /** The module that speaks whatever files do before and after the run: what has to stand there while files are written. */
      readonly compatText: string;
      readonly oldUsers: readonly string[];
      /** Whether these are all: a run about single files looks no further than it has to. */
      readonly knowsAllUsers: boolean;
    };

export type InstalledModule = Extract<FrameworkDecision, { action: "installed" }>;

/** The module of files that do not say which they load; undefined where that is unclear. */
export function usualModule(
  paths: readonly string[],
  { path }: Pick<FrameworkRequest, "path">,
): string | undefined {
  return paths.length === 1 && path === undefined
    ? paths[0]
    : paths.find((candidate) => candidate === (path ?? USUAL_MODULE));
}

/** Whether the text is a framework module. Parses only what might be one. */
export function isModuleText(text: string): boolean {
  return mayBeModule(text) && isFrameworkModule(scriptOf(text));
}

/** What was asked of the decision. */
export interface FrameworkRequest {
  readonly choice: FrameworkChoice;
  /** Path of the module to replace, where the repository names it. */
  readonly path?: string | undefined;
  /** Called only where there are modules. */
  readonly texts: () => FrameworkTexts;
  /** The text of the module that was given. */
  readonly given?: string | undefined;
  /**
   * What the run does with the builder layer of a runner of lists, where nothing else was asked for:
   * adds it for the first pipeline, or takes it out with the last one.
   */
  readonly layer?: "add" | "drop" | undefined;
  /** What the run makes of tests, `auto` what each module speaks; undefined for one that writes none. */
  readonly makes?: Style | "auto" | undefined;
  /** Whether the run is about lists and pipelines alone, so that no other module changes. */
  readonly isListsOnly?: boolean;
}

/** The decision on one module. */
export function decideFramework(
  module: PlannedModule,
  use: ModuleUse,
  request: FrameworkRequest,
): FrameworkDecision {
  const { choice, texts, given } = request;
  const { obstacle } = module;
  const variant = chosenVariant(module, use, choice);
  if (obstacle !== undefined || !use.isWanted || variant === "keep") {
    return { action: "kept", module, obstacle };
  }
  if (module.isList && choice !== "given") {
    return decideLayer(module, use, request);
  }
  if (variant === "layer" || variant === "list") {
    return { action: "kept", module, obstacle };
  }
  const final = inPlaceOf(module.text, texts().final);
  const compat = inPlaceOf(module.text, texts().compat);
  const joint = jointText(module.text, false, texts());
  const asGiven = withLineEndsOf(module.text, given ?? "");
  const newText = { final, compat, joint, given: asGiven }[variant];
  const isJoint = variant === "joint" || hasLayer(module.text, "list");
  const between = isJoint ? joint : compat;
  const compatText = variant === "given" ? newText : between;
  const { oldUsers, knowsAllUsers = true } = use;
  return { action: "installed", module, variant, newText, compatText, oldUsers, knowsAllUsers };
}

/** Adds layers to a runner of lists, or takes them out, as files need them or as was asked. */
function decideLayer(
  module: PlannedModule,
  use: ModuleUse,
  { choice, layer, texts }: FrameworkRequest,
): FrameworkDecision {
  const { text, isLayered, isJoint } = module;
  const { oldUsers, builderUsers, knowsAllUsers = true } = use;
  const needsOld = isJoint && oldUsers.length > 0;
  const isNeeded = builderUsers.length > 0 || needsOld || (isLayered && layer !== "drop");
  const isAsked = choice === "layer";
  const isWanted = isAsked || (choice !== "list" && isNeeded);
  const wanted = needsOld ? "joint" : "layer";
  const variant = isWanted ? wanted : "list";
  const present = answersAll(text) ? "joint" : isLayered ? "layer" : "list";
  if (choice === "auto" && variant === present) {
    return { action: "kept", module, obstacle: undefined };
  }
  const list = bareRunner(text);
  const joint = jointText(text, true, texts());
  const newTexts = { list, layer: withLayer(list, texts().layer), joint };
  const isMore = variant === "joint" && present !== "joint";
  const missed =
    present === "joint" ? [...new Set([...builderUsers, ...oldUsers])].sort() : builderUsers;
  return {
    action: "installed",
    module,
    variant,
    newText: newTexts[variant],
    compatText: isLayered && !isAsked && !isMore ? text : newTexts[wanted],
    oldUsers: isWanted ? [] : missed,
    knowsAllUsers,
  };
}

/** What is asked for, or what the files need; lists stay answered wherever they may be. */
function chosenVariant(
  { text, isList, isJoint }: PlannedModule,
  { oldUsers, speaksNew, usesLists }: ModuleUse,
  choice: FrameworkChoice,
): Exclude<FrameworkChoice, "auto"> | "joint" {
  if (choice !== "auto" && choice !== "compat") {
    return choice;
  }
  if (isJoint && !isList && usesLists) {
    return "joint";
  }
  if (choice === "compat") {
    return "compat";
  }
  if (oldUsers.length === 0) {
    return "final";
  }
  return speaksNew || hasLayer(text, "list") ? "compat" : "keep";
}

/** The old users of all modules that are installed, each once. */
export function oldUsersOf(decisions: readonly FrameworkDecision[]): readonly string[] {
  return [
    ...new Set(
      decisions.flatMap((decision) => (decision.action === "installed" ? decision.oldUsers : [])),
    ),
  ];
}

/** The old users that a module without the old API would break; none for one that keeps it. */
export function brokenUsers(decision: FrameworkDecision): readonly string[] {
  const speaksOld =
    decision.action === "kept" ||
    decision.variant === "compat" ||
    decision.variant === "layer" ||
    decision.variant === "joint" ||
    (decision.variant === "given" && definedNames(decision.newText).includes("test/define"));
  return speaksOld ? [] : decision.oldUsers;
}

/** The result of a module for the report; none for one that stays and that the run is not about. */
export function planModule(
  decision: FrameworkDecision,
  { choice }: FrameworkRequest,
): readonly PlannedFile[] {
  const { path, selected } = decision.module;
  const planned = { path, findings: [], tests: NO_TESTS };
  if (decision.action === "kept") {
    const found = keptFindings(decision, choice);
    const isBlocked = found.some(({ severity }) => severity === "refuse");
    const status = isBlocked ? "blocked" : "unchanged";
    return selected || found.length > 0 ? [{ ...planned, findings: found, status }] : [];
  }
  const { module, newText } = decision;
  const broken = brokenUsers(decision);
  if (broken.length > 0) {
    return [{ ...planned, findings: [breaks(broken)], status: "blocked" }];
  }
  if (newText === module.text) {
    return selected ? [{ ...planned, status: "unchanged" }] : [];
  }
  const { text: source } = module;
  if (LAYERS.has(decision.variant)) {
    const edits = [editBetween(source, newText)];
    const rewrite = rewriteOfEdits(source, edits);
    return [{ ...planned, status: "changed", source, newText, edits, rewrite }];
  }
  const edits = [{ span: { start: 0, end: source.length }, newText }];
  return [{ ...planned, status: "changed", source, newText, edits }];
}

/** What leaves the rest of a module as it is. */
const LAYERS: ReadonlySet<InstalledModule["variant"]> = new Set(["layer", "list", "joint"]);

/** What a module that stays has to say: that something was asked for that is not done. */
function keptFindings(
  { obstacle }: Extract<FrameworkDecision, { action: "kept" }>,
  choice: FrameworkChoice,
): readonly LocatedFinding[] {
  if (obstacle === undefined || obstacle.kind === "asked") {
    return [];
  }
  if (obstacle.kind === "breaks") {
    return [wholeFileFinding(finding(frameworkBreaks, AT_START, obstacle.reason))];
  }
  if (obstacle.kind === "names") {
    const { reason, hint } = obstacle;
    const more = hint === undefined ? {} : { hint };
    return [wholeFileFinding(finding(frameworkLosesName, AT_START, reason, more))];
  }
  const isExplicit = choice !== "auto";
  const message = `stays as it is: ${obstacle.reason}`;
  return isExplicit ? [wholeFileFinding(finding(frameworkKept, AT_START, message))] : [];
}

function breaks(paths: readonly string[]): LocatedFinding {
  return wholeFileFinding(finding(frameworkBreaks, AT_START, describeOldUsers(paths)));
}

/** "2 files still use the old API: a, b". */
export function describeOldUsers(paths: readonly string[]): string {
  const verb = paths.length === 1 ? "uses" : "use";
  return `${countOf(paths.length, "file")} still ${verb} the old API: ${someOf(paths)}`;
}

const AT_START = { start: 0, end: 0 };
