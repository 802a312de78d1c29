// The manual pages, made of the same tables as --help: one of the whole program and one of each
// command, as git has them. The build writes them; `man valk-codemod-migrate` shows one.

import { COMMAND_GROUPS, type CommandEntry, type CommandModule } from "./command.js";
import { EXIT_STATUSES } from "./exit-status.js";
import { COMMON_OPTIONS, type Operand, type OptionRow } from "./option-table.js";
import {
  bold,
  hanging,
  lines,
  pageHead,
  paragraph,
  type Roff,
  section,
  subsection,
  verbatim,
} from "./roff.js";

const PROGRAM = "valk-codemod";

/** A page by the name of its file. */
export type ManualPages = ReadonlyMap<string, string>;

/** All pages. Loads every command. */
export async function writeManual(
  entries: readonly CommandEntry[],
  version: string,
): Promise<ManualPages> {
  const commands = await Promise.all(
    entries.map(async (entry) => [entry, await entry.load()] as const),
  );
  return new Map([
    [`${PROGRAM}.1`, programPage(entries, version)],
    ...commands.map(
      ([entry, module]) =>
        [`${PROGRAM}-${entry.name}.1`, commandPage(entry, module, version)] as const,
    ),
  ]);
}

function programPage(entries: readonly CommandEntry[], version: string): Roff {
  const groups = COMMAND_GROUPS.map((group) => {
    const own = entries.filter((entry) => entry.group === group);
    return subsection(group, ...own.map(describeEntry));
  });
  const statuses = Object.entries(EXIT_STATUSES).map(([status, meaning]) =>
    hanging(status, endSentence(capitalize(meaning.replaceAll("`", "")))),
  );
  return lines(
    pageHead(PROGRAM, `${PROGRAM} ${version}`, "User commands"),
    section("Name", lines(`${PROGRAM} - codemods for the Lisp Valk, with a preview and a proof`)),
    section("Synopsis", lines(bold(`${PROGRAM} [COMMAND] [OPTION...] [PATH...]`))),
    section(
      "Description",
      paragraph(
        "Rewrites Valk tests from the global registry to immutable suite pipelines. Shows what it would do, and proves every change, before anything is written.",
      ),
      paragraph("Without a command, migrate is meant. Options stand behind the command."),
    ),
    section("Commands", ...groups),
    section("Exit status", ...statuses),
    section("See also", paragraph(entries.map(({ name }) => `${PROGRAM}-${name}(1)`).join(", "))),
  );
}

function describeEntry({ name, usage, summary }: CommandEntry): Roff {
  return hanging(`${name} ${usage}`.trimEnd(), endSentence(capitalize(summary)));
}

function commandPage(
  { name, usage, summary }: CommandEntry,
  { operands = [], options, help }: CommandModule,
  version: string,
): Roff {
  const [description, others] = readHelp(help);
  return lines(
    pageHead(`${PROGRAM}-${name}`, `${PROGRAM} ${version}`, "User commands"),
    section("Name", lines(`${PROGRAM}-${name} - ${summary}`)),
    section("Synopsis", lines(bold(`${PROGRAM} ${name} [OPTION...] ${usage}`.trimEnd()))),
    section("Description", paragraph(endSentence(capitalize(summary))), ...description),
    ...(operands.length > 0 ? [section("Arguments", ...operands.map(describeOperand))] : []),
    section("Options", ...describeOptions([...options, ...COMMON_OPTIONS])),
    ...others,
    section("See also", paragraph(`${PROGRAM}(1)`)),
  );
}

function describeOperand(operand: Operand): Roff {
  return hanging(operand.name.replaceAll(/[<>[\]]/g, ""), describeValue(operand));
}

/** What a command has for itself, then a part for each heading of --help. */
function describeOptions(rows: readonly OptionRow[]): readonly Roff[] {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups.map((group) => {
    const own = rows.filter((row) => row.group === group);
    const described = own.map((row) => hanging(row.flags, describeValue(row)));
    return group === undefined ? lines(...described) : subsection(group, ...described);
  });
}

/** The text with what --help says behind it of choices and the default. */
function describeValue(row: Operand | OptionRow): string {
  const more = [
    ...(row.choices === undefined ? [] : [`one of ${row.choices.join(", ")}`]),
    ...("default" in row && row.default !== undefined ? [`default: ${row.default}`] : []),
  ];
  return endSentence([capitalize(row.text), ...more].join("; "));
}

/**
 * The text below the options of --help: its paragraphs, and a section for each that has a heading, which
 * stands before a colon. What is indented there stays as it is.
 */
function readHelp(help: string): readonly [paragraphs: readonly Roff[], sections: readonly Roff[]] {
  const paragraphs: Roff[] = [];
  const sections: Roff[] = [];
  for (const block of help.trim().split("\n\n")) {
    const [, heading, text] = /^([A-Z][a-z ]*):\s(.+)$/s.exec(block) ?? [];
    if (heading === undefined || text === undefined) {
      paragraphs.push(paragraph(block));
    } else if (text.startsWith("  ")) {
      sections.push(section(heading, verbatim(text.replaceAll(/^ {2}/gm, ""))));
    } else {
      sections.push(section(heading, paragraph(capitalize(text))));
    }
  }
  return [paragraphs, sections];
}

function endSentence(text: string): string {
  return text.endsWith(".") ? text : `${text}.`;
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
