// Decides what becomes of the repository's framework module, once every file is known: the final
// module when nothing speaks the old API any more, the one that speaks both while something does.
// Pure; the plan feeds it. Invariant: with several modules and no usual one, none is touched.

import { finding } from "../analysis/finding.js";
import { PUBLIC_NAMES } from "../analysis/framework-api.js";
import { isFrameworkModule, readScript } from "../analysis/script.js";
import { bindsGlobal, readBinding } from "../syntax/bindings.js";
import { readForm } from "../syntax/form.js";
import { parse } from "../syntax/parser.js";
import {
  type LocatedFinding,
  NO_TESTS,
  type PlannedFile,
  wholeFileFinding,
} from "./planned-file.js";
import { frameworkAmbiguous, frameworkBreaks, frameworkLosesName } from "./run-findings.js";

/** `auto` decides by what the repository still uses; the others are what the user asked for. */
export type FrameworkChoice = "auto" | "keep" | "final" | "compat";

export const FRAMEWORK_CHOICES: readonly FrameworkChoice[] = ["auto", "keep", "final", "compat"];

/** The modules that can be installed, with LF line ends. */
export interface FrameworkTexts {
  readonly final: string;
  readonly compat: string;
}

export interface ModuleFile {
  readonly path: string;
  readonly text: string;
  /** Whether the run is about this file. */
  readonly selected: boolean;
}

/** What a run has seen of the two frameworks. */
export interface FrameworkSurvey {
  readonly modules: readonly ModuleFile[];
  /** Files that will still use the old API after the run, or might, sorted. */
  readonly oldUsers: readonly string[];
  /** Whether any file will use the new API after the run. */
  readonly speaksNew: boolean;
}

export type FrameworkDecision =
  /** No file defines the framework. */
  | { readonly action: "missing" }
  | { readonly action: "ambiguous"; readonly modules: readonly ModuleFile[] }
  /** Left as it is, because the user said so or because nothing speaks the new API. */
  | { readonly action: "kept"; readonly module: ModuleFile | undefined; readonly asked: boolean }
  | {
      readonly action: "installed";
      readonly module: ModuleFile;
      readonly variant: keyof FrameworkTexts;
      readonly newText: string;
      /** The module that speaks both APIs: what has to stand there while files are written. */
      readonly compatText: string;
      readonly oldUsers: readonly string[];
    };

/** The framework module of a project that is laid out as most are. */
export const USUAL_MODULE = "src/modules/test.valk";

/** Whether the text is a framework module. Parses only what might be one. */
export function isModuleText(text: string): boolean {
  return /\{\s*test\/run[\s}]/.test(text) && isFrameworkModule(readScript(parse(text)));
}

/** What was asked of the decision. */
export interface FrameworkRequest {
  readonly choice: FrameworkChoice;
  /** Path of the module to replace, where the repository names it. */
  readonly path?: string | undefined;
  /** Called only when a module will be installed. */
  readonly texts: () => FrameworkTexts;
}

/** The decision. */
export function decideFramework(
  survey: FrameworkSurvey,
  { choice, path, texts }: FrameworkRequest,
): FrameworkDecision {
  const { modules, oldUsers } = survey;
  const module = chosenModule(modules, path);
  if (choice === "keep") {
    return { action: "kept", module, asked: true };
  }
  if (module === undefined) {
    return modules.length === 0 ? { action: "missing" } : { action: "ambiguous", modules };
  }
  const variant = choice === "auto" ? neededVariant(survey) : choice;
  if (variant === "keep") {
    return { action: "kept", module, asked: false };
  }
  const { final, compat } = texts();
  const compatText = withLineEndsOf(module.text, compat);
  const newText = variant === "compat" ? compatText : withLineEndsOf(module.text, final);
  return { action: "installed", module, variant, newText, compatText, oldUsers };
}

/** The module that a run is about, of all that the repository has; undefined where that is unclear. */
function chosenModule(
  modules: readonly ModuleFile[],
  path: string | undefined,
): ModuleFile | undefined {
  return modules.length === 1 && path === undefined
    ? modules[0]
    : modules.find((candidate) => candidate.path === (path ?? USUAL_MODULE));
}

/** Whether the repository has the module for both APIs after a run that leaves old files behind. */
export function willSpeakBoth(
  modules: readonly ModuleFile[],
  { choice, path, texts }: FrameworkRequest,
): boolean {
  const module = chosenModule(modules, path);
  if (module === undefined || choice === "final") {
    return false;
  }
  return choice !== "keep" || module.text === withLineEndsOf(module.text, texts().compat);
}

function neededVariant({ oldUsers, speaksNew }: FrameworkSurvey): "final" | "compat" | "keep" {
  if (oldUsers.length === 0) {
    return "final";
  }
  return speaksNew ? "compat" : "keep";
}

function withLineEndsOf(existing: string, text: string): string {
  const crlf = existing.split("\r\n").length - 1;
  const all = existing.split("\n").length - 1;
  return crlf * 2 > all ? text.replaceAll("\n", "\r\n") : text;
}

/** The names that the old module defines, that the new text does not, and that are its own. */
export function lostNames(oldText: string, newText: string): readonly string[] {
  const kept = new Set(definedNames(newText));
  return definedNames(oldText).filter(
    (name) => !kept.has(name) && !PUBLIC_NAMES.has(name) && !name.startsWith("*test-"),
  );
}

/** The names that the text defines at top level, in order. */
export function definedNames(text: string): readonly string[] {
  return parse(text).root.elements.flatMap((node) => {
    const form = readForm(node);
    const binding = form && readBinding(form);
    return binding && bindsGlobal(binding) ? binding.names.map((name) => name.text) : [];
  });
}

/** Which of the names occur in the text as symbols of their own. */
export function namesUsedIn(text: string, names: readonly string[]): readonly string[] {
  const candidates = names.filter((name) => text.includes(name));
  if (candidates.length === 0) {
    return [];
  }
  const symbols = new Set(text.split(/[^\w+\-*\\/=<>!&?:]+/));
  return candidates.filter((name) => symbols.has(name));
}

/** A file that uses names which the new module lacks. */
export interface NameUser {
  readonly path: string;
  readonly names: readonly string[];
}

/**
 * The results of all modules that the run is about or that it replaces, for the report. `users`
 * are the files that will miss names of the module that is replaced.
 */
export function planModules(
  decision: FrameworkDecision,
  users: readonly NameUser[],
): readonly PlannedFile[] {
  switch (decision.action) {
    case "missing":
      return [];
    case "ambiguous":
      return decision.modules.map(({ path }) => ({
        status: "blocked",
        path,
        findings: [ambiguousFinding(decision.modules)],
        tests: NO_TESTS,
      }));
    case "kept": {
      const { module } = decision;
      return module?.selected
        ? [{ status: "unchanged", path: module.path, findings: [], tests: NO_TESTS }]
        : [];
    }
    default:
      return planInstalled(decision, users);
  }
}

function planInstalled(
  decision: Extract<FrameworkDecision, { action: "installed" }>,
  users: readonly NameUser[],
): readonly PlannedFile[] {
  const { module, newText } = decision;
  const { path, text: source, selected } = module;
  const findings = [...brokenUsers(decision), ...missedNames(users)];
  const planned = { path, findings, tests: NO_TESTS };
  if (newText === source) {
    return selected || findings.length > 0 ? [{ ...planned, status: "unchanged" }] : [];
  }
  const edits = [{ span: { start: 0, end: source.length }, newText }];
  return [{ ...planned, status: "changed", source, newText, edits }];
}

function brokenUsers({
  variant,
  oldUsers,
}: Extract<FrameworkDecision, { action: "installed" }>): readonly LocatedFinding[] {
  return variant === "compat"
    ? []
    : oldUsers.map((path) =>
        wholeFileFinding(
          finding(frameworkBreaks, AT_START, `breaks ${path}, which uses the old API`),
        ),
      );
}

function missedNames(users: readonly NameUser[]): readonly LocatedFinding[] {
  return users.map(({ path, names }) => {
    const message = `${path} uses ${names.join(", ")}, which the new module does not define`;
    return wholeFileFinding(finding(frameworkLosesName, AT_START, message));
  });
}

function ambiguousFinding(modules: readonly ModuleFile[]): LocatedFinding {
  const message = `several framework modules: ${modules.map(({ path }) => path).join(", ")}`;
  return wholeFileFinding(finding(frameworkAmbiguous, AT_START, message));
}

const AT_START = { start: 0, end: 0 };
