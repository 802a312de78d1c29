// `lint --watch`: lints again what changed.

import type { ExitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { discoverOwn, lintFiles } from "./lint-files.js";
import type { LintValues } from "./lint-options.js";
import type { Settings } from "./settings.js";
import { UsageError } from "./usage-error.js";
import { watchRuns } from "./watch.js";

/**
 * Lints until the user interrupts; the settings are read anew for each run. Throws UsageError for what
 * would write.
 */
export async function watchLint(
  read: () => Promise<Settings>,
  values: LintValues,
  io: Io,
): Promise<ExitStatus> {
  if (values.fix || values.updateBaseline || values.output !== undefined) {
    throw new UsageError("--watch only shows", "leave out --fix, --update-baseline and --output");
  }
  const { root } = await discoverOwn(await read(), values, io);
  return watchRuns(
    {
      root,
      takesIgnored: values.ignore === false,
      async run(changed) {
        const present = await read();
        const narrowed = { ...present, paths: changed ?? [], include: [], exclude: [] };
        await lintFiles(changed === undefined ? present : narrowed, values, io);
      },
      discover: async () => discoverOwn(await read(), values, io),
    },
    io,
  );
}
