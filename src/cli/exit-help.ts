// What the help of a command says about its exit status. Apart from the rule itself, which every start
// of the program loads: to wrap text takes a library.

import { wrap } from "../text/columns.js";

/**
 * The paragraph of a command's help: what its statuses mean, in a few words. Every command that may be
 * interrupted says so in the same ones.
 */
export function exitHelp(meanings: { readonly [S in 0 | 1 | 2]?: string }): string {
  const all = Object.entries({ ...meanings, 130: "interrupted" });
  const said = all.map(([status, meaning]) => `${status} ${meaning}`).join("; ");
  return wrap(`Exit status: ${said}.`, HELP_WIDTH);
}

const HELP_WIDTH = 79;
