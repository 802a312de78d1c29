// Finds the files of a run. Invariants: the root is never left, links included; nothing but
// regular files is opened; the same tree gives the same list, sorted. Called by the command line
// before anything is read, and the only place that walks folders.

import { type Dirent, existsSync, lstatSync, readdirSync, realpathSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { finding } from "../finding/finding.js";
import { NO_TESTS, type PlannedFile, wholeFileFinding } from "../outcome/planned-file.js";
import { messageOf, problemOf, readFailed } from "../outcome/problems.js";
import { brokenLink, linkOutsideRoot, notAFile } from "../outcome/run-findings.js";
import { byPath } from "../text/compare.js";
import { foldersAround } from "../text/folders.js";
import {
  createMatcher,
  type IgnoreRules,
  judge,
  rulesAround,
  rulesBelow,
  rulesIn,
} from "./discovery-ignore.js";
import {
  findPlace,
  isInside,
  JOURNAL_FOLDER,
  type Place,
  placeOfRoot,
  posixRelative,
  rootInRepository,
} from "./discovery-root.js";
import {
  DiscoveryError,
  isMisread,
  NAME_NOT_UTF8,
  RENAME_IT,
  resolveTarget,
  type Target,
} from "./discovery-target.js";
import { findUnseen } from "./discovery-unseen.js";
import { type AskIndex, createIndexReader, type IndexSource } from "./git-index.js";
import { UNKNOWN_FILES, type Unseen } from "./unseen.js";
import { isValkPath } from "./valk-path.js";

/** What a folder says of itself and all below it. */
export const CONFIG_FILE = "valk-codemod.config.json";

export interface DiscoveryOptions extends IndexSource {
  /** Files and folders as given, relative to `cwd`; none means `cwd`. */
  readonly paths: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The root, where the caller knows better; relative to `cwd`. */
  readonly root?: string | undefined;
  /** Gitignore-style patterns; with any, only files that match one are selected. */
  readonly include?: readonly string[];
  /** Gitignore-style patterns of files that are not selected. */
  readonly exclude?: readonly string[];
  /** Whether a file is selected, by its path relative to the root: in place of both patterns. */
  readonly isWanted?: (path: string) => boolean;
  /** Whether a file is left out by name, and not only no part of what was asked for. */
  readonly isExcluded?: (path: string) => boolean;
  /** Whether git's ignore files count, and `node_modules` is left out; default true. */
  readonly useIgnoreFiles?: boolean;
  /** Whether files that are not selected are listed too; default false. */
  readonly wholeRoot?: boolean;
  /** Whether Markdown files are listed, apart; default false. */
  readonly withDocuments?: boolean;
}

export interface Discovery extends Place {
  /** Sorted by path. With the whole root, files outside a sparse checkout are among them. */
  readonly files: readonly DiscoveredFile[];
  /**
   * Every file that may load others, as a run about the whole root would list them, sorted by path;
   * missing where the walk does not tell.
   */
  readonly everything?: readonly string[];
  /** Markdown files of the run, sorted by path; none unless they were asked for. */
  readonly documents: readonly DiscoveredFile[];
  /** What was passed over. */
  readonly unseen: Unseen;
  /** Paths of the files that were given by name. */
  readonly named: readonly string[];
  /** What git's index holds, asked for once. */
  readonly askIndex: AskIndex;
  /** Whether a path, relative to the root, passes the patterns. */
  readonly isWanted: (path: string) => boolean;
  /** Whether a path, relative to the root, is excluded: nothing may be written there. */
  readonly isExcluded: (path: string) => boolean;
  /** Folders below the root that have a configuration of their own, as far as the run saw them. */
  readonly configFolders: readonly string[];
}

export interface DiscoveredFile {
  /** Relative to the root, with `/` between folders. */
  readonly path: string;
  /** Whether the run is about this file, or only looks at it. */
  readonly selected: boolean;
  /** What is already clear without reading it: it cannot be read. */
  readonly outcome?: PlannedFile;
  /** Whether the user named it, and not only a folder around it. */
  readonly isNamed?: boolean;
}

/**
 * Lists the files. Files given by name are taken even when they are ignored. Throws
 * DiscoveryError for a path that does not exist, is no file or folder, or lies outside the root.
 */
export function discover(options: DiscoveryOptions): Discovery {
  const targets = targetsOf(options);
  const place = choosePlace(targets, options);
  const withDocuments = options.withDocuments ?? false;
  const isListed = (path: string): boolean =>
    isValkPath(path) || (withDocuments && isMarkdownPath(path));
  const walk = createWalk(place, options.useIgnoreFiles ?? true, isListed);
  for (const target of targets) {
    if (!isInside(target.real, place.root)) {
      throw new DiscoveryError(
        `${target.given} lies outside ${place.root}`,
        "one run stays in one repository: run it again for the other one",
      );
    }
    if (target.isFolder) {
      walk.folder(pathOf(target), true);
    } else {
      walk.file(pathOf(target), true);
    }
  }
  if (options.wholeRoot) {
    walk.folder("", false);
  }
  const isWanted = options.isWanted ?? createFilter(options);
  const isKept = createFilter({ exclude: options.exclude ?? [] });
  const isExcluded = options.isExcluded ?? ((path: string) => !isKept(path));
  const takesAll = options.wholeRoot ?? false;
  const askIndex = createIndexReader(place, options);
  const unseen = findUnseen({
    place,
    repositories: walk.repositories,
    starts: takesAll ? [""] : targets.filter(({ isFolder }) => isFolder).map(pathOf),
    isFound: (path) => walk.found.has(path),
    isWanted,
    takesAll,
    askIndex,
    env: options.env,
  });
  const files = [...walk.found.values(), ...(takesAll ? filesOutside(unseen) : [])]
    .map((file) => ({ ...file, selected: file.selected && isWanted(file.path) }))
    .sort(byPath);
  // What could not be read at all is a folder, whatever its name.
  const isDocument = ({ path, outcome }: DiscoveredFile): boolean =>
    withDocuments && isMarkdownPath(path) && outcome?.status !== "failed";
  const isWhole = takesAll && targets.every((target) => !target.isFolder || pathOf(target) === "");
  return {
    ...place,
    ...(isWhole && walk.isTelling() && { everything: pathsOf(files.filter(isMet)) }),
    files: files.filter((file) => !isDocument(file) && (file.selected || takesAll)),
    documents: files.filter((file) => isDocument(file) && file.selected),
    unseen,
    askIndex,
    named: targets.filter(({ isFolder }) => !isFolder).map(pathOf),
    isWanted,
    isExcluded,
    configFolders: [
      ...new Set([...walk.configFolders, ...configsAround(targets.map(pathOf))]),
    ].sort(),
  };

  function isMet({ path }: DiscoveredFile): boolean {
    return !(walk.unmet.has(path) || isMarkdownPath(path) || unseen.outside.has(path));
  }

  function pathOf({ real }: Target): string {
    return posixRelative(place.root, real);
  }

  /** The walk sees what lies below its start only, and a run may be about many files of a folder. */
  function configsAround(paths: readonly string[]): readonly string[] {
    const folders = new Set(paths.flatMap(foldersAround));
    return [...folders].filter((folder) => existsSync(join(place.root, folder, CONFIG_FILE)));
  }
}

/** Files that nobody may write, and that count for what the rest of the repository needs. */
function filesOutside({ outside, isUnknown }: Unseen): readonly DiscoveredFile[] {
  const unknown = isUnknown ? [failedToRead(UNKNOWN_FILES, "git could not name them")] : [];
  return [
    ...outside.paths.map((path) => ({ path, selected: false })),
    ...unknown.map((outcome) => ({ path: outcome.path, selected: false, outcome })),
  ];
}

/** The paths of all files that may load others: links to nothing and the like are none. */
export function pathsOf(files: Discovery["files"]): readonly string[] {
  return files.flatMap(({ path, outcome }) => (outcome?.status === "unchanged" ? [] : [path]));
}

/** Where such a run takes place. Throws as `discover` does. */
export function discoverPlace(options: Pick<DiscoveryOptions, "paths" | "cwd" | "root">): Place {
  return choosePlace(targetsOf(options), options);
}

/** Without paths it is the folder at hand, or all of a root that was named below or beside it. */
function targetsOf({
  paths,
  cwd,
  root,
}: Pick<DiscoveryOptions, "paths" | "cwd" | "root">): readonly Target[] {
  if (paths.length > 0) {
    return paths.map((path) => resolveTarget(path, cwd));
  }
  const here = resolveTarget(".", cwd);
  const named = root === undefined ? undefined : resolveTarget(root, cwd);
  return [named === undefined || isInside(here.real, named.real) ? here : named];
}

function choosePlace(
  targets: readonly Target[],
  { root, cwd }: Pick<DiscoveryOptions, "root" | "cwd">,
): Place {
  if (root !== undefined) {
    const target = resolveTarget(root, cwd);
    if (!target.isFolder) {
      throw new DiscoveryError(`${root} is not a folder`, "--root takes the project's folder");
    }
    return placeOfRoot(target.real);
  }
  const [first] = targets as [Target];
  const folder = first.isFolder ? first.real : dirname(first.real);
  const paths = targets.map(({ real }) => real);
  return findPlace(folder, paths, realpathSync.native(cwd));
}

/** Whether a path, relative to the root, passes the patterns. */
function createFilter({
  include = [],
  exclude = [],
}: Pick<DiscoveryOptions, "include" | "exclude">): (path: string) => boolean {
  const included = include.length > 0 ? createMatcher(include) : undefined;
  const excluded = exclude.length > 0 ? createMatcher(exclude) : undefined;
  return (path) => included?.ignores(path) !== false && excluded?.ignores(path) !== true;
}

/** Collects files by path; whoever finds a file first as selected wins. */
interface Walk {
  readonly found: ReadonlyMap<string, DiscoveredFile>;
  /** Folders that were passed over as repositories of their own. */
  readonly repositories: readonly string[];
  /** Folders below the root with a configuration. */
  readonly configFolders: readonly string[];
  /** Files given by name that no walk has met: they are ignored, or what a link would lead to. */
  readonly unmet: ReadonlySet<string>;
  /** Whether every file was met by its own name, or by a link of its kind. */
  isTelling(): boolean;
  /** Adds everything below a folder, "" for the root; the folder itself is never ignored. */
  folder(path: string, selected: boolean): void;
  /** Adds a regular file. */
  file(path: string, selected: boolean): void;
}

function createWalk(
  place: Place,
  useIgnoreFiles: boolean,
  isListed: (path: string) => boolean,
): Walk {
  const { root, top, gitFolder } = place;
  const found = new Map<string, DiscoveredFile>();
  const repositories: string[] = [];
  const configFolders: string[] = [];
  const unmet = new Set<string>();
  let isTelling = true;
  // A folder that was walked as selected need not be walked again.
  const walked = new Set<string>();
  const prefix = rootInRepository(place);

  const add = (file: DiscoveredFile): void => {
    unmet.delete(file.path);
    if (found.get(file.path)?.selected !== true) {
      found.set(file.path, file);
    }
  };
  const addOutcome = (outcome: PlannedFile, selected: boolean): void =>
    add({ path: outcome.path, selected, outcome });

  function enter(
    path: string,
    above: IgnoreRules | undefined,
    selected: boolean,
    isStart: boolean,
  ): void {
    if (walked.has(path)) {
      return;
    }
    walked.add(path);
    const base = path === "" ? "" : `${path}/`;
    let entries: Dirent[];
    try {
      entries = readdirSync(join(root, path), { withFileTypes: true });
    } catch (error) {
      const isNamed = !isMisread(join(root, path));
      addOutcome(failedToRead(path, isNamed ? error : undefined), selected);
      return;
    }
    // A repository inside the repository is not part of it, and git does not look in either.
    if (!isStart && entries.some(({ name }) => name === ".git")) {
      repositories.push(path);
      return;
    }
    if (path !== "" && entries.some(({ name }) => name === CONFIG_FILE)) {
      configFolders.push(path);
    }
    const hasRules = useIgnoreFiles && entries.some(({ name }) => name === ".gitignore");
    const rules = hasRules ? rulesIn(top, prefix + base, above) : above;
    for (const entry of entries) {
      visit(base + entry.name, entry, rules, selected);
    }
  }

  function visit(
    path: string,
    entry: Dirent,
    rules: IgnoreRules | undefined,
    selected: boolean,
  ): void {
    if (entry.isDirectory()) {
      const isLeftOut = isNeverEntered(entry.name, useIgnoreFiles);
      const whole = `${prefix}${path}/`;
      const verdict = isLeftOut ? "ignored" : judge(rules, whole);
      if (verdict !== "ignored") {
        const below = verdict === "taken-back" ? rulesBelow(rules, whole) : rules;
        enter(path, below, selected, false);
      }
      return;
    }
    if (!isListed(entry.name) || judge(rules, prefix + path) === "ignored") {
      return;
    }
    if (entry.isSymbolicLink()) {
      followLink(path, selected);
    } else if (entry.isFile()) {
      // A page is only read where somebody asks for it.
      const isNamed = isMarkdownPath(path) || !isMisread(join(root, path));
      add({ path, selected, ...(!isNamed && { outcome: failedToRead(path) }) });
    } else {
      addOutcome(unchangedBecause(path, notAFile), selected);
    }
  }

  /** A link stands for its target, which is migrated once, however many links lead to it. */
  function followLink(path: string, selected: boolean): void {
    let target: string;
    let stats: Stats;
    try {
      target = realpathSync.native(join(root, path));
      stats = lstatSync(target);
    } catch {
      addOutcome(unchangedBecause(path, brokenLink), selected);
      return;
    }
    if (!isInside(target, root)) {
      addOutcome(
        {
          status: "blocked",
          path,
          findings: [wholeFileFinding(finding(linkOutsideRoot, AT_START))],
          tests: NO_TESTS,
        },
        selected,
      );
    } else if (stats.isFile()) {
      // A page's name says nothing of a file that is called otherwise.
      if (!isMarkdownPath(path) || isMarkdownPath(target)) {
        isTelling &&= isMarkdownPath(path) === isMarkdownPath(target);
        add({ path: posixRelative(root, target), selected });
      }
    } else if (!stats.isDirectory()) {
      addOutcome(unchangedBecause(path, notAFile), selected);
    }
  }

  return {
    found,
    repositories,
    configFolders,
    unmet,
    isTelling: () => isTelling,
    folder(path, selected) {
      const whole = (prefix + path).replace(/\/$/, "");
      const rules = useIgnoreFiles ? rulesAround(top, gitFolder, whole) : undefined;
      const isLeftOut = whole !== "" && judge(rules, `${whole}/`) === "ignored";
      enter(path, isLeftOut ? undefined : rules, selected, true);
    },
    file(path, selected) {
      const isNew = !found.has(path);
      add({ path, selected, isNamed: true });
      if (isNew) {
        unmet.add(path);
      }
    },
  };
}

/** Whether no walk enters a folder of this name, unless it starts there. */
export function isNeverEntered(name: string, useIgnoreFiles: boolean): boolean {
  return name === ".git" || name === JOURNAL_FOLDER || (useIgnoreFiles && name === "node_modules");
}

const AT_START = { start: 0, end: 0 };

/** Without an error it is the name that cannot be read. */
function failedToRead(path: string, error?: unknown): PlannedFile {
  const problem =
    error === undefined
      ? { ...problemOf(readFailed, NAME_NOT_UTF8), hint: RENAME_IT }
      : problemOf(readFailed, messageOf(error));
  return {
    status: "failed",
    path: path === "" ? "." : path,
    findings: [],
    tests: NO_TESTS,
    problems: [problem],
  };
}

function unchangedBecause(path: string, kind: typeof notAFile): PlannedFile {
  return {
    status: "unchanged",
    path,
    findings: [wholeFileFinding(finding(kind, AT_START))],
    tests: NO_TESTS,
  };
}

/** Whether a path is that of a Markdown file. */
export function isMarkdownPath(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}
