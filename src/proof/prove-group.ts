// What is to be proven about a group of files as a whole, besides each member's own proof: that all
// texts of it fit together as they will be written, that every part is run by a member, and that no
// file outside the group still expects what a member was. Called by the plan, once for each group.

import { findMention } from "./effects.js";
import { isBridge } from "./is-bridge.js";
import { type Load, normalizePath, readLoads } from "./loads.js";
import { type GraphTexts, type ProofFailure, type ProofInput, proofFailure } from "./proof.js";
import { readValk, STRING, type ValkText } from "./reader.js";
import { definesFramework, type SurveyState, startSurvey, surveyFile } from "./survey-graph.js";
import type { SurveyedFile } from "./surveyed-file.js";
import { countSymbols, isOnlyBound, topForms } from "./symbols.js";
import { kindAt, startOf, tokenText } from "./tokens.js";

/** A member of a group with the texts that are to be written; `path` is relative to the root. */
export interface GroupMember extends GraphTexts {
  readonly path: string;
  readonly target: ProofInput["target"];
}

/** A file of the project that is in another group or in none, and stays as it is. */
export interface OtherFile {
  readonly path: string;
  readonly text: string;
}

/** Whether files that change together fit each other. */
export type GroupResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly failures: readonly GroupFailure[] };

/** A failure and the file that it is about; its offsets are that file's. */
export interface GroupFailure extends ProofFailure {
  readonly path: string;
}

/**
 * Proves a group whose members are each proven, or says why it is none. `others` are all further Valk
 * files of the project. Failures come in the order of the files. Linear in the texts.
 */
export function proveGroup(
  members: readonly GroupMember[],
  others: readonly OtherFile[] = [],
): GroupResult {
  const read = readMembers(members, others);
  if (!read.ok) return read;
  const { files } = read;
  const failures = [
    ...checkNames(files),
    ...findUnreached(files),
    ...findOutsideUsers(files, others, members[0]?.target),
  ];
  return failures.length === 0 ? { ok: true } : { ok: false, failures };
}

type Failed = Extract<GroupResult, { ok: false }>;
type Members = { readonly ok: true; readonly files: readonly SurveyedFile[] };

function readMembers(
  members: readonly GroupMember[],
  others: readonly OtherFile[],
): Members | Failed {
  const [first] = members;
  if (first === undefined) return { ok: true, files: [] };
  const texts = new Map<string, GraphTexts>();
  for (const { path, text } of others) {
    texts.set(normalizePath(path), { oldText: text, newText: text });
  }
  for (const member of members) texts.set(normalizePath(member.path), member);
  const graph = { read: (path: string) => texts.get(path) };
  const state = startSurvey(graph, first.target);
  const failures: GroupFailure[] = [];
  const files = new Map<string, SurveyedFile>();
  for (const member of members) {
    const path = normalizePath(member.path);
    const isDoubled = files.has(path) || member.target !== first.target;
    const read = isDoubled ? "is in the group twice" : surveyMember(state, path, member);
    if (typeof read === "object") files.set(path, read);
    else failures.push(failure(path, "proof-graph-load", `${path} ${read}`));
  }
  return failures.length === 0 ? { ok: true, files: [...files.values()] } : { ok: false, failures };
}

/** The member, or what is wrong with it. */
function surveyMember(
  state: SurveyState,
  path: string,
  { oldText, newText }: GraphTexts,
): SurveyedFile | string {
  const known = state.files.get(path);
  if (known !== undefined) return known;
  const old = readValk(oldText);
  const now = readValk(newText);
  if (!old.ok || !now.ok) return "cannot be read";
  const survey = surveyFile(state, path, { old: old.text, now: now.text });
  if (!survey.ok) return `cannot be followed: ${survey.problem.message}`;
  return survey.file;
}

/** The name of each part: of that part alone, and as often in a file's new text as it loads the part. */
function checkNames(files: readonly SurveyedFile[]): GroupFailure[] {
  const parts = new Map<string, string>();
  for (const { path, function: own } of files) {
    if (own === undefined) continue;
    const other = parts.get(own.name);
    const message = `${own.name} is the function of ${other} as well`;
    if (other !== undefined) return [failure(path, "proof-graph-names", message)];
    parts.set(own.name, path);
  }
  const names = new Set(parts.keys());
  return files.flatMap((file) => {
    const before = countSymbols(file.old, names);
    const after = countSymbols(file.now, names);
    const wrong = [...parts].find(
      ([name, path]) => before.has(name) || after.get(name) !== usesOf(file, path),
    );
    if (wrong === undefined) return [];
    const message = `${wrong[0]} stands elsewhere than where ${wrong[1]} is loaded`;
    return [failure(file.path, "proof-graph-names", message)];
  });
}

/** How often a file's new text names the function of the part at `path`; undefined for never. */
function usesOf(file: SurveyedFile, path: string): number | undefined {
  if (file.path === path) return 1;
  return file.loads.top.filter((load) => load.path === path).length || undefined;
}

/** Parts whose tests no member runs. */
function findUnreached(files: readonly SurveyedFile[]): GroupFailure[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set<SurveyedFile>();
  const waiting = files.filter(({ role }) => role === "runner");
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    for (const { path } of file.loads.top) {
      const loaded = byPath.get(path);
      if (loaded !== undefined) waiting.push(loaded);
    }
  }
  return files.flatMap((file) =>
    file.role === "part" && !reached.has(file)
      ? [failure(file.path, "proof-graph-part", `no member runs the tests of ${file.path}`)]
      : [],
  );
}

/**
 * Files outside the group that name a part's path, or call a registering function of a member, unless
 * they register the same by a stage.
 */
function findOutsideUsers(
  files: readonly SurveyedFile[],
  others: readonly OtherFile[],
  target: ProofInput["target"] | undefined,
): GroupFailure[] {
  const members = new Map(files.map((file) => [file.path, file]));
  const outsiders = new Map<string, Outsider>();
  for (const { path, text } of others) {
    const read = readValk(text);
    // What cannot be read stops the interpreter too, and is a problem of its own.
    if (members.has(normalizePath(path)) || !read.ok) continue;
    const { top, nested } = readLoads(read.text);
    outsiders.set(normalizePath(path), { text: read.text, loads: [...top, ...nested] });
  }
  return [...outsiders].flatMap(([path, outsider]) => {
    const part = findPathOfPart(outsider.text, members);
    if (part !== undefined) {
      const oldOffset = startOf(outsider.text, part);
      return [failure(path, "proof-graph-load", `${path} is not in the group`, { oldOffset })];
    }
    const { names, texts } = reachedFrom(outsider, members, outsiders);
    const meant = new Set([...names].filter((name) => !isOnlyBound(outsider.text, name)));
    const call = findMention(outsider.text, topForms(outsider.text), meant);
    if (call === undefined) return [];
    if (target === "builder" && isBridge(outsider.text, names, texts)) return [];
    const oldOffset = startOf(outsider.text, call);
    return [failure(path, "proof-graph-names", `${path} is not in the group`, { oldOffset })];
  });
}

/** A string that is the path of a part: what loads it may be a call of `load`, or any other. */
function findPathOfPart(
  text: ValkText,
  members: ReadonlyMap<string, SurveyedFile>,
): number | undefined {
  for (let at = 0; at < text.count; at += 1) {
    if (kindAt(text, at) !== STRING) continue;
    const path = normalizePath(tokenText(text, at).slice(1, -1));
    if (members.get(path)?.role === "part") return at;
  }
  return undefined;
}

interface Outsider {
  readonly text: ValkText;
  readonly loads: readonly Load[];
}

interface Reached {
  /** The registering functions of the members that a file outside loads, if only through others. */
  readonly names: ReadonlySet<string>;
  /** The texts of all that it loads, but for the framework's. */
  readonly texts: readonly ValkText[];
}

function reachedFrom(
  { loads }: Outsider,
  members: ReadonlyMap<string, SurveyedFile>,
  outsiders: ReadonlyMap<string, Outsider>,
): Reached {
  const names = new Set<string>();
  const texts: ValkText[] = [];
  const paths = new Set(loads.map(({ path }) => path));
  for (const path of paths) {
    const member = members.get(path);
    const outsider = outsiders.get(path);
    for (const name of member?.names ?? []) names.add(name);
    for (const load of outsider?.loads ?? []) paths.add(load.path);
    const text = member?.old ?? outsider?.text;
    if (text !== undefined && !definesFramework(text)) texts.push(text);
  }
  return { names, texts };
}

function failure(
  path: string,
  code: ProofFailure["code"],
  message: string,
  offsets: { readonly oldOffset?: number } = {},
): GroupFailure {
  return { ...proofFailure(code, message, offsets), path };
}
