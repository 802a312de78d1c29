// Whether the files of a repository use all three APIs: old registrations, lists and pipelines. Pure; asked
// by the plan of the modules. Invariant: a file counts by what stands in it, and the run by what it makes.

import { LIST_ENTRY_NAMES } from "../framework/framework-api.js";
import { definedNames } from "../framework/module-text.js";
import { glanceAt } from "../program/glance.js";
import type { Api, Project } from "../program/project.js";
import { readSuiteFacts } from "../program/suite-facts.js";
import type { ModuleFile } from "./framework.js";
import type { Style } from "./goal.js";

/** A file as the plan lists it, with what it holds. */
export interface ListedText {
  readonly path: string;
  readonly selected: boolean;
  /** Whether what becomes of it is still open, so that it may be a module to decide on. */
  readonly isOpen: boolean;
  readonly read: () => ListedRead;
}

/** `lossy`: of a file that is not UTF-8; `unread`: nobody knows what it holds. */
export type ListedRead =
  | { readonly kind: "text" | "lossy"; readonly text: string }
  | { readonly kind: "irrelevant" | "unread" };

/** Where the files come from; called once for each look through all of them. */
interface StylesInput {
  readonly files: () => Iterable<ListedText>;
  readonly project: Project;
}

/**
 * Whether each API is used by a file or will be by what the run makes, and no file means something else
 * by a name of lists. Looks at no more files than it has to; most repositories use one API.
 */
export function usesAllApis(
  modules: readonly ModuleFile[],
  makes: Style | undefined,
  input: StylesInput,
): boolean {
  const own = new Set(modules.map(({ path }) => path));
  const others = function* (): Generator<ListedText> {
    for (const file of input.files()) {
      if (!own.has(file.path)) {
        yield file;
      }
    }
  };
  const isUsed = (api: Api): boolean => {
    for (const file of others()) {
      if (uses(file, api, input)) {
        return true;
      }
    }
    return false;
  };
  return (
    APIS.every((api) => api === makes || isUsed(api)) &&
    ![...others()].some((file) => meansOther(file, input))
  );
}

const APIS: readonly Api[] = ["list", "old", "builder"];

function uses({ path, isOpen, read }: ListedText, api: Api, { project }: StylesInput): boolean {
  if (isOpen && project.glance?.(path)?.mayUse[api] === false) {
    return false;
  }
  const source = read();
  if (source.kind !== "text" || !glanceAt(source.text).mayUse[api]) {
    return false;
  }
  const { tests, speaksBuilder } = readSuiteFacts(source.text);
  switch (api) {
    case "old":
      return tests.old > 0;
    case "list":
      return (tests.lists ?? 0) > 0;
    default:
      return speaksBuilder;
  }
}

/** Whether the file binds `test` or `test-async` for everybody. */
function meansOther({ path }: ListedText, { project }: StylesInput): boolean {
  // A file that mentions no test may bind a name all the same.
  const text = project.read(path) ?? "";
  return BOUND.test(text) && definedNames(text).some((name) => LIST_ENTRY_NAMES.has(name));
}

const BOUND = /\{\s*test(?:-async)?[\s}]/;
