// Which files may share a process: a script and all that it loads, directly or not. Only scripts that
// no other loads are followed, since whatever shares a process with a loaded file shares it with its
// loaders, too. Invariant: what is kept is bounded by the loads, not by the pairs of files.

import type { FileModel } from "./file-model.js";

/** Files that may share a process with one of them, itself included, in the order of the program. */
export type Company<F = FileModel> = ReadonlySet<F>;

/** Answers the company of each of the files; of a file that is none of them, that file alone. */
export function findCompanies<F>(
  all: readonly F[],
  loadsOf: (file: F) => Iterable<F>,
): (file: F) => Company<F> {
  const ranks = new Map(all.map((file, rank) => [file, rank]));
  const scripts: Company<F>[] = [];
  const scriptsOf = new Map<F, number[]>();
  for (const root of rootsOf(all, loadsOf)) {
    const together = new Set([root, ...loadedBy(root, loadsOf)]);
    for (const file of together) {
      const known = scriptsOf.get(file) ?? [];
      known.push(scripts.length);
      scriptsOf.set(file, known);
    }
    scripts.push(together);
  }
  const byScripts = new Map<string, Company<F>>();
  return (file) => {
    const own = scriptsOf.get(file) ?? [];
    // Files that the same scripts load have the same company.
    const key = own.join();
    const known =
      byScripts.get(key) ??
      new Set(
        inOrder(
          own.map((at) => scripts[at] as Company<F>),
          ranks,
        ),
      );
    byScripts.set(key, known);
    return own.length === 0 ? new Set([file]) : known;
  };
}

function inOrder<F>(sets: readonly Company<F>[], ranks: ReadonlyMap<F, number>): readonly F[] {
  const files = [...new Set(sets.flatMap((set) => [...set]))];
  return files.sort((a, b) => (ranks.get(a) as number) - (ranks.get(b) as number));
}

/** Files that no other loads; of files that load one another in a ring, the first. */
function* rootsOf<F>(all: readonly F[], loadsOf: (file: F) => Iterable<F>): Generator<F> {
  const loaded = new Set(all.flatMap((file) => [...loadsOf(file)].filter((one) => one !== file)));
  const reached = new Set<F>();
  const reach = (root: F): void => {
    const waiting = [root];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (!reached.has(file)) {
        reached.add(file);
        waiting.push(...loadsOf(file));
      }
    }
  };
  for (const isRoot of [(file: F) => !loaded.has(file), (file: F) => !reached.has(file)]) {
    for (const file of all) {
      if (isRoot(file)) {
        reach(file);
        yield file;
      }
    }
  }
}

/** What a file loads, directly or not, each once and without itself. */
export function loadedBy<F>(file: F, loadsOf: (file: F) => Iterable<F>): ReadonlySet<F> {
  const found = new Set<F>();
  const waiting = [...loadsOf(file)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next !== file && !found.has(next)) {
      found.add(next);
      waiting.push(...loadsOf(next));
    }
  }
  return found;
}
