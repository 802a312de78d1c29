// What a command works with: the command line over the configuration over the defaults, each
// setting with where it comes from. `--print-config` prints this and nothing else.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import type { Severities } from "../finding/policy.js";
import type { FormatOptions } from "../format/rules.js";
import { isModuleText } from "../plan/framework.js";
import type { FoundDialect } from "../program/detect-dialect.js";
import { normalizePath } from "../program/load-graph.js";
import { CONFIG_FILE, discover, discoverPlace } from "../project/discovery.js";
import type { Place } from "../project/discovery-root.js";
import type { ConfigFile } from "./config.js";
import type { BaselineUnit, Config } from "./config-schema.js";
import { dialectFinder } from "./dialect-setting.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { FolderSettings, LintSettings } from "./folder-settings.js";
import { indentOf } from "./indentation.js";
import { isInside } from "./inside.js";
import type { Io } from "./io.js";

const BASELINE_FILE = "valk-codemod.baseline.json";

/** What the command line says about settings; undefined where it says nothing. */
export interface CommandLine {
  readonly paths: readonly string[];
  readonly root?: string | undefined;
  readonly include?: readonly string[] | undefined;
  readonly exclude?: readonly string[] | undefined;
  readonly target?: SuiteOptions["target"] | undefined;
  readonly dialect?: string | undefined;
  readonly baseline?: string | undefined;
  readonly baselinePer?: BaselineUnit | undefined;
  /** A file, or false for none. */
  readonly config?: string | false | undefined;
}

interface Setting<T> {
  readonly value: T;
  readonly from: "default" | "file" | "command line";
}

/** Settings as the file writes them, with their origin. */
interface Origins {
  readonly roots: Setting<readonly string[]>;
  readonly include: Setting<readonly string[]>;
  readonly exclude: Setting<readonly string[]>;
  readonly framework: Setting<string | null>;
  readonly dialect: Setting<string | null>;
  readonly target: Setting<SuiteOptions["target"] | "auto">;
  readonly indentation: Setting<number | "tab" | null>;
  readonly severities: Setting<Severities>;
  readonly baseline: Setting<string>;
  readonly baselinePer: Setting<BaselineUnit>;
  readonly lint: Setting<NonNullable<Config["lint"]>>;
  readonly format: Setting<NonNullable<Config["format"]>>;
}

/** What commands read. */
export interface Settings {
  readonly place: Place;
  /** Absolute path of the configuration. */
  readonly configPath: string | undefined;
  /** What the run is about, for the discovery. */
  readonly paths: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Path of the framework module, relative to the root. */
  readonly framework: string | undefined;
  /** What the files are written in; looks at them where nobody says it. */
  readonly findDialect: () => FoundDialect;
  /** What registrations become; undefined where each file's module says it. */
  readonly target: SuiteOptions["target"] | undefined;
  /** One level of indentation. */
  readonly indent: string | undefined;
  readonly severities: Severities;
  /** Absolute. */
  readonly baseline: string;
  /** Whether there is one baseline, or one in each folder, of the same name. */
  readonly baselinePer: BaselineUnit;
  readonly lint: LintSettings;
  /** How files are formatted. */
  readonly format: FormatOptions;
  readonly origins: Origins;
  /** Reads the configurations of these folders below the root; undefined where none counts. */
  readonly openFolders: (folders: readonly string[]) => Promise<FolderSettings | undefined>;
}

const BY = { default: "nobody", file: "the configuration", "command line": "the command line" };

/** Puts everything together. Throws UsageError for a configuration that does not fit. */
export async function readSettings(commandLine: CommandLine, io: Io): Promise<Settings> {
  const given = commandLine.paths.includes("-") ? [] : commandLine.paths;
  const place = discoverPlace({ ...commandLine, paths: given, cwd: io.cwd });
  const file = await findConfig(place.root, commandLine.config, io);
  const origins = findOrigins(commandLine, file, io);
  const { root } = place;
  const framework = frameworkPath(root, file);
  const { value: dialect, from } = origins.dialect;
  const named = dialect === null ? undefined : { name: dialect, by: BY[from] };
  const paths =
    commandLine.paths.length > 0 || origins.roots.from === "default"
      ? commandLine.paths
      : rootPaths(root, file);
  const settings: Settings = {
    place,
    configPath: file?.path,
    paths,
    include: origins.include.value,
    exclude: origins.exclude.value,
    framework,
    findDialect: dialectFinder({ given: named, root, modulePath: framework }),
    target: origins.target.value === "auto" ? undefined : origins.target.value,
    indent: indentOf(origins.indentation.value),
    severities: origins.severities.value,
    baseline:
      origins.baseline.from === "command line"
        ? resolve(io.cwd, origins.baseline.value)
        : baselinePath(root, file, origins.baseline.value),
    baselinePer: origins.baselinePer.value,
    lint: lintOptions(origins.lint.value),
    format: formatOptions(origins.format.value),
    origins,
    openFolders: (folders) => openFolders(folders, settings, commandLine, io),
  };
  return settings;
}

/** A configuration that was named stands for all, and so does the wish for none. */
async function openFolders(
  folders: readonly string[],
  settings: Settings,
  commandLine: CommandLine,
  io: Io,
): Promise<FolderSettings | undefined> {
  if (folders.length === 0 || commandLine.config !== undefined) {
    return undefined;
  }
  const { readFolderSettings } = await import("./folder-settings.js");
  const keys = ["include", "exclude", "target"] as const;
  const given = keys.filter((key) => commandLine[key] !== undefined);
  const fixed = new Set([...given, ...(commandLine.paths.length > 0 ? (["paths"] as const) : [])]);
  const read = readFolderSettings(folders, { ...settings, root: settings.place.root, fixed }, io);
  return read.files.length > 0 ? read : undefined;
}

/** The configuration that was named, or the repository's own if there is one. */
async function findConfig(
  root: string,
  config: CommandLine["config"],
  { cwd }: Io,
): Promise<ConfigFile | undefined> {
  const path = config ? resolve(cwd, config) : join(root, CONFIG_FILE);
  if (config === false || (config === undefined && !existsSync(path))) {
    return undefined;
  }
  return (await import("./config.js")).readConfig(path, cwd);
}

function findOrigins(commandLine: CommandLine, file: ConfigFile | undefined, io: Io): Origins {
  const config = file?.config;
  const paths = commandLine.paths.length > 0 ? commandLine.paths : undefined;
  return {
    roots: setting(paths, config?.roots, [io.cwd]),
    include: setting(commandLine.include, config?.include, []),
    exclude: setting(commandLine.exclude, config?.exclude, []),
    framework: setting(undefined, config?.framework, null),
    dialect: setting(commandLine.dialect, config?.dialect, null),
    target: setting(commandLine.target, config?.target, "auto"),
    indentation: setting(undefined, config?.indentation, null),
    severities: setting(undefined, config?.severities, {}),
    baseline: setting(commandLine.baseline, config?.baseline, BASELINE_FILE),
    baselinePer: setting(commandLine.baselinePer, config?.baselinePer, "repository"),
    lint: setting(undefined, config?.lint, {}),
    format: setting(undefined, config?.format, {}),
  };
}

function setting<T>(given: T | undefined, inFile: T | undefined, fallback: T): Setting<T> {
  if (given !== undefined) {
    return { value: given, from: "command line" };
  }
  return inFile === undefined
    ? { value: fallback, from: "default" }
    : { value: inFile, from: "file" };
}

/** The baseline of the configuration, beside it; it is written, so it must not lead elsewhere. */
function baselinePath(root: string, file: ConfigFile | undefined, given: string): string {
  if (file === undefined) {
    return resolve(root, given);
  }
  const folder = dirname(file.path);
  const path = resolve(folder, given);
  if (!isInside(root, path) && !isInside(folder, path)) {
    throw file.errorAt("baseline", `${given} is outside ${root}`, HINT_BASELINE);
  }
  return path;
}

const HINT_BASELINE = "name a file inside the repository, or give --baseline on the command line";

/** The roots, absolute; each has to exist inside the repository. */
function rootPaths(root: string, file: ConfigFile | undefined): readonly string[] {
  return (file?.config.roots ?? []).map((path) => {
    const inside = normalizePath(path);
    const absolute = join(root, inside ?? "");
    const isThere = inside !== undefined && existsSync(absolute) && isInside(root, absolute);
    if (file !== undefined && !isThere) {
      throw file.errorAt("roots", `${path} is no folder or file below ${root}`, HINT_ROOT);
    }
    return absolute;
  });
}

const HINT_ROOT = "roots are paths relative to the repository's root";

function frameworkPath(root: string, file: ConfigFile | undefined): string | undefined {
  const given = file?.config.framework;
  if (file === undefined || given === undefined) {
    return undefined;
  }
  const path = normalizePath(given);
  if (path === undefined || !isInside(root, join(root, path))) {
    throw file.errorAt("framework", `${given} is outside ${root}`, HINT_MODULE);
  }
  let text: string;
  try {
    text = readFileSync(join(root, path), "utf8");
  } catch {
    throw file.errorAt("framework", `${path} cannot be read`, HINT_MODULE);
  }
  if (!isModuleText(text)) {
    const message = `${path} is no framework module: it does not define test/suite and test/run`;
    throw file.errorAt("framework", message, HINT_MODULE);
  }
  return path;
}

const HINT_MODULE = "name the file that defines test/suite and test/run, relative to the root";

function lintOptions({
  entryPoints = {},
  exceptions = [],
}: NonNullable<Config["lint"]>): Settings["lint"] {
  return {
    entryPoints,
    exceptions: exceptions.map(({ name, path, reason }) =>
      path === undefined ? { name, reason } : { name, path, reason },
    ),
  };
}

function formatOptions(config: NonNullable<Config["format"]>): FormatOptions {
  const { indentation, ...options } = config;
  return { ...options, indent: indentOf(indentation ?? null) };
}

/** The dialect of the run, and why it is that one. */
function describeDialect({ findDialect, origins }: Settings) {
  const { dialect, reason } = findDialect();
  const from = origins.dialect.from === "default" ? "files" : origins.dialect.from;
  return { value: dialect.name, from, reason };
}

/** Prints all settings as one JSON object, with those of folders below the root if there are any. */
export async function printSettings(settings: Settings, io: Io): Promise<ExitStatus> {
  const { place, configPath, origins } = settings;
  const { root } = place;
  const { configFolders } = discover({ paths: [root], cwd: io.cwd, root });
  const folders = await settings.openFolders(configFolders);
  const printed = {
    root,
    config: configPath ?? null,
    settings: { ...origins, dialect: { ...origins.dialect, ...describeDialect(settings) } },
    ...(folders && { folders: folders.files }),
  };
  io.stdout.write(`${JSON.stringify(printed, null, 2)}\n`);
  return exitStatus();
}
