// Renders a page of documentation anew: whatever in it can be taken from the code is taken from
// there. A page that is up to date comes out as it went in.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { commands } from "../../src/cli/commands.js";
import { EXIT_STATUSES } from "../../src/cli/exit-status.js";
import { ACTION_OPTIONS, FILE_OPTIONS, VIEW_OPTIONS } from "../../src/cli/migrate-options.js";
import { type OptionRow, parseFlags } from "../../src/cli/option-table.js";
import { CONFIG_OPTIONS } from "../../src/cli/shared-options.js";
import { scopeOf } from "../../src/outcome/kinds.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { Checkout, isRun, PROJECT, readCommandLine, repository } from "./commands.js";
import { type Fence, readFences, replaceRegion } from "./markdown.js";

export interface Rendered {
  readonly text: string;
  /** Commands that ended otherwise than the page says, one line each. */
  readonly wrongStatuses: readonly string[];
}

/** A line of a transcript that stands for any number of lines. */
const ELISION = "…";

/** The page with its transcripts, fixtures, examples and tables as they are now. */
export async function render(markdown: string): Promise<Rendered> {
  const wrongStatuses: string[] = [];
  let text = "";
  let at = 0;
  let printed: string | undefined;
  for (const fence of readFences(markdown)) {
    const { body, problems } = await renderFence(fence, printed);
    wrongStatuses.push(...problems);
    printed = fence.marks.has("run") ? await runExample(fence.body) : undefined;
    text += markdown.slice(at, fence.start) + body.replace(/^(?=.)/gm, fence.indent);
    at = fence.end;
  }
  text += markdown.slice(at);
  const regions = { findings: findingsTable(), ...(await commandRegions()) };
  for (const [name, table] of Object.entries(regions)) {
    text = replaceRegion(text, name, table);
  }
  return { text, wrongStatuses };
}

interface RenderedFence {
  readonly body: string;
  readonly problems: readonly string[];
}

/** `printed` is what the example in the block before has printed. */
async function renderFence(fence: Fence, printed: string | undefined): Promise<RenderedFence> {
  const { language, marks, body } = fence;
  const file = marks.get("file");
  if (file !== undefined) {
    return { body: readFileSync(join(repository, file), "utf8"), problems: [] };
  }
  if (language === "console" || language === "sh") {
    return renderCommands(body, language === "console");
  }
  if (language === "text" && printed !== undefined) {
    return { body: printed, problems: [] };
  }
  return { body, problems: [] };
}

/** In a console block, commands stand behind `$ ` and what they print below them. */
async function renderCommands(body: string, isConsole: boolean): Promise<RenderedFence> {
  const prompt = isConsole ? "$ " : "";
  const parts = isConsole ? body.split(/^(?=\$ )/m) : body.split(/^/m);
  const problems: string[] = [];
  const checkout = new Checkout();
  try {
    // What writes wants to have everything committed.
    if (parts.some((part) => part.startsWith(`${prompt}git `) || part.includes("--write"))) {
      checkout.makeRepository();
    }
    const rendered: string[] = [];
    for (const part of parts) {
      const [line = "", ...shown] = part.split(/(?<=\n)/);
      const command = line.slice(prompt.length).trimEnd();
      if (!line.startsWith(prompt) || !isRun(command)) {
        rendered.push(part);
        continue;
      }
      const { text, claimedStatus } = readCommandLine(command);
      const { status, output } = await checkout.run(text);
      if (status !== claimedStatus) {
        problems.push(`${text}: exit status ${status}, said to be ${claimedStatus}`);
      }
      rendered.push(line + (isConsole ? elide(output, shown) : ""));
    }
    return { body: rendered.join(""), problems };
  } finally {
    checkout.remove();
  }
}

/**
 * As much of the output as is shown: all of it, or so many lines before an elision, and behind it
 * from where the line that stands there occurs last; where it does not, as many lines as before.
 */
function elide(output: string, shown: readonly string[]): string {
  const elision = shown.findIndex((line) => line.trimEnd() === ELISION);
  if (elision === -1) {
    return output;
  }
  const lines = output.split(/(?<=\n)/);
  const found = lines.lastIndexOf(shown[elision + 1] ?? "");
  const resumed = found === -1 ? lines.length - (shown.length - elision - 1) : found;
  const head = lines.slice(0, elision);
  return [...head, `${ELISION}\n`, ...lines.slice(Math.max(elision, resumed))].join("");
}

/** Runs an example of the API in the example project and answers what it logs. */
async function runExample(source: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "valk-docs-"));
  const file = join(folder, "example.ts");
  const before = process.cwd();
  const lines: string[] = [];
  const log = vi.spyOn(console, "log").mockImplementation((...values) => {
    lines.push(`${values.map(String).join(" ")}\n`);
  });
  try {
    writeFileSync(file, fromHere(source));
    process.chdir(join(repository, PROJECT));
    await import(/* @vite-ignore */ file);
  } finally {
    process.chdir(before);
    log.mockRestore();
    rmSync(folder, { recursive: true });
  }
  return lines.join("");
}

/** The example, with what it imports from the package taken from this repository. */
function fromHere(source: string): string {
  return source.replace(/"valk-codemod(?:\/([^"]+))?"/g, (_, inner = "src/index") =>
    JSON.stringify(join(repository, `${inner}.ts`)),
  );
}

/** Every finding that a migration can have, in alphabetical order. */
export function findingsTable(): string {
  const kinds = [...scopeOf(defineToSuite).own.values()];
  return table(
    ["code", "severity", "what is the matter", "way out"],
    kinds.map(({ code, severity, summary, hint }) => [`\`${code}\``, severity, summary, hint]),
  );
}

/** The tables that are made of those of the commands, by the names of their regions. */
async function commandRegions(): Promise<Readonly<Record<string, string>>> {
  return {
    "options migrate: what to do": examplesTable(ACTION_OPTIONS),
    "options migrate: which files": examplesTable([...FILE_OPTIONS, ...CONFIG_OPTIONS]),
    "options migrate: what to see": examplesTable(VIEW_OPTIONS),
    "exit statuses": table(["status", "meaning"], Object.entries(EXIT_STATUSES)),
    "all options": await allOptions(),
  };
}

function examplesTable(options: readonly OptionRow[]): string {
  return table(
    ["option", "meaning", "example"],
    options.map((option) => [
      describeFlags(option),
      describeMeaning(option, option.more),
      option.example === undefined ? "" : `\`valk-codemod ${option.example}\``,
    ]),
  );
}

/** A section for each command. */
async function allOptions(): Promise<string> {
  const sections = await Promise.all(
    commands.map(async ({ name, usage, summary, load }) => {
      const { operands: named = [], options } = await load();
      const texts = named.map(({ text }) => text).join("; ");
      const operands = named.length === 0 ? "" : `\n\`${usage}\`: ${texts}.\n`;
      const rows = options.map((option) => [
        describeFlags(option),
        describeMeaning(option),
        option.config === undefined ? "" : `\`${option.config}\``,
      ]);
      const list = rows.length === 0 ? "" : `\n${table(["option", "meaning", "key"], rows)}`;
      return `\n## ${name}\n\n${summary}\n${operands}${list}`;
    }),
  );
  return `${sections.join("")}\n`;
}

function describeFlags({ flags }: OptionRow): string {
  const { short, long, value } = parseFlags(flags);
  const last = value === undefined ? long : `${long} ${value}`;
  return [...(short === undefined ? [] : [short]), last].map((flag) => `\`${flag}\``).join(", ");
}

function describeMeaning({ text, choices, default: value }: OptionRow, more?: string): string {
  const code = (word: string | number): string => `\`${word}\``;
  return [
    text.replace(/(?<![\w-])--[a-z-]+/g, code),
    ...(choices === undefined ? [] : [choices.map(code).join(", ")]),
    ...(value === undefined ? [] : [`by itself ${code(value)}`]),
    ...(more === undefined ? [] : [more]),
  ].join("; ");
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [
    row(...head),
    `|${"---|".repeat(head.length)}\n`,
    ...rows.map((cells) => row(...cells)),
  ].join("");
}

function row(...cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
}
