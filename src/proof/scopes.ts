// Which symbols are parameters where they stand: a function of a file may have one with the name of a
// framework's function, and means that parameter then. Used by the reading of effects.

import { headOfForm } from "./effect-style.js";
import { OPEN_BRACE, type ValkText } from "./reader.js";
import { childrenOf, kindAt, lastOf, NONE, tokenText } from "./tokens.js";

export interface Scopes {
  /** Enters a bracket; brackets come in the order of the text. */
  readonly enter: (open: number) => void;
  /** Whether the symbol is a parameter there, or the name of one. */
  readonly isParameter: (atom: number) => boolean;
}

interface Scope {
  readonly last: number;
  /** Undefined where no function's parameters are seen: the node is evaluated elsewhere. */
  readonly names: readonly string[] | undefined;
}

/** Calls whose lists in braces are evaluated where only globals are seen. */
const FOREIGN: ReadonlySet<string> = new Set([
  "let",
  "test/define",
  "test/async",
  "test/add",
  "test/add-async",
  "test",
  "test-async",
]);

/** Scopes in which nothing has been entered yet. */
export function openScopes(text: ValkText): Scopes {
  const scopes: Scope[] = [];
  const foreign = new Set<number>();
  const leave = (at: number): void => {
    while ((scopes.at(-1)?.last ?? at) < at) scopes.pop();
  };
  return {
    enter: (open) => {
      leave(open);
      if (foreign.has(open)) scopes.push({ last: lastOf(text, open), names: undefined });
      const head = headOfForm(text, open);
      if (head === LAMBDA || head === "fun") {
        scopes.push({ last: lastOf(text, open), names: parametersOf(text, open, head) });
      } else if (FOREIGN.has(head) && scopes.length > 0) {
        for (const child of childrenOf(text, open)) foreign.add(child);
      }
    },
    isParameter: (atom) => {
      leave(atom);
      if (scopes.length === 0) return false;
      const name = tokenText(text, atom);
      const seen = scopes.slice(scopes.findLastIndex(({ names }) => names === undefined) + 1);
      return seen.some(({ names }) => names?.includes(name) === true);
    },
  };
}

const LAMBDA = "\\";

/** The parameters of the function that a `\` or `fun` makes. */
function parametersOf(text: ValkText, open: number, head: string): readonly string[] {
  const [, list = NONE] = childrenOf(text, open);
  if (list === NONE || kindAt(text, list) !== OPEN_BRACE) return [];
  return head === "fun" ? parametersIn(text, list).slice(1) : parametersIn(text, list);
}

/** The names in a list of parameters. */
export function parametersIn(text: ValkText, list: number): readonly string[] {
  return childrenOf(text, list)
    .map((at) => tokenText(text, at))
    .filter((name) => name !== "&");
}
