// What a transform is: a pure function of one file's text (and of the files that it loads)
// to an outcome. Transforms never touch the disk; the runner and jscodeshift feed them alike.

import type { Rewrite } from "../edit/rewrite.js";
import type { Finding } from "../finding/finding.js";
import type { Outlook } from "../program/outlook.js";
import type { Project } from "../program/project.js";
import type { ProofInput, ProofResult } from "../proof/prove.js";
import type { GroupMember, GroupResult, OtherFile } from "../proof/prove-group.js";

/** What a run may choose; each transform reads what concerns it. */
export interface TransformOptions {
  /** The API that registrations become: the builder pipeline, or upstream's inline list. */
  readonly target: "builder" | "list";
  /** One level of indentation inside the suite; without it, what suits the file. */
  readonly indent?: string | undefined;
}

export type { Project };

export type IsSelected = (path: string) => boolean;

/** What a run makes of the files around a member. */
export interface Selection {
  /** Whether the run is about a file; missing where it is about all of them. */
  readonly isSelected?: IsSelected;
  /** Whether a file may stay old, on the module for both APIs, while what it calls changes. */
  readonly mayStayOld?: IsSelected;
  /** What the framework modules will be; missing where nobody decides on them. */
  readonly outlook?: Outlook;
}

export interface TransformContext extends Selection {
  /** Path of the file relative to the repository's root, with `/` between folders. */
  readonly path: string;
  readonly project: Project;
  readonly options: TransformOptions;
}

/** Files that change together or not at all. */
export interface FileGroup {
  /** Their paths, sorted. */
  readonly members: readonly string[];
  /** The paths of further files that may load one of them, and of those that they load. */
  readonly around: () => readonly string[];
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly tests: TestCounts;
  /** The paths that the file loads at top level, in order; missing where nobody asked. */
  readonly loads?: readonly string[];
}

/** What a transform makes of one file. A blocked file has at least one refusing finding. */
export type Outcome =
  | (Judged & { readonly status: "unchanged" | "blocked" })
  | (Judged & {
      readonly status: "changed";
      readonly rewrite: Rewrite;
      /** The files that change together or not at all, this one among them. */
      readonly group?: FileGroup;
    });

/** Tests of one file, counted before the transform ran. */
export interface TestCounts {
  /** Registrations that use the old API, migrated or not. */
  readonly old: number;
  /** Stages or list entries that already use the new one. */
  readonly new: number;
}

export interface Transform {
  /** Kebab-case; the name of its file in `transforms/`. */
  readonly name: string;
  /** One line for lists and help. */
  readonly description: string;
  readonly run: (source: string, context: TransformContext) => Outcome;
  /** Shows, from an independent reading of both texts, that the change is the one meant. */
  readonly prove: (input: ProofInput) => ProofResult;
  /**
   * Shows that files which change together fit together, each of them proven, and that no other file
   * expects what they were. Missing for a transform that changes every file by itself.
   */
  readonly proveGroup?: (
    members: readonly GroupMember[],
    others: readonly OtherFile[],
  ) => GroupResult;
}
