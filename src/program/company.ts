// The files that may share a process with one of them, found without reading any as Valk: whoever loads
// it, directly or not, and all that these load. Invariant: it finds too much rather than too little.

import { append } from "../text/group-by.js";
import { withAll } from "../text/with-all.js";
import { glanceIn } from "./glance.js";
import type { ListedProject } from "./project.js";

/** Which files of a project may load which, by their paths. */
export interface LoadIndex {
  readonly loads: ReadonlyMap<string, readonly string[]>;
  readonly loaders: ReadonlyMap<string, readonly string[]>;
}

/** Looks at each file of the project once. Linear in its size. */
export function readLoadIndex(project: ListedProject): LoadIndex {
  const loads = new Map<string, readonly string[]>();
  const loaders = new Map<string, string[]>();
  const listed = new Set(project.paths());
  for (const path of listed) {
    const targets = new Set(glanceIn(project, path)?.targets);
    const inside = [...targets].filter((target) => listed.has(target));
    loads.set(path, inside);
    for (const target of inside) {
      append(loaders, target, path);
    }
  }
  return { loads, loaders };
}

/** The paths of the files, and of all that may share a process with one of them, in the order of the project. */
export function companyOf(files: Iterable<string>, project: ListedProject): readonly string[] {
  const { loads, loaders } = readLoadIndex(project);
  const around = withAll(files, (path) => loaders.get(path) ?? []);
  const all = withAll(around, (path) => loads.get(path) ?? []);
  return project.paths().filter((path) => all.has(path));
}
