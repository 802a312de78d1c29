// What the readers of a group's member are told of the files around it, after checks that no file can
// make alone: every name that matters means one thing, and whoever calls a registering function knows
// it from its loads. Called by the proof, for members of groups only.

import { findMention } from "./effects.js";
import { OLD_CALLS } from "./framework-names.js";
import type { GraphView } from "./graph-view.js";
import { knows, reservedNames } from "./group-names.js";
import { normalizePath } from "./loads.js";
import {
  type GraphPart,
  type GraphRole,
  type ProofFailure,
  type ProofGraph,
  type ProofInput,
  proofFailure,
} from "./proof.js";
import type { ValkText } from "./reader.js";
import { followLoads } from "./registration-order.js";
import {
  type GraphProblem,
  type Survey,
  type SurveyState,
  startSurvey,
  surveyFile,
} from "./survey-graph.js";
import type { SurveyedFile } from "./surveyed-file.js";
import { bindsInPlace, boundNames, countSymbols, globalNames, topForms } from "./symbols.js";
import { headName, startOf } from "./tokens.js";

export type ViewResult =
  | { readonly ok: true; readonly view: GraphView }
  | { readonly ok: false; readonly failures: readonly ProofFailure[] };

/** The view of the input's file, or why its group proves nothing. */
export function viewGraph(
  { path, target }: ProofInput,
  graph: ProofGraph,
  old: ValkText,
  now: ValkText,
): ViewResult {
  const state = surveyOf(graph, target, normalizePath(path), { old, now });
  const survey = surveyMember(state, normalizePath(path), { old, now });
  if (!survey.ok) return failed(old, survey.problem);
  const { file } = survey;
  const { role } = file;
  if (role === "framework" || role === "plain") {
    return failed(old, { code: "proof-old-not-understood", message: "nothing registers tests" });
  }
  const problem =
    findStaleCall(file) ??
    (state.names.isClear(file) ? undefined : findAmbiguity(file, state)) ??
    findBodyEffect(file) ??
    findLocalBinding(file) ??
    (role === "runner" ? followLoads(file, state.files) : undefined);
  if (problem !== undefined) return failed(old, problem);
  return { ok: true, view: viewOf(file, role, state.files) };
}

interface Texts {
  readonly old: ValkText;
  readonly now: ValkText;
}

/** What members of one graph have in common, which is read once for all of them. */
const surveys = new WeakMap<ProofGraph, Map<ProofInput["target"], SurveyState>>();

/** The survey of the graph; one of its own for a file that is not as the graph has it. */
function surveyOf(
  graph: ProofGraph,
  target: ProofInput["target"],
  path: string,
  { old, now }: Texts,
): SurveyState {
  const texts = graph.read(path);
  if (texts?.oldText !== old.source || texts.newText !== now.source) {
    return startSurvey(graph, target);
  }
  const known = surveys.get(graph) ?? new Map<ProofInput["target"], SurveyState>();
  const state = known.get(target) ?? startSurvey(graph, target);
  surveys.set(graph, known.set(target, state));
  return state;
}

function surveyMember(state: SurveyState, path: string, texts: Texts): Survey {
  const file = state.files.get(path);
  return file === undefined ? surveyFile(state, path, texts) : { ok: true, file };
}

/** A name that means two things in the files that a file loads. */
function findAmbiguity(
  file: SurveyedFile,
  { files, target }: SurveyState,
): GraphProblem | undefined {
  const others = loadedBy(file, files);
  return findClash(file, others, reservedNames(target)) ?? findUnknownCall(file, others);
}

/** All that a file loads, directly or not. */
function loadedBy(
  { loads }: SurveyedFile,
  files: ReadonlyMap<string, SurveyedFile>,
): readonly SurveyedFile[] {
  const paths = new Set([...loads.top, ...loads.nested].map(({ path }) => path));
  const loaded: SurveyedFile[] = [];
  for (const path of paths) {
    const file = files.get(path);
    if (file === undefined) continue;
    loaded.push(file);
    for (const load of [...file.loads.top, ...file.loads.nested]) paths.add(load.path);
  }
  return loaded;
}

function viewOf(
  { loads, imported, function: own }: SurveyedFile,
  role: GraphRole,
  files: ReadonlyMap<string, SurveyedFile>,
): GraphView {
  const parts = new Map<number, GraphPart>();
  for (const { token, path } of loads.top) {
    const name = files.get(path)?.function?.name;
    if (name !== undefined) parts.set(token, { name, path });
  }
  return { role, names: imported, parts, function: own };
}

function failed(old: ValkText, { code, message, load }: GraphProblem): ViewResult {
  const offsets = load === undefined ? {} : { oldOffset: startOf(old, load.token) };
  return { ok: false, failures: [proofFailure(code, message, offsets)] };
}

/** Nothing in the file may register, or call what registers, as it did before. */
function findStaleCall({ old, stale }: SurveyedFile): GraphProblem | undefined {
  if (findMention(old, topForms(old), stale) === undefined) return undefined;
  return { code: "proof-graph-part", message: "a function registers, but answers no stage" };
}

/**
 * A function that registers, or that a part has become, has one definition and no other meaning, and
 * `reserved`, the names of the target, have none but the framework's.
 */
function findClash(
  file: SurveyedFile,
  others: readonly SurveyedFile[],
  reserved: ReadonlySet<string>,
): GraphProblem | undefined {
  const all = [file, ...others];
  // What registers nothing may bind such a name before: a runner's loads are followed in their order.
  const counted = all.filter(
    ({ old, role, names, made }) =>
      role !== "plain" || names.size + made.all.size > 0 || bindsWithin(old, file.names),
  );
  const defined = countDefinitions(counted, file.names);
  const doubled = [...file.names].find((name) => defined.get(name) !== 1);
  if (doubled !== undefined) return clash(`${doubled} is defined more than once`);
  const besides = all.filter(({ role }) => role !== "framework");
  const [taken] = countDefinitions(besides, reserved).keys();
  if (taken !== undefined) return clash(`${taken} is defined beside the framework`);
  const functions = all.flatMap(({ function: own }) => (own === undefined ? [] : [own.name]));
  const names = new Set(functions);
  if (names.size < functions.length) return clash("two parts have become one function");
  const user = all.find(
    ({ role, old, now }) =>
      countSymbols(old, names).size > 0 ||
      (role === "framework" && countSymbols(now, names).size > 0),
  );
  return user === undefined ? undefined : clash(`${user.path} uses the name of a part's function`);
}

/** Whether something else than a top-level form binds one of the names, whenever that is evaluated. */
function bindsWithin(text: ValkText, names: ReadonlySet<string>): boolean {
  const top = topForms(text).flatMap((form) => boundNames(text, form, true));
  const count = (bound: readonly string[]): number =>
    bound.filter((name) => names.has(name)).length;
  return count(globalNames(text)) > count(top);
}

function clash(message: string): GraphProblem {
  return { code: "proof-graph-names", message };
}

/** How often each of the names is bound globally, in all files together; never is left out. */
function countDefinitions(
  files: readonly SurveyedFile[],
  names: ReadonlySet<string>,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { old } of files) {
    if (countSymbols(old, names).size === 0) continue;
    for (const name of globalNames(old)) {
      if (names.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** A file that calls a registering function without loading it hides a registration from its own proof. */
function findUnknownCall(
  file: SurveyedFile,
  others: readonly SurveyedFile[],
): GraphProblem | undefined {
  for (const other of others) {
    const { path, old } = other;
    const foreign = new Set([...file.names].filter((name) => !knows(other, name)));
    if (findMention(old, topForms(old), foreign) !== undefined) {
      return clash(`${path} uses a registering function that it does not load`);
    }
  }
  return undefined;
}

/** A registering function may be called beside the tests, not by them. */
function findBodyEffect({ path, old, names }: SurveyedFile): GraphProblem | undefined {
  const calls = topForms(old).filter((form) => OLD_CALLS.has(headName(old, form)));
  if (findMention(old, calls, names) === undefined) return undefined;
  const message = `a test of ${path} calls a registering function`;
  return { code: "proof-old-not-understood", message };
}

/**
 * What a part binds by `=` where it registers was global; in a function it would be the function's own.
 * Bodies and functions bind for themselves.
 */
function findLocalBinding({ old, role, path, stages }: SurveyedFile): GraphProblem | undefined {
  if (role !== "part" || !stages.some((form) => bindsInPlace(old, form))) return undefined;
  return clash(`${path} binds a name among its tests`);
}
