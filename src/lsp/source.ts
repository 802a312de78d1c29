// What the server is told of a project: its files, its settings and how to read the disk. The command
// line makes it, so that nothing in this folder touches the disk. Made anew whenever the disk counts.

import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import type { Severities } from "../finding/policy.js";
import type { FormatOptions } from "../format/rules.js";
import type { LintOptions } from "../lint/lint.js";
import type { FolderPolicy } from "../plan/folder-policy.js";
import type { FrameworkRequest } from "../plan/framework.js";
import type { PlanFile } from "../plan/plan-input.js";
import type { FoundDialect } from "../program/detect-dialect.js";
import type { Project } from "../program/project.js";
import type { Reach } from "../project/reach.js";

export interface ProjectSource {
  /** Absolute, links resolved. */
  readonly root: string;
  /** All Valk files; those that the settings leave out are not selected. */
  readonly files: readonly PlanFile[];
  /** What the files are written in, found out when it is first asked for. */
  readonly findDialect: () => FoundDialect;
  readonly target: SuiteOptions["target"] | undefined;
  readonly indent: string | undefined;
  readonly severities: Severities;
  /** How documents are formatted. */
  readonly format: FormatOptions;
  readonly folders: FolderPolicy | undefined;
  readonly lint: Pick<LintOptions, "entryPoints" | "exceptions" | "severitiesOf">;
  readonly framework: FrameworkRequest;
  /** The bytes of a file on the disk, by its path relative to the root. Throws where there are none. */
  readonly readBytes: (path: string) => Uint8Array;
  /** The files as transforms ask for them: nothing outside the root. */
  readonly disk: Project;
  readonly reach: (path: string) => Reach;
  readonly locate: (path: string) => string;
}

/** The disk, as far as the server asks for it. */
export interface Host {
  /** The project around a folder, absolute. Throws for a configuration that does not fit. */
  readonly open: (folder: string) => Promise<ProjectSource>;
  /** A path with its links resolved; the path itself where there is no such file. */
  readonly realPath: (path: string) => string;
  /** Whether a process of this machine runs, by its number. */
  readonly isRunning: (processId: number) => boolean;
  /** The process of the editor, where it is known before the editor says so. */
  readonly clientProcess?: number | undefined;
}
