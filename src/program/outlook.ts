// What the framework modules will be when a run is over, as far as files are judged by it. Made by the
// plan, which decides on modules before it looks at the files that load them.

import type { Project } from "./project.js";

/** What the project will look like after the run. */
export interface Outlook {
  /** The project on which files that change will run. */
  readonly after: Project;
  /** The project on which files that stay as they are are judged. */
  readonly standing: Project;
  /** Why a module stays as it is, as a clause: "git ignores it"; undefined for one that does not. */
  readonly whyKept: (path: string) => string | undefined;
  /**
   * Why a file that cannot be read is there all the same, as a clause: "it lies in a submodule";
   * undefined for one that is not there.
   */
  readonly whyUnread: (path: string) => string | undefined;
  /** The paths of all modules. */
  readonly modules: readonly string[];
  /** The module of files that load nothing; undefined where several might be meant. */
  readonly usual: string | undefined;
  /** The same once the run is over, for looking at what it has written. */
  readonly afterwards: Outlook;
}
