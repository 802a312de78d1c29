// The help of the program as a whole; each command has its own.

import { wrap } from "../text/columns.js";
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

const WIDEST_PAGE = 80;

/** For this many columns, of which at most 80 are used. */
export function formatOverview(columns = WIDEST_PAGE): string {
  const width = Math.min(columns, WIDEST_PAGE);
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
  const shown = sections.map(
    ({ heading, lines }) => `${heading}:\n${formatLines(lines, WIDEST, width)}\n`,
  );
  return `Usage: valk-codemod [COMMAND] [OPTION…] [PATH…]

${wrap(ABOUT, width)}

${shown.join("\n")}
${wrap(USE, width)}

Examples:
${formatLines(EXAMPLES, WIDEST_EXAMPLE, width)}
`;
}

const ABOUT =
  "Rewrites Valk tests from the global registry to immutable suite pipelines. Shows what it would do, and proves every change, before anything is written.";

const USE =
  "Without a command, migrate is meant. Options stand behind the command; all of them: valk-codemod COMMAND --help.";

const EXAMPLES: readonly Line[] = [
  ["valk-codemod", "preview the repository around this folder"],
  ["valk-codemod test --write", "migrate what is below test/"],
  ["valk-codemod --check", "exit status 1 where anything is left"],
  ["valk-codemod explain several-runs", "what a finding means, and the way out"],
];

/** A longer head has its text on the next line. */
const WIDEST = 24;
const WIDEST_EXAMPLE = 33;

function formatLines(lines: readonly Line[], widest: number, columns: number): string {
  const width = Math.max(...lines.map(([head]) => (head.length > widest ? 0 : head.length)));
  const indent = " ".repeat(width + 4);
  const shown = lines.map(([head, text]) => {
    const start = head.length > width ? `  ${head}\n${indent}` : `  ${head.padEnd(width)}  `;
    return start + wrap(text, columns - indent.length).replaceAll("\n", `\n${indent}`);
  });
  return shown.join("\n");
}
