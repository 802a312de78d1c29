// Configurations below the root: each holds for its folder. Invariants: of several that name a key the
// nearest to the file wins, and the command line wins over all; what those above exclude is not asked.
// Loaded only where the discovery came upon such a file.

import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { Severities } from "../finding/policy.js";
import type { Exception, LintOptions } from "../lint/lint.js";
import type { FolderPolicy } from "../plan/folder-policy.js";
import type { PlanOptions } from "../plan/plan-options.js";
import { normalizePath } from "../program/load-graph.js";
import { CONFIG_FILE } from "../project/discovery.js";
import { createMatcher } from "../project/discovery-ignore.js";
import { posixRelative } from "../project/discovery-root.js";
import { compareStrings } from "../text/compare.js";
import { type ConfigFile, readConfig } from "./config.js";
import type { Config } from "./config-schema.js";
import { indentOf } from "./indentation.js";
import { isInside } from "./inside.js";
import type { Io } from "./io.js";

/** Keys that a run has one of: they hold where the folder itself is the root. */
const OF_THE_ROOT = ["baseline", "baselinePer", "framework", "dialect", "format"] as const;

export type RootKey = (typeof OF_THE_ROOT)[number];

/** What holds where no folder says otherwise. */
export interface TopSettings extends PlanOptions {
  /** Absolute. */
  readonly root: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly severities: Severities;
  readonly lint: LintSettings;
  /** What the command line says, and no configuration changes. */
  readonly fixed: ReadonlySet<"paths" | "include" | "exclude" | "target">;
}

/** What the linter is told. */
export type LintSettings = Required<Pick<LintOptions, "entryPoints" | "exceptions">>;

/** A configuration below the root. */
export interface FolderConfig {
  /** Relative to the root. */
  readonly folder: string;
  readonly config: Config;
  /** Keys that say nothing in this run. */
  readonly leftAside: readonly RootKey[];
}

export interface FolderSettings extends FolderPolicy {
  /** Outer folders before inner ones. */
  readonly files: readonly FolderConfig[];
  /** Whether the run is about the file, as far as patterns and roots go. */
  isWanted(path: string): boolean;
  isExcluded(path: string): boolean;
  readonly lint: LintSettings;
}

/** Reads those of the files that count. Throws UsageError for one that does not fit. */
export function readFolderSettings(
  folders: readonly string[],
  settings: TopSettings,
  io: Io,
): FolderSettings {
  const files = readFiles(folders, settings, io);
  const { root, fixed } = settings;
  const include = fixed.has("include") ? [] : files;
  const exclude = fixed.has("exclude") ? [] : files;
  const target = fixed.has("target") ? [] : files;
  const isIncluded = nearestMatch("include", settings.include, include);
  const isExcluded = nearestMatch("exclude", settings.exclude, exclude);
  const start = posixRelative(root, realpathSync.native(io.cwd));
  // Whoever starts deeper than a configuration has named a place already.
  const unnamed = files.filter(({ folder }) => start === folder || !isBelow(start, folder));
  const rootsOf = rootsBelow(root, fixed.has("paths") ? [] : unnamed);
  return {
    files: files.map(({ folder, file: { config } }) => ({
      folder,
      config,
      leftAside: OF_THE_ROOT.filter((key) => config[key] !== undefined),
    })),
    isExcluded: (path) => isExcluded(path) === true,
    isWanted: (path) =>
      isIncluded(path) !== false &&
      isExcluded(path) !== true &&
      (nearest(rootsOf, path)?.value.some((below) => isBelow(path, below)) ?? true),
    severitiesOf: createSeverities(settings.severities, files),
    optionsOf: createOptions(settings, files, target),
    lint: lintOf(settings.lint, files),
  };
}

interface Found {
  readonly folder: string;
  readonly file: ConfigFile;
}

/** Something that a folder says, outer folders before inner ones. */
interface OfFolder<T> {
  readonly folder: string;
  readonly value: T;
}

function readFiles(
  folders: readonly string[],
  { root, exclude, fixed }: TopSettings,
  { cwd }: Io,
): readonly Found[] {
  const files: Found[] = [];
  for (const folder of folders.toSorted(byDepth)) {
    const above = fixed.has("exclude") ? [] : files;
    if (nearestMatch("exclude", exclude, above)(`${folder}/`) !== true) {
      files.push({ folder, file: readConfig(join(root, folder, CONFIG_FILE), cwd) });
    }
  }
  return files;
}

function byDepth(a: string, b: string): number {
  return a.split("/").length - b.split("/").length || compareStrings(a, b);
}

function isBelow(path: string, folder: string): boolean {
  return folder === "" || path === folder || path.startsWith(`${folder}/`);
}

/** What the innermost folder around the path says. */
function nearest<T>(said: readonly OfFolder<T>[], path: string): OfFolder<T> | undefined {
  return said.findLast(({ folder }) => isBelow(path, folder) && path !== folder);
}

function saidOf<K extends keyof Config>(
  key: K,
  files: readonly Found[],
): readonly OfFolder<NonNullable<Config[K]>>[] {
  return files.flatMap(({ folder, file: { config } }) => {
    const value = config[key];
    return value === undefined ? [] : [{ folder, value: value as NonNullable<Config[K]> }];
  });
}

/** Whether the patterns that hold for a path match it; undefined where there are none. */
function nearestMatch(
  key: "include" | "exclude",
  top: readonly string[],
  files: readonly Found[],
): (path: string) => boolean | undefined {
  const said = [{ folder: "", value: top }, ...saidOf(key, files)].map(({ folder, value }) => ({
    folder,
    value: value.length > 0 ? createMatcher(value) : undefined,
  }));
  return (path) => {
    const { folder, value } = nearest(said, path) as (typeof said)[number];
    return value?.ignores(folder === "" ? path : path.slice(folder.length + 1));
  };
}

function rootsBelow(root: string, files: readonly Found[]): readonly OfFolder<readonly string[]>[] {
  return files.flatMap(({ folder, file }) => {
    const { roots } = file.config;
    const value = roots?.map((given) => {
      const inside = normalizePath(given);
      const path = join(root, folder, inside ?? "");
      if (inside === undefined || !existsSync(path) || !isInside(join(root, folder), path)) {
        throw file.errorAt("roots", `${given} is no folder or file below ${folder}`, HINT_ROOTS);
      }
      return inside === "" ? folder : `${folder}/${inside}`;
    });
    return value === undefined ? [] : [{ folder, value }];
  });
}

const HINT_ROOTS = "roots are paths relative to the folder of the configuration";

/** By code: a folder that says nothing of a code leaves what those above say. */
function createSeverities(top: Severities, files: readonly Found[]): (path: string) => Severities {
  const said = saidOf("severities", files);
  return (path) =>
    Object.assign(
      {},
      top,
      ...said.filter(({ folder }) => isBelow(path, folder)).map(({ value }) => value),
    );
}

function createOptions(
  settings: TopSettings,
  files: readonly Found[],
  targets: readonly Found[],
): (path: string) => PlanOptions {
  const target = saidOf("target", targets);
  const indentation = saidOf("indentation", files);
  return (path) => {
    const indent = nearest(indentation, path);
    return {
      target: nearest(target, path)?.value ?? settings.target,
      indent: indent === undefined ? settings.indent : indentOf(indent.value),
    };
  };
}

/** Exceptions hold below their folder. What hands functions on does so wherever it is called. */
function lintOf(top: LintSettings, files: readonly Found[]): LintSettings {
  const said = saidOf("lint", files);
  return {
    entryPoints: Object.assign({}, top.entryPoints, ...said.map(({ value }) => value.entryPoints)),
    exceptions: [
      ...top.exceptions,
      ...said.flatMap(({ folder, value: { exceptions = [] } }) =>
        exceptions.map(
          ({ name, path, reason }): Exception =>
            path === undefined
              ? { name, reason, folder }
              : { name, reason, path: `${folder}/${path}` },
        ),
      ),
    ],
  };
}
