// `migrate --watch`: previews again what changed.

import type { ExitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { discoverFor, migrateFiles } from "./migrate-files.js";
import type { MigrateValues } from "./migrate-options.js";
import type { MigrateRequest } from "./migrate-request.js";
import { UsageError } from "./usage-error.js";
import { watchRuns } from "./watch.js";

/**
 * Previews, or checks, until the user interrupts; the request is read anew for each run, since its
 * configuration may have changed. Throws UsageError for what would write.
 */
export async function watchMigration(
  read: () => Promise<MigrateRequest>,
  { interactive }: Pick<MigrateValues, "interactive">,
  io: Io,
): Promise<ExitStatus> {
  const request = await read();
  const { mode, reports, proof, paths } = request;
  const writes =
    mode === "write" || interactive || proof !== undefined || reports.some(({ path }) => path);
  if (writes || paths.includes("-")) {
    throw new UsageError(
      "--watch only shows",
      "leave out --write, --interactive, --output, --proof and -",
    );
  }
  const { root } = await discoverFor(request, io);
  return watchRuns(
    {
      root,
      takesIgnored: !request.useIgnoreFiles,
      async run(changed) {
        const present = { ...(await read()), usesPager: false };
        const narrowed = { ...present, paths: changed ?? [], include: [], exclude: [] };
        await migrateFiles(changed === undefined ? present : narrowed, io);
      },
      discover: async () => discoverFor(await read(), io),
    },
    io,
  );
}
