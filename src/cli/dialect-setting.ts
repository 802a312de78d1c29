// The dialect of a run: what the command line or the configuration says, or else what the files show.

import { dialectNamed } from "../dialect/dialects.js";
import { detectDialect, type FoundDialect } from "../program/detect-dialect.js";
import { discover, pathsOf } from "../project/discovery.js";
import { createProject } from "../project/discovery-files.js";

export interface DialectSetting {
  /** As the command line or the configuration names it; undefined where neither does. */
  readonly given: { readonly name: string; readonly by: string } | undefined;
  readonly root: string;
  /** Path of the framework module, where the configuration names it. */
  readonly modulePath: string | undefined;
}

/** Answers the dialect; looks at the files when it is first asked, and at most once. */
export function dialectFinder({ given, root, modulePath }: DialectSetting): () => FoundDialect {
  let found: FoundDialect | undefined;
  return () => {
    const dialect = given && dialectNamed(given.name);
    found ??=
      given && dialect
        ? { dialect, reason: `${given.by} says so` }
        : detectDialect(
            createProject(root, {
              listPaths: () => pathsOf(discover({ root, cwd: root, paths: [root] }).files),
            }),
            modulePath,
          );
    return found;
  };
}
