// Reads the files that a member of a group loads, and the member itself: what each file's role is, which
// registering functions it knows, which function a part has become. All of it is derived here, from old
// and new texts; anything doubtful is a problem. Called when a member of a group is proven.

import { NEW_EFFECTS, OLD_EFFECTS } from "./effect-styles.js";
import { findMention, mentionsAny, readEffects } from "./effects.js";
import { FLAGS, OLD_CALLS, OLD_TESTS, PIPELINE, RUNNERS, SUITE } from "./framework-names.js";
import { type Load, type Loads, readLoads } from "./loads.js";
import { findPartFunctions, hasNamesOfItsOwn, type PartFunction } from "./part-function.js";
import type { GraphRole, GraphTexts, ProofFailureCode, ProofGraph, ProofInput } from "./proof.js";
import { otherForms } from "./read-old-style.js";
import { readValk, type ValkText } from "./reader.js";
import { readStageNames, type StageNames, withoutStageMakers } from "./stage-names.js";
import { globalNames, topForms } from "./symbols.js";
import { headName, NONE } from "./tokens.js";

/** One file and what it is to those that load it. */
export interface SurveyedFile {
  readonly path: string;
  readonly old: ValkText;
  readonly now: ValkText;
  readonly loads: Loads;
  /** `framework` defines the test API itself; `plain` has nothing to do with it. */
  readonly role: GraphRole | "framework" | "plain";
  /** The registering functions that the file knows: its own and those of the files that it loads. */
  readonly names: ReadonlySet<string>;
  /** Those of them that answer no stage in the new text: of modules that nobody calls and that stay. */
  readonly stale: ReadonlySet<string>;
  /** Those of the files that it loads. */
  readonly imported: ReadonlySet<string>;
  /** The functions that make stages already, of the file and of those that it loads. */
  readonly made: StageNames;
  /** First tokens of the forms that register or set a flag, loads set aside. */
  readonly stages: readonly number[];
  /** The function of a part. */
  readonly function: PartFunction | undefined;
}

/** Why a group cannot be followed; `load` is the member's load that leads there, if one does. */
export interface GraphProblem {
  readonly code: ProofFailureCode;
  readonly message: string;
  readonly load?: Load;
}

export type Survey =
  | { readonly ok: true; readonly file: SurveyedFile }
  | { readonly ok: false; readonly problem: GraphProblem };

/** What has been read so far: files by path; `active` are the paths that are just being read. */
export interface SurveyState {
  readonly graph: ProofGraph;
  readonly target: ProofInput["target"];
  readonly files: Map<string, SurveyedFile>;
  readonly active: Set<string>;
}

/** Longer chains of loads than any real one. */
const DEEPEST = 500;

const NO_NAMES: ReadonlySet<string> = new Set();
const NO_STAGES: StageNames = { all: NO_NAMES, unclear: NO_NAMES };
const FRAMEWORK_FUNCTIONS: readonly string[] = [SUITE, "test/run"];

/** Reads one file and, before it, everything that it loads. Each file is read once. */
export function surveyFile(
  state: SurveyState,
  path: string,
  { old, now }: { readonly old: ValkText; readonly now: ValkText },
): Survey {
  if (definesFramework(old)) {
    return frameworkCalls(old).length === 0
      ? { ok: true, file: frameworkFile(path, old, now) }
      : problem("proof-graph-names", `${path} defines the framework and uses it`);
  }
  const loads = readLoads(old);
  if (loads.computed !== NONE) return problem("proof-graph-load", `${path} computes what it loads`);
  state.active.add(path);
  const loaded: SurveyedFile[] = [];
  const found = surveyLoads(state, loads, loaded);
  state.active.delete(path);
  if (found !== undefined) return { ok: false, problem: found };
  return describeFile(state.target, { path, old, now, loads }, loaded);
}

/** Adds the files of the top-level loads to `loaded`, in order. Gives the first problem of any load. */
function surveyLoads(
  state: SurveyState,
  { top, nested }: Loads,
  loaded: SurveyedFile[],
): GraphProblem | undefined {
  for (const [index, load] of [...top, ...nested].entries()) {
    const isTop = index < top.length;
    const survey = surveyPath(state, load.path);
    if (survey === undefined && isTop && /^(?:\/|\.\.)/.test(load.path)) {
      return { code: "proof-graph-load", message: `${load.path} is outside the root`, load };
    }
    if (survey === undefined) continue;
    if (!survey.ok) return { ...survey.problem, load };
    const harm = isTop ? harmOfLoad(survey.file) : harmOfNestedLoad(survey.file);
    if (harm !== undefined) return { code: "proof-graph-load", message: harm, load };
    if (isTop) loaded.push(survey.file);
  }
  return undefined;
}

function harmOfLoad({ path, role }: SurveyedFile): string | undefined {
  return role === "runner" ? `${path} runs its tests itself` : undefined;
}

function harmOfNestedLoad({ path, role, names }: SurveyedFile): string | undefined {
  const isHarmless = role === "framework" || (role === "plain" && names.size === 0);
  return isHarmless ? undefined : `${path} is loaded elsewhere than at top level`;
}

function surveyPath(state: SurveyState, path: string): Survey | undefined {
  const known = state.files.get(path);
  if (known !== undefined) return { ok: true, file: known };
  if (state.active.has(path)) return problem("proof-graph-load", `${path} loads itself in the end`);
  if (state.active.size > DEEPEST)
    return problem("proof-graph-load", "loads are too deep to follow");
  const texts = state.graph.read(path);
  if (texts === undefined) return undefined;
  const read = readTexts(texts);
  if (read === undefined) return problem("proof-graph-load", `${path} cannot be read`);
  const survey = surveyFile(state, path, read);
  if (survey.ok) state.files.set(path, survey.file);
  return survey;
}

function readTexts({ oldText, newText }: GraphTexts): { old: ValkText; now: ValkText } | undefined {
  const old = readValk(oldText);
  const now = oldText === newText ? old : readValk(newText);
  return old.ok && now.ok ? { old: old.text, now: now.text } : undefined;
}

type Texts = Pick<SurveyedFile, "path" | "old" | "now" | "loads">;

function describeFile(
  target: ProofInput["target"],
  file: Texts,
  loaded: readonly SurveyedFile[],
): Survey {
  const { path, old } = file;
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
  const draft = { ...file, role, names, stale, imported, made, function: undefined };
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
