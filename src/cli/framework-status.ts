// `framework status`: which module is installed, whether it is as shipped, and who uses what.

import type { JudgedFile } from "../outcome/planned-file.js";
import { isUnreadable, mayUseOld } from "../outcome/unreadable.js";
import { type FrameworkDecision, type ModuleFile, oldUsersOf } from "../plan/framework.js";
import {
  describeModuleKind,
  type FrameworkTexts,
  identifyModule,
  type ModuleState,
  shippedLike,
} from "../plan/framework-state.js";
import { describeGoal, describeStyles, type Goal, goalOf } from "../plan/goal.js";
import type { Discovery } from "../project/discovery.js";
import { unseenAsJson } from "../project/unseen.js";
import { line, type TextOptions, writeText } from "../report/document-text.js";
import { createJsonStream } from "../report/json-stream.js";
import { escapeControls } from "../text/escape.js";
import { countOf, someOf } from "../text/wording.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { FrameworkRequest } from "./framework-request.js";
import { discoverAll, modulesOf, surveyUse } from "./framework-survey.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { textOptionsFor } from "./terminal.js";
import { readVersion } from "./version.js";

/** A file that uses either API, or might. */
interface User {
  readonly path: string;
  readonly usesOld: boolean;
  readonly old: number;
  readonly new: number;
  /** Those of the new ones that are entries of lists. */
  readonly lists: number;
  /** The same number where the file computes tests, which few modules run in pipelines. */
  readonly computed: number;
  /** Whether nobody can read it, or not the interpreter to its end; then none of these tests is certain to run. */
  readonly isUnreadable: boolean;
}

interface ModuleReport extends ModuleState {
  readonly path: string;
  /** Lines that the shipped module of its kind has more and fewer; missing where there is none. */
  readonly difference?: { readonly added: number; readonly removed: number };
}

/** Prints the report; that there are several modules, or none, is no error here. */
export async function showFrameworkStatus(request: FrameworkRequest, io: Io): Promise<ExitStatus> {
  const found: User[] = [];
  const discovery = discoverAll(request.root, io);
  const onFile = (file: JudgedFile): void => {
    const user = userOf(file);
    if (user.usesOld || user.new > 0 || user.isUnreadable) {
      found.push(user);
    }
  };
  const end = await surveyUse(discovery, io, onFile, { color: request.color });
  if (end === undefined) {
    return exitStatus({ interrupted: true });
  }
  const paths = new Set(modulesOf(end.frameworks).map(({ path }) => path));
  const old = new Set(oldUsersOf(end.frameworks ?? []));
  // A module that does not read is named, but it is no user of itself.
  const users = found.map((user) => ({
    ...user,
    usesOld: !paths.has(user.path) && (user.usesOld || old.has(user.path)),
  }));
  const texts = readFrameworkTexts();
  const counted = new Set(users.map(({ path }) => path));
  users.push(...usersElsewhere(end.frameworks).filter(({ path }) => !counted.has(path)));
  const modules = await Promise.all(
    modulesOf(end.frameworks).map((module) => describeModule(module, texts)),
  );
  if (request.format === "json") {
    writeJson(modules, users, discovery, io);
  } else {
    const options = textOptionsFor(io.stdout, request.color, io.env);
    io.stdout.write(formatText(modules, users, options));
  }
  return exitStatus();
}

function userOf(file: JudgedFile): User {
  const { path, tests, findings } = file;
  const { old, new: fresh, lists = 0, computed = 0 } = tests;
  return {
    path,
    usesOld: mayUseOld(file),
    old,
    new: fresh,
    lists,
    computed,
    isUnreadable: file.status === "failed" || isUnreadable(findings),
  };
}

/** Those outside a sparse checkout, whose tests nobody counts. */
function usersElsewhere(decisions: readonly FrameworkDecision[] = []): readonly User[] {
  return oldUsersOf(decisions).map((path) => ({
    path,
    usesOld: true,
    old: 0,
    new: 0,
    lists: 0,
    computed: 0,
    isUnreadable: false,
  }));
}

async function describeModule(
  { path, text }: ModuleFile,
  texts: FrameworkTexts,
): Promise<ModuleReport> {
  const state = identifyModule(text, texts);
  const shipped = state.isShipped ? undefined : shippedLike(text, state.kind, texts);
  if (shipped === undefined) {
    return { path, ...state };
  }
  const { countModuleDiff } = await import("../report/framework-diff.js");
  return { path, ...state, difference: countModuleDiff(text, shipped) };
}

function writeJson(
  modules: readonly ModuleReport[],
  users: readonly User[],
  discovery: Discovery,
  io: Io,
): void {
  const tool = { name: "valk-codemod", version: readVersion() };
  const unseen = unseenAsJson(discovery.unseen);
  const head = { version: 1, tool, modules, ...(unseen && { unseen }) };
  const stream = createJsonStream((text) => io.stdout.write(text), head, "users");
  for (const { path, usesOld, old, new: fresh, lists, isUnreadable: isBroken } of users) {
    const user = { path, usesOld, tests: { old, new: fresh, ...(lists > 0 && { lists }) } };
    stream.item(isBroken ? { ...user, isUnreadable: true } : user);
  }
  const usesOld = users.filter((user) => user.usesOld);
  const files = discovery.files.length;
  stream.end({ totals: { files, old: usesOld.length, new: users.filter(isNewUser).length } });
}

function isNewUser({ new: fresh }: User): boolean {
  return fresh > 0;
}

function formatText(
  modules: readonly ModuleReport[],
  users: readonly User[],
  options: TextOptions,
): string {
  const { style } = options;
  const old = users.filter(({ usesOld }) => usesOld);
  const fresh = users.filter(isNewUser);
  const broken = users.filter((user) => user.isUnreadable);
  const read = fresh.filter((user) => !user.isUnreadable);
  const counts = {
    done: sum(read, "new"),
    lists: sum(read, "lists"),
    computed: sum(read, "computed"),
  };
  const styles = describeStyles(counts);
  const aim = describeGoal(goalOfModules(modules), counts);
  const unread = describeUsers(broken, sum(broken, "old") + sum(broken, "new"));
  const lines = [
    ...(modules.length === 0
      ? ["No file here defines test/suite and test/run: there is no framework module."]
      : []),
    ...modules.map(
      (module) => `${style.bold(escapeControls(module.path))}: ${describeReport(module)}`,
    ),
    `old API: ${describeUsers(old, sum(old, "old"))}`,
    `new API: ${describeUsers(fresh, sum(fresh, "new"))}${styles === undefined ? "" : `: ${styles}`}`,
    ...(aim === undefined ? [] : [escapeControls(aim)]),
    ...(broken.length > 0
      ? [`cannot be read: ${unread}; valk-codemod status shows the places`]
      : []),
    ...adviceFor(modules, old, fresh),
  ];
  return writeText([lines.map((text) => line(text, 2))], options);
}

function describeReport({ kind, isShipped, difference }: ModuleReport): string {
  const what = describeModuleKind(kind);
  if (isShipped) {
    return `${what}, as valk-codemod ${readVersion()} ships it`;
  }
  if (difference === undefined) {
    return what;
  }
  const { added, removed } = difference;
  return `${what}, but not as valk-codemod ${readVersion()} ships it (+${added} -${removed} lines): valk-codemod framework diff shows the difference`;
}

/** What the one module has; what the configuration wants is the business of `status`. */
function goalOfModules([module, ...others]: readonly ModuleReport[]): Goal | undefined {
  return goalOf({ value: "auto", from: "default" }, others.length > 0 ? undefined : module);
}

function sum(users: readonly User[], api: "old" | "new" | "lists" | "computed"): number {
  return users.reduce((total, user) => total + user[api], 0);
}

function describeUsers(users: readonly User[], tests: number): string {
  const names =
    users.length === 0 ? "" : ` (${someOf(users.map(({ path }) => escapeControls(path)))})`;
  return `${countOf(tests, "test")} in ${countOf(users.length, "file")}${names}`;
}

/** What a module lacks where files use all three APIs, and what adds it. */
const MISSED: Readonly<
  Partial<Record<ModuleReport["kind"], { readonly what: string; readonly flag: string }>>
> = {
  old: { what: "lists and pipelines", flag: "--compat" },
  compat: { what: "lists", flag: "--compat" },
  final: { what: "lists and old calls", flag: "--compat" },
  list: { what: "pipelines and old calls", flag: "--layer" },
  layered: { what: "old calls", flag: "--layer" },
};

function isBuilderUser({ new: fresh, lists }: User): boolean {
  return fresh > lists;
}

/** What does not fit together, or what can be done now. */
function adviceFor(
  modules: readonly ModuleReport[],
  old: readonly User[],
  fresh: readonly User[],
): readonly string[] {
  const [module, ...others] = modules;
  if (module === undefined || others.length > 0) {
    return others.length > 0 ? ["Several modules: name the project's folder with --root."] : [];
  }
  const { kind } = module;
  const lists = fresh.some((user) => user.lists > 0);
  const missed = MISSED[kind];
  if (missed !== undefined && old.length > 0 && lists && fresh.some(isBuilderUser)) {
    return [
      `This module lacks ${missed.what}, where files use all three styles: valk-codemod framework install ${missed.flag} --write`,
    ];
  }
  if (kind === "compat-lists" && !lists && old.length > 0) {
    return ["No list remains: valk-codemod framework install --compat --write"];
  }
  if (kind === "layered-old" && old.length === 0) {
    return ["Nothing old remains: valk-codemod framework install --layer --write"];
  }
  if ((kind === "old" && fresh.length > 0) || (kind === "final" && old.length > 0)) {
    const missing = kind === "old" ? "new" : "old";
    return [
      `This module lacks the ${missing} API, which files use: valk-codemod framework install --compat --write`,
    ];
  }
  const speaksBoth = kind === "compat" || (kind === "compat-lists" && !lists);
  return speaksBoth && old.length === 0
    ? ["Nothing old remains: valk-codemod framework install --final --write"]
    : [];
}
