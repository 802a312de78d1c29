// Reads the files that a member of a group loads, and the member itself: what each file's role is, which
// registering functions it knows, which function a part has become. All of it is derived here, from old
// and new texts; anything doubtful is a problem. Called when a member of a group is proven.

import { NEW_EFFECTS, OLD_EFFECTS } from "./effect-styles.js";
import { findMention, mentionsAny, readEffects } from "./effects.js";
import { FLAGS, OLD_CALLS, OLD_TESTS, PIPELINE, RUNNERS, SUITE } from "./framework-names.js";
import { GroupNames } from "./group-names.js";
import { type Load, readLoads } from "./loads.js";
import { findPartFunctions, hasNamesOfItsOwn, type PartFunction } from "./part-function.js";
import type { GraphTexts, ProofFailureCode, ProofGraph, ProofInput } from "./proof.js";
import { otherForms } from "./read-old-style.js";
import { readValk, type ValkText } from "./reader.js";
import { readStageNames, type StageNames, withoutStageMakers } from "./stage-names.js";
import type { SurveyedFile } from "./surveyed-file.js";
import { globalNames, topForms } from "./symbols.js";
import { headName, NONE } from "./tokens.js";

/** Why a group cannot be followed; `load` is the member's load that leads there, if one does. */
export interface GraphProblem {
  readonly code: ProofFailureCode;
  readonly message: string;
  readonly load?: Load;
}

export type Survey =
  | { readonly ok: true; readonly file: SurveyedFile }
  | { readonly ok: false; readonly problem: GraphProblem };

/** What has been read so far, for one target; the same for all members of a group. */
export interface SurveyState {
  readonly graph: ProofGraph;
  readonly target: ProofInput["target"];
  /** By path, each after all that it loads. */
  readonly files: Map<string, SurveyedFile>;
  /** What names mean in these files. */
  readonly names: GroupNames;
}

export function startSurvey(graph: ProofGraph, target: ProofInput["target"]): SurveyState {
  return { graph, target, files: new Map(), names: new GroupNames(target) };
}

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_STAGES: StageNames = { all: NO_NAMES, unclear: NO_NAMES };
const FRAMEWORK_FUNCTIONS: readonly string[] = [SUITE, "test/run"];

/** A file whose loads are being followed. */
interface Draft extends Texts {
  /** The loads, those at top level first; `done` of them have been followed. */
  readonly waiting: readonly Load[];
  done: number;
  /** The files of the top-level loads so far, in order. */
  readonly loaded: SurveyedFile[];
  problem: GraphProblem | undefined;
}

/** The files that wait for what they load, each for the next one. */
interface Course {
  readonly drafts: Draft[];
  readonly paths: Set<string>;
}

/** What a question for a file comes to: there is none, it has to be followed first, or it is known. */
type Answer = Survey | Draft | undefined;

/** Reads one file and, before it, everything that it loads, however deep. Each file is read once. */
export function surveyFile(
  state: SurveyState,
  path: string,
  { old, now }: { readonly old: ValkText; readonly now: ValkText },
): Survey {
  const course: Course = { drafts: [], paths: new Set() };
  for (let answer: Answer = openFile(path, old, now); ; answer = advance(state, course)) {
    if (isDraft(answer)) {
      course.drafts.push(answer);
      course.paths.add(answer.path);
      continue;
    }
    if (answer?.ok === true) keep(state, answer.file);
    const waiting = course.drafts.at(-1);
    if (waiting === undefined) return answer as Survey;
    waiting.problem = takeLoaded(waiting, answer);
  }
}

/** Asks for the next load of the file on top, or answers for the file if there is nothing to ask. */
function advance(state: SurveyState, { drafts, paths }: Course): Answer {
  const draft = drafts.at(-1) as Draft;
  const load = draft.waiting[draft.done];
  if (draft.problem === undefined && load !== undefined) return surveyPath(state, paths, load.path);
  drafts.pop();
  paths.delete(draft.path);
  return draft.problem === undefined
    ? describeFile(state.target, draft)
    : { ok: false, problem: draft.problem };
}

function keep({ files, names }: SurveyState, file: SurveyedFile): void {
  if (files.has(file.path)) return;
  files.set(file.path, file);
  names.add(file);
}

function isDraft(answer: Answer): answer is Draft {
  return answer !== undefined && "waiting" in answer;
}

function openFile(path: string, old: ValkText, now: ValkText): Survey | Draft {
  if (definesFramework(old)) {
    return frameworkCalls(old).length === 0
      ? { ok: true, file: frameworkFile(path, old, now) }
      : problem("proof-graph-names", `${path} defines the framework and uses it`);
  }
  const loads = readLoads(old);
  if (loads.computed !== NONE) return problem("proof-graph-load", `${path} computes what it loads`);
  const waiting = [...loads.top, ...loads.nested];
  return { path, old, now, loads, waiting, done: 0, loaded: [], problem: undefined };
}

/** Counts the load at hand as followed, and its file as loaded. Gives what is wrong with it, if anything. */
function takeLoaded(draft: Draft, survey: Survey | undefined): GraphProblem | undefined {
  const load = draft.waiting[draft.done] as Load;
  const isTop = draft.done < draft.loads.top.length;
  draft.done += 1;
  if (survey === undefined) {
    const isOutside = isTop && /^(?:\/|\.\.)/.test(load.path);
    const message = `${load.path} is outside the root`;
    return isOutside ? { code: "proof-graph-load", message, load } : undefined;
  }
  if (!survey.ok) return { ...survey.problem, load };
  const harm = isTop ? harmOfLoad(survey.file) : harmOfNestedLoad(survey.file);
  if (harm !== undefined) return { code: "proof-graph-load", message: harm, load };
  if (isTop) draft.loaded.push(survey.file);
  return undefined;
}

function harmOfLoad({ path, role }: SurveyedFile): string | undefined {
  return role === "runner" ? `${path} runs its tests itself` : undefined;
}

function harmOfNestedLoad({ path, role, names }: SurveyedFile): string | undefined {
  const isHarmless = role === "framework" || (role === "plain" && names.size === 0);
  return isHarmless ? undefined : `${path} is loaded elsewhere than at top level`;
}

function surveyPath(state: SurveyState, waiting: ReadonlySet<string>, path: string): Answer {
  const known = state.files.get(path);
  if (known !== undefined) return { ok: true, file: known };
  if (waiting.has(path)) return problem("proof-graph-load", `${path} loads itself in the end`);
  const texts = state.graph.read(path);
  if (texts === undefined) return undefined;
  const read = readTexts(texts);
  return read === undefined
    ? problem("proof-graph-load", `${path} cannot be read`)
    : openFile(path, read.old, read.now);
}

function readTexts({ oldText, newText }: GraphTexts): { old: ValkText; now: ValkText } | undefined {
  const old = readValk(oldText);
  const now = oldText === newText ? old : readValk(newText);
  return old.ok && now.ok ? { old: old.text, now: now.text } : undefined;
}

type Texts = Pick<SurveyedFile, "path" | "old" | "now" | "loads">;

function describeFile(
  target: ProofInput["target"],
  { path, old, now, loads, loaded }: Draft,
): Survey {
  const registering = new Set(loaded.flatMap(({ names }) => [...names]));
  const made =
    target === "builder"
      ? readStageNames(
          old,
          loaded.map((each) => each.made),
        )
      : NO_STAGES;
  const stages = speaksOld(old, registering) ? mentioned(old, made, loaded) : NO_NAMES;
  const imported = new Set([...registering, ...stages]);
  const forms = withoutStageMakers(old, otherForms(old));
  const effects = readEffects(old, forms, OLD_EFFECTS, imported);
  if (effects.lost !== undefined) {
    return problem("proof-old-not-understood", `${path} has an effect whose value goes nowhere`);
  }
  const names = withoutBase(effects.names);
  const calls = frameworkCalls(old);
  const heads = new Set(calls.map((call) => headName(old, call)));
  const role = roleOf(heads, effects.stages.size > 0, loaded, names.size > imported.size);
  const unclear = [...stages].filter((name) => made.unclear.has(name));
  const stale = new Set([...loaded.flatMap((each) => [...each.stale]), ...unclear]);
  const draft = { path, old, now, loads, role, names, stale, imported, made, function: undefined };
  return checkNewText(target, { ...draft, stages: [...calls, ...effects.stages] });
}

/** Whether the file speaks the old API alone, so that stages of other files are effects for it. */
function speaksOld(old: ValkText, registering: ReadonlySet<string>): boolean {
  const forms = topForms(old);
  return (
    findMention(old, forms, new Set([...OLD_CALLS, ...registering])) !== undefined &&
    forms.every((form) => headName(old, form) !== PIPELINE)
  );
}

/** The functions of loaded files that make stages and that the file names. */
function mentioned(
  old: ValkText,
  { all }: StageNames,
  loaded: readonly SurveyedFile[],
): ReadonlySet<string> {
  const foreign = [...all].filter((name) => loaded.some(({ made }) => made.all.has(name)));
  const forms = topForms(old);
  if (findMention(old, forms, new Set(foreign)) === undefined) return NO_NAMES;
  return new Set(foreign.filter((name) => findMention(old, forms, new Set([name])) !== undefined));
}

/** Finds the function of a part in its new text, and which functions still register there. */
function checkNewText(target: ProofInput["target"], file: SurveyedFile): Survey {
  const { path, old, now, role, names, stale, imported } = file;
  const functions = role === "part" ? findPartFunctions(old, now, target) : [];
  const [own] = functions;
  if (role === "part" && (functions.length !== 1 || own === undefined)) {
    return problem("proof-graph-part", `${path} does not become one function of a suite`);
  }
  if (own !== undefined && !hasNamesOfItsOwn(own, old, now)) {
    return problem("proof-graph-names", `${path} uses the names of its function otherwise`);
  }
  const after = names.size > imported.size ? newNames(target, now, own, imported) : names;
  const left = [...names].filter((name) => !after.has(name));
  return { ok: true, file: { ...file, stale: new Set([...stale, ...left]), function: own } };
}

/** A run makes a runner, whatever else there is; then what registers; then what defines. */
function roleOf(
  heads: ReadonlySet<string>,
  hasStages: boolean,
  loaded: readonly SurveyedFile[],
  definesNames: boolean,
): SurveyedFile["role"] {
  if ([...RUNNERS.keys()].some((runner) => heads.has(runner))) return "runner";
  const loadsPart = loaded.some(({ role }) => role === "part");
  if (heads.size > 0 || hasStages || loadsPart) return "part";
  return definesNames ? "helper" : "plain";
}

function frameworkCalls(text: ValkText): readonly number[] {
  return topForms(text).filter((form) => OLD_CALLS.has(headName(text, form)));
}

/** The functions of the new text that answer stages, a part's own function set aside. */
function newNames(
  target: ProofInput["target"],
  now: ValkText,
  own: PartFunction | undefined,
  imported: ReadonlySet<string>,
): ReadonlySet<string> {
  const forms = topForms(now).filter((form) => form !== own?.form);
  return readEffects(now, forms, NEW_EFFECTS[target], imported).names;
}

function withoutBase(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => !OLD_TESTS.has(name) && !FLAGS.has(name)));
}

/** Whether the text defines the test API itself. */
export function definesFramework(text: ValkText): boolean {
  const names = new Set(FRAMEWORK_FUNCTIONS);
  const forms = topForms(text);
  if (!mentionsAny(text, forms, names)) return false;
  const defined = new Set(globalNames(text));
  return FRAMEWORK_FUNCTIONS.every((name) => defined.has(name));
}

function frameworkFile(path: string, old: ValkText, now: ValkText): SurveyedFile {
  return {
    path,
    old,
    now,
    loads: { top: [], nested: [], computed: NONE },
    role: "framework",
    names: NO_NAMES,
    stale: NO_NAMES,
    imported: NO_NAMES,
    made: NO_STAGES,
    stages: [],
    function: undefined,
  };
}

function problem(code: ProofFailureCode, message: string): Survey {
  return { ok: false, problem: { code, message } };
}
