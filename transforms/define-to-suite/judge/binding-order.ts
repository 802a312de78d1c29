// Whether a file that registers by a function of its own binds that function's name after everybody
// else in the process and before anything registers: a helper may have the name of a function of the
// prelude, which is loaded first. Called for the runners of a group.

import type { GraphFile, GraphReader } from "../../../src/program/graph-file.js";
import type { Item } from "../../../src/program/item.js";
import { namesBoundBy, normalizePath } from "../../../src/program/load-graph.js";
import { dataIn } from "../../../src/program/script.js";
import { isSymbol, type SyntaxNode } from "../../../src/syntax/tree.js";

/** How many forms are followed; files that load each other in a circle have no end. */
const MOST_FORMS = 100_000;

/** Whether nothing binds the name behind the file at `path`, and nothing registers before it does. */
export function bindsLast(
  name: string,
  path: string,
  runner: GraphFile,
  read: GraphReader,
): boolean {
  let isBound = false;
  let left = MOST_FORMS;
  for (const { file, item } of evaluated(runner, read)) {
    left--;
    if (left < 0) {
      return false;
    }
    const binding = bindingOf(item, name);
    if (binding !== undefined && file.path === path) {
      isBound = true;
    } else if (binding !== undefined && (isBound || !binding.is(item.node))) {
      // What a function binds it binds whenever it is called.
      return false;
    } else if (!isBound && item.kind === "stage") {
      return false;
    }
  }
  return isBound;
}

/** The forms of a runner and of all that it loads, in the order of their evaluation. */
function* evaluated(
  runner: GraphFile,
  read: GraphReader,
): Generator<{ readonly file: GraphFile; readonly item: Item }> {
  const waiting: { readonly file: GraphFile; position: number }[] = [{ file: runner, position: 0 }];
  for (let top = waiting.at(-1); top !== undefined; top = waiting.at(-1)) {
    const { file } = top;
    const item = file.script.items[top.position++];
    if (item === undefined) {
      waiting.pop();
      continue;
    }
    const target = item.kind === "load" ? normalizePath(item.path ?? "") : undefined;
    const loaded = target === undefined ? undefined : read(target);
    if (loaded !== undefined) {
      waiting.push({ file: loaded, position: 0 });
    }
    yield { file, item };
  }
}

/** The form that binds the name for everybody, inside the top-level form or itself. */
function bindingOf({ node }: Item, name: string): SyntaxNode | undefined {
  return [...dataIn(node)].find((datum) => {
    const isLocal = isSymbol(datum.firstElement, "=") && !datum.is(node);
    return !isLocal && namesBoundBy(datum).some(({ text }) => text === name);
  });
}
