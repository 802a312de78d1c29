// The tests of a text by API and name: what tells, between two versions of a project, that a test
// moved, came or went. A reading only; counts exactly the tests that the analysis counts.

import { LIST_ENTRIES, REGISTRATIONS, STAGES } from "../../analysis/framework-api.js";
import { isFrameworkModule, itemsOf, readScript } from "../../analysis/script.js";
import { parse } from "../../syntax/parser.js";
import type { SyntaxNode } from "../../syntax/tree.js";

/** Source texts of the names' expressions, layout aside, in order of the text. */
export interface TestNames {
  readonly old: readonly string[];
  readonly new: readonly string[];
}

export const NO_NAMES: TestNames = { old: [], new: [] };

const NEW_CALLS: ReadonlySet<string> = new Set([
  ...Object.values(STAGES),
  ...Object.values(LIST_ENTRIES),
]);

/** Reads a text; a framework module has no tests. Linear in its size. */
export function readTestNames(text: string): TestNames {
  const script = readScript(parse(text));
  if (isFrameworkModule(script)) {
    return NO_NAMES;
  }
  const calls = script.uses.filter(({ role, quoted, inBody }) => {
    return role === "call" && !quoted && !inBody;
  });
  const namesOf = (isWanted: (name: string) => boolean): readonly string[] =>
    calls.filter(({ name }) => isWanted(name)).map(({ node }) => nameText(node.nextElement));
  return {
    old: [
      ...itemsOf(script, "registration").map(({ name }) => nameText(name)),
      ...namesOf((name) => name in REGISTRATIONS),
    ],
    new: namesOf((name) => NEW_CALLS.has(name)),
  };
}

function nameText(node: SyntaxNode | undefined): string {
  return node === undefined ? "" : detach(node.text.replace(/\s+/g, " "));
}

/** A slice of a string would keep the whole text in memory. */
function detach(text: string): string {
  return Buffer.from(text).toString();
}
