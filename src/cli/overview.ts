// The help of the program as a whole; each command has its own.

import { COMMAND_GROUPS } from "./command.js";
import { commands } from "./commands.js";

type Line = readonly [head: string, text: string];

/** The options of `migrate` that people use first, in fewer words than its own help has. */
const FIRST_OPTIONS: readonly Line[] = [
  ["-w, --write", "write the changes"],
  ["-i, --interactive", "choose file by file, change by change"],
  ["-c, --check", "only tell whether anything is left to do"],
  ["--target <API>", "what registrations become: builder or list"],
  ["--since <REF>", "only files that changed since the branch left REF"],
  ["--exclude <PATTERN>", "leave out files that match"],
  ["-f, --format <FORMAT>", "what the report looks like: text, patch, html, …"],
  ["-o, --output <FILE>", "write the report to a file"],
  ["--view <VIEW>", "how changes are shown: unified or split"],
  ["-q, --quiet", "only what is blocked or failed, and totals"],
];

/** At most 80 columns wide. */
export function formatOverview(): string {
  const groups = COMMAND_GROUPS.map((group) => ({
    heading: group,
    lines: commands
      .filter((command) => command.group === group)
      .map(({ name, usage, summary }): Line => [`${name} ${usage}`.trimEnd(), summary]),
  }));
  const sections = [
    ...groups,
    { heading: "Options of migrate to begin with", lines: FIRST_OPTIONS },
  ];
  const shown = sections.map(({ heading, lines }) => `${heading}:\n${formatLines(lines)}\n`);
  return `Usage: valk-codemod [COMMAND] [OPTION…] [PATH…]

Rewrites Valk tests from the global registry to immutable suite pipelines.
Shows what it would do, and proves every change, before anything is written.

${shown.join("\n")}
Without a command, migrate is meant. Options stand behind the command; all of
them: valk-codemod COMMAND --help.

Examples:
  valk-codemod                      preview the repository around this folder
  valk-codemod test --write         migrate what is below test/
  valk-codemod --check              exit with 1 when anything is left to migrate
  valk-codemod explain several-runs
`;
}

/** A longer head has its text on the next line. */
const WIDEST = 24;

function formatLines(lines: readonly Line[]): string {
  const width = Math.max(...lines.map(([head]) => (head.length > WIDEST ? 0 : head.length)));
  const shown = lines.map(([head, text]) => {
    const isLong = head.length > width;
    return `  ${isLong ? `${head}\n  ${" ".repeat(width)}` : head.padEnd(width)}  ${text}`;
  });
  return shown.join("\n");
}
