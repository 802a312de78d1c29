// Which files of a project some file may load, whoever computes the path: a runner that nobody loads runs its own tests only and
// can be looked at alone. Invariant: a file that is not found is loaded by none. Every file is read
// once for it, but nothing is kept of it.

import { glanceIn } from "./glance.js";
import type { ListedProject } from "./project.js";

const known = new WeakMap<ListedProject, ReadonlySet<string>>();

/** The paths, relative to the root. Made at the first question; linear in the size of the project. */
export function loadTargets(project: ListedProject): ReadonlySet<string> {
  const targets = known.get(project) ?? findTargets(project);
  known.set(project, targets);
  return targets;
}

function findTargets(project: ListedProject): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const path of project.paths()) {
    for (const target of glanceIn(project, path)?.targets ?? []) {
      targets.add(target);
    }
  }
  return targets;
}
