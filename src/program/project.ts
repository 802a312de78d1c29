// The files around the one at hand, as a question that a runner answers.

import type { Dialect } from "../dialect/dialect.js";
import { DEFAULT_DIALECT } from "../dialect/dialects.js";

/** What a look at a text shows of what it may load. */
export interface TextScan {
  /** Every path that a string of the text might be meant as, relative to the root. */
  readonly targets: readonly string[];
  /** Whether it may load something by a path that is computed. */
  readonly mayCompute: boolean;
  /** Whether it may speak to the test framework. */
  readonly speaksTests: boolean;
  /** Whether it may run tests. */
  readonly mayRun: boolean;
}

/** What a first look at a text shows of its file. */
export interface Glance extends TextScan {
  /** Whether it may define the test framework. */
  readonly mayBeModule: boolean;
  /** Whether it may name what is internal to the old framework. */
  readonly namesInternals: boolean;
  /** Whether it may run what is registered, hand the run nothing else, and register nothing itself. */
  readonly mayRunNothing: boolean;
  /** Whether it may bind a name of a test framework. */
  readonly mayBindFramework: boolean;
  /** The test APIs that it may use. */
  readonly mayUse: Readonly<Record<Api, boolean>>;
}

/** How tests are written: with the old API, as entries of lists, as stages of pipelines. */
export type Api = "old" | "list" | "builder";

/** The files around one, as a transform may ask for them. */
export interface Project {
  /** What they are written in; the default where nobody has looked. */
  readonly dialect?: Dialect;
  /**
   * The text of a file, by its path relative to the repository's root, with `/` between
   * folders; undefined where there is none or where it is not UTF-8.
   */
  read(path: string): string | undefined;
  /**
   * Whether a file holds a text, or may hold it, though `read` answers nothing: one that is not UTF-8, or cannot be
   * read. Missing where there are only texts.
   */
  readonly mayHold?: (path: string, text: string) => boolean;
  /** What a first look at the file shows; missing where texts are at hand anyway. */
  readonly glance?: (path: string) => Glance | undefined;
}

/** A project that can also say which Valk files there are. */
export interface ListedProject extends Project {
  /** All paths, relative to the root, with `/` between folders. */
  paths(): readonly string[];
}

/** What the files of a project are written in. */
export function dialectOf({ dialect }: Project): Dialect {
  return dialect ?? DEFAULT_DIALECT;
}

/** Whether the project can list its files. */
export function isListed(project: Project): project is ListedProject {
  return "paths" in project && typeof project.paths === "function";
}
