// From a plan to what its behaviour is judged by: which files to run, and the tree as it is and as
// it will be. Pure, but for the functions that it is given. Called by `verify` and by
// `migrate --verify`.

import { posix } from "node:path";
import type { ScriptTree } from "../evaluator/script.js";
import type { Project } from "../kit/transform.js";
import type { PlannedChange, PlannedFile } from "../outcome/planned-file.js";
import { type FrameworkDecision, isModuleText } from "../plan/framework.js";
import { graphOf } from "../proof/proof.js";
import { readOwnNames } from "./own-results.js";

/** A file whose behaviour is to be compared. */
export interface Subject {
  readonly path: string;
  /** Tests that it registers, as far as reading it tells. */
  readonly registered: number;
  readonly isChanged: boolean;
  /** Names of its tests in order; undefined where one is computed. */
  readonly names?: readonly string[] | undefined;
}

/** The files of a project before and after a plan. */
export interface Trees {
  readonly before: ScriptTree;
  readonly after: ScriptTree;
}

/** The project, and what it looks like where links stand for files. */
export interface Place {
  readonly project: Project;
  /** The path that a plan calls the file by. */
  readonly locate: (path: string) => string;
}

/** What the plan changes. */
export function changesOf(results: readonly PlannedFile[]): readonly PlannedChange[] {
  return results.filter((file) => file.status === "changed");
}

/** The project as the plan read it, and as the plan will leave it. */
export function treesOf(changes: readonly PlannedChange[], { project, locate }: Place): Trees {
  const byPath = new Map(changes.map((change) => [change.path, change]));
  const changeAt = (path: string): PlannedChange | undefined =>
    byPath.get(posix.normalize(path)) ?? byPath.get(locate(path));
  return {
    before: { read: (path) => changeAt(path)?.source ?? project.read(path) },
    after: { read: (path) => changeAt(path)?.newText ?? project.read(path) },
  };
}

const RUNS_TESTS = /\(\s*test\/run(?:-async)?[\s)]/;

/** The file as something to run; undefined for one that has nothing to do with tests, or could not be planned. */
export function subjectOf(
  file: PlannedFile,
  frameworks: readonly FrameworkDecision[] | undefined,
  { read }: ScriptTree,
): Subject | undefined {
  const { path, status, tests } = file;
  if (status === "failed") {
    return undefined;
  }
  const text = read(path) ?? "";
  const isModule = frameworks?.some(({ module }) => module.path === path) ?? isModuleText(text);
  if (isModule || isRunByOthers(file)) {
    return undefined;
  }
  const registered = tests.old + tests.new;
  const isChanged = status === "changed";
  const isSubject = isChanged || status === "blocked" || registered > 0 || RUNS_TESTS.test(text);
  return isSubject ? { path, registered, isChanged, names: readOwnNames(text) } : undefined;
}

/** Whether the file becomes a function, or holds some: those that load it show what it does. */
function isRunByOthers(file: PlannedFile): boolean {
  return file.status === "changed" && (graphOf(file.proof)?.role ?? "runner") !== "runner";
}
