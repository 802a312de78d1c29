// Changes that are no migration of tests, but go through the same preview, proof, guard and journal:
// the repairs of the linter, and comments that are taken out. Used by `lint` and `check`.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import type { RunEnd } from "../report/migrate/report.js";
import { countOf } from "../text/wording.js";
import { type ExitStatus, endsRun, exitStatus, graver } from "./exit-status.js";
import type { Io } from "./io.js";
import { migrateFiles } from "./migrate-files.js";
import type { MigrateRequest } from "./migrate-request.js";
import type { Settings } from "./settings.js";
import type { ColorChoice } from "./terminal.js";

/** What the command line says of a repair. */
export interface RepairValues {
  readonly write?: true | undefined;
  readonly atomic?: true | undefined;
  readonly allowDirty?: true | undefined;
  readonly allowNoVcs?: true | undefined;
  readonly ignore?: boolean | undefined;
  readonly exitNonzeroOnChange?: true | undefined;
  readonly allowEmpty?: true | undefined;
  readonly staged?: true | undefined;
  readonly root?: string | undefined;
  readonly color?: ColorChoice | undefined;
  readonly quiet?: true | undefined;
}

/**
 * Runs the transforms in turn: what the first has written, the next reads. Without severities nothing
 * holds their findings back. Answers the worst exit status.
 */
export async function repairFiles(
  command: "lint" | "check",
  transforms: readonly AnyTransform[],
  { paths, include, exclude, openFolders, findDialect }: Settings,
  severities: MigrateRequest["severities"],
  values: RepairValues,
  io: Io,
): Promise<ExitStatus> {
  let worst = exitStatus();
  const ends: Ended[] = [];
  for (const transform of transforms) {
    const status = await migrateFiles(
      {
        paths,
        command,
        mode: values.write ? "write" : "preview",
        transform: { ...transform, command: `${command} --fix` },
        onEnd: (end) => ends.push({ transform, end }),
        options: { target: "builder" },
        framework: undefined,
        readsCompany: command === "lint",
        severities,
        changes: values.staged && { kind: "staged" },
        include,
        exclude,
        openFolders,
        useIgnoreFiles: values.ignore !== false,
        failsOnChange: values.exitNonzeroOnChange === true,
        // Where nothing of it is staged, there is nothing to repair.
        mustFind: !values.allowEmpty && !values.staged,
        root: values.root,
        findDialect,
        reports: [{ format: "text", path: undefined }],
        proof: undefined,
        context: 3,
        view: "unified",
        hidden: new Set(),
        color: values.color ?? "auto",
        verbosity: values.quiet ? "quiet" : "normal",
        // The next repair finds the first one's changes uncommitted; no others are let through.
        continuesNewest: transform !== transforms[0],
        allowDirty: values.allowDirty === true,
        allowNoVcs: values.allowNoVcs === true,
        isAtomic: values.atomic === true,
      },
      io,
    );
    worst = graver(worst, status);
    if (endsRun(status)) {
      break;
    }
  }
  io.stdout.write(describeRepairs(ends, values.write === true));
  return worst;
}

interface Ended {
  readonly transform: AnyTransform;
  readonly end: RunEnd;
}

/** What all of them came to: a line for each, and what to do next. */
function describeRepairs(ends: readonly Ended[], isWriting: boolean): string {
  const changed = ends.reduce((sum, { end }) => sum + end.totals.changed, 0);
  const width = Math.max(0, ...ends.map(({ transform }) => transform.name.length));
  const lines = ends.map(({ transform, end }) => {
    const { changed: files, edits, blocked, failed } = end.totals;
    const stuck = [
      ...(blocked > 0 ? [`, ${blocked} blocked`] : []),
      ...(failed > 0 ? [`, ${failed} failed`] : []),
    ].join("");
    return `  ${transform.name.padEnd(width)}  ${countOf(edits, "edit")} in ${countOf(files, "file")}${stuck}\n`;
  });
  const done = isWriting ? "Written." : "Nothing was written; --write does it.";
  const next = changed > 0 ? done : "Nothing to repair.";
  return ends.length === 0 ? "" : `Summary\n${lines.join("")}\n${next}\n`;
}
