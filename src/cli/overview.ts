// The help of the program as a whole; each command has its own.

import { commands } from "./commands.js";

/** At most 80 columns wide. */
export function formatOverview(): string {
  const heads = commands.map(({ name, usage }) => `${name} ${usage}`.trimEnd());
  const width = Math.max(...heads.map(({ length }) => length));
  const list = commands.map(
    ({ summary }, at) => `  ${(heads[at] as string).padEnd(width)}  ${summary}`,
  );
  return `Usage: valk-codemod [COMMAND] [OPTION…] [PATH…]

Rewrites Valk tests from the global registry to immutable suite pipelines.
Shows what it would do, and proves every change, before anything is written.

Commands:
${list.join("\n")}

Without a command, migrate is meant. Options stand behind the command:
see valk-codemod COMMAND --help.

Examples:
  valk-codemod                      preview the repository around this folder
  valk-codemod test --write         migrate what is below test/
  valk-codemod --check              exit with 1 when anything is left to migrate
  valk-codemod explain several-runs
`;
}
