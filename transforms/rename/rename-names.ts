// Names that a rename cannot be about, whatever the files hold.

import { symbol } from "../../src/syntax/build.js";

/** What evaluates to itself, or marks the rest of the parameters: no `def` makes a global of it. */
const NO_GLOBAL = /^(:|&$)/;

const HINT = "name a global, such as make-request";

/** Why nothing can be renamed so, and what to do instead; undefined where it can. */
export function refusalOfNames(
  from: string,
  to: string,
): { readonly message: string; readonly hint: string } | undefined {
  for (const name of [from, to]) {
    if (!isSymbol(name)) {
      return { message: `${name === "" ? "an empty name" : name} is not one symbol`, hint: HINT };
    }
    if (NO_GLOBAL.test(name)) {
      return { message: `${name} cannot name a global`, hint: HINT };
    }
  }
  return from === to ? { message: "both names are the same", hint: "name another one" } : undefined;
}

function isSymbol(name: string): boolean {
  try {
    symbol(name);
    return true;
  } catch {
    return false;
  }
}
