// What an option is as data: one row of a command's table. From the rows come commander's options
// and with them --help, the types of the values, the tables of the documentation, and completion.

import type { Argument, Command, Option } from "commander";
import { closestTo } from "../text/closest.js";
import type { Config } from "./config-schema.js";
import { UsageError } from "./usage-error.js";

/** One option. */
export interface OptionRow {
  /** Short form, long form and value, as --help prints them: `-o, --output <FILE>`. */
  readonly flags: string;
  /** One line, for --help. */
  readonly text: string;
  /** All values that it takes. */
  readonly choices?: readonly string[];
  /** Values to propose where others are taken, too. */
  readonly proposals?: readonly string[];
  readonly default?: string | number;
  /** The heading that --help puts it under; what a command has for itself stands first, without. */
  readonly group?: "Which files" | "What to see" | "Configuration";
  /** Makes the value of the text; `before` is what an earlier one of the same name made. */
  readonly read?: (value: string, before?: never) => unknown;
  /** Its value is a list of all options with this mark, as they stood on the command line. */
  readonly inOrder?: true;
  /** The key of the configuration that it overrides. */
  readonly config?: keyof Config;
  /** The documentation's own words behind the text, in Markdown. */
  readonly more?: string;
  /** Arguments that show its use. */
  readonly example?: string;
}

/** The options that every command has, which commander defines by itself. */
export const COMMON_OPTIONS: readonly OptionRow[] = [
  { flags: "-V, --version", text: "print the version" },
  { flags: "-h, --help", text: "print this help" },
];

/** What stands behind the options: `[PATH...]`, in commander's notation. */
export interface Operand {
  readonly name: string;
  readonly text: string;
  readonly choices?: readonly string[];
  /** Values to propose where others are taken, too. */
  readonly proposals?: readonly string[];
}

/** An option that notes its place, as it stood on the command line. */
export interface OptionWord {
  /** The name of its value: `output` of `--output`. */
  readonly option: string;
  readonly value: string;
}

type LongName<Flags> = Flags extends `${string}--${infer Name} <${string}`
  ? Name
  : Flags extends `${string}--${infer Name}`
    ? Name
    : never;

type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

type KeyOf<Row extends OptionRow> =
  LongName<Row["flags"]> extends `no-${infer Name}`
    ? CamelCase<Name>
    : CamelCase<LongName<Row["flags"]>>;

type ValueOf<Row extends OptionRow> = Row extends { readonly inOrder: true }
  ? readonly OptionWord[]
  : Row extends { readonly read: (...args: never) => infer Value }
    ? Value
    : Row extends { readonly choices: readonly (infer Choice)[] }
      ? Choice
      : Row["flags"] extends `${string}<${string}`
        ? string
        : Row["flags"] extends `${string}--no-${string}`
          ? false
          : true;

type Always = { readonly inOrder: true } | { readonly default: string | number };

/**
 * The values of a table's options by their names, as commander reads them. An option that is not
 * given and has no default is missing; of `--no-…`, ask whether it is false.
 */
export type ValuesOf<Rows extends readonly OptionRow[]> = {
  readonly [Row in Extract<Rows[number], Always> as KeyOf<Row>]: ValueOf<Row>;
} & {
  readonly [Row in Exclude<Rows[number], Always> as KeyOf<Row>]?: ValueOf<Row>;
};

/** What a `read` throws: a clause behind the option and its value. */
export class InvalidValue extends Error {}

/** A number of at most six digits. */
export function readCount(value: string): number {
  return readNumber(value, /^\d{1,6}$/, 0);
}

/** The same, and not 0. */
export function readPositive(value: string): number {
  return readNumber(value, /^[1-9]\d{0,5}$/, 1);
}

function readNumber(value: string, pattern: RegExp, least: number): number {
  if (!pattern.test(value)) {
    throw new InvalidValue(`it takes a number, ${least} or more`);
  }
  return Number(value);
}

/** Gathers the values of an option that can be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Tells commander of a command's operands and options. `commander` is the module. */
export function applyTable(
  command: Command,
  {
    operands = [],
    options,
  }: { readonly operands?: readonly Operand[]; readonly options: readonly OptionRow[] },
  commander: typeof import("commander"),
): void {
  for (const { name, text, choices } of operands) {
    const argument = new commander.Argument(name, text);
    if (choices !== undefined) {
      argument.choices(choices);
    }
    argument.argParser((word) => readWord(word, argument, command));
    command.addArgument(argument);
  }
  const words: OptionWord[] = [];
  for (const row of options) {
    command.addOption(makeOption(row, words, command.name(), commander.Option));
  }
}

/** A word that is not empty, and one of the operand's choices. Throws UsageError for any other. */
function readWord(word: string, argument: Argument, command: Command): string {
  refuseEmpty(word, argument.name());
  const { argChoices } = argument;
  if (argChoices === undefined || argChoices.includes(word)) {
    return word;
  }
  const close = closestTo(word, argChoices);
  throw new UsageError(
    `there is no ${argument.name().toLowerCase()} ${word}: there are ${argChoices.join(", ")}`,
    close.length > 0 ? `did you mean ${close.join(", ")}?` : lookUp(command.name()),
  );
}

/** Commander forgets the order of two options, so those that note it share the list `words`. */
function makeOption(
  row: OptionRow,
  words: OptionWord[],
  command: string,
  OptionClass: typeof Option,
): Option {
  const option = new OptionClass(row.flags, row.text);
  if (row.group !== undefined) {
    option.helpGroup(`${row.group}:`);
  }
  if (row.choices !== undefined) {
    option.choices(row.choices);
  }
  if (option.required) {
    option.argParser<unknown>((value, before) => readValue(row, value, before, command));
  }
  if (row.inOrder) {
    const check = option.parseArg;
    option.argParser((value) => {
      check?.(value, undefined);
      words.push({ option: option.attributeName(), value });
      return words;
    });
    return row.default === undefined ? option : option.default(words, JSON.stringify(row.default));
  }
  return option.default(row.default);
}

/** What an option makes of its value. Throws UsageError for one that it does not take. */
function readValue(
  { flags, choices, read }: OptionRow,
  value: string,
  before: unknown,
  command: string,
): unknown {
  const { long } = parseFlags(flags);
  refuseEmpty(value, `the value of ${long}`);
  const help = lookUp(command);
  if (choices !== undefined && !choices.includes(value)) {
    const [close] = closestTo(value, choices);
    throw new UsageError(
      `${long} ${value}: it takes ${choices.join(", ")}`,
      close === undefined ? help : `did you mean ${close}?`,
    );
  }
  try {
    return read === undefined ? value : read(value, before as never);
  } catch (error) {
    throw error instanceof InvalidValue
      ? new UsageError(`${long} ${value}: ${error.message}`, help)
      : error;
  }
}

/** The way out of whatever a command does not take. */
export function lookUp(command: string): string {
  return `${command} --help lists what it takes`;
}

/** Nobody means nothing. */
function refuseEmpty(value: string, what: string): void {
  if (value === "") {
    throw new UsageError(
      `${what} is empty`,
      "leave it out or write something; a variable of a shell that is not set looks like this",
    );
  }
}

/** Throws UsageError for an option that would take the next one for its value: a value was forgotten. */
export function refuseSwallowed(args: readonly string[], { options }: Command): void {
  const all = [...options.flatMap(({ short, long }) => [short, long]), "-h", "--help"];
  const flags = new Set(all);
  for (const [at, word] of args.entries()) {
    if (word === "--") {
      return;
    }
    const option = options.find(({ short, long }) => word === short || word === long);
    const next = args[at + 1];
    if (option?.required && next !== undefined && flags.has(next.split("=", 1)[0])) {
      throw new UsageError(
        `${word} lacks its value: ${next} is an option of its own`,
        `give it one; or write ${option.long}=${next} where that is its value`,
      );
    }
  }
}

/** The parts of `-o, --output <FILE>`: short form, long form, and the name of the value. */
export function parseFlags(flags: string): {
  readonly short: string | undefined;
  readonly long: string;
  readonly value: string | undefined;
} {
  const [, short, long = flags, value] =
    /^(?:(-\w), )?(--[a-zA-Z-]+)(?: <(.+)>)?$/.exec(flags) ?? [];
  return { short, long, value };
}
