// The patch in pieces: a file each, the framework module in files of its own. Invariant: patches whose names
// begin with the same number apply in any order, after all those with a smaller one. What stands above the
// first `diff --git` says so; `git apply` and `patch` pass over it.

import { editBetween } from "../../edit/edit.js";
import { gatherPieces, isIndivisible, type Member, moduleSteps } from "../../plan/pieces.js";
import { escapeControls } from "../../text/escape.js";
import { countOf } from "../../text/wording.js";
import { diffLines } from "../diff.js";
import { createFileNames } from "../file-names.js";
import { formatPatch } from "../patch.js";
import type { CreateReport, RunEnd, SplitOptions } from "./report.js";

interface FilePatch extends Member {
  /** Outside of the heap, since all are kept until the end. */
  readonly patch: Buffer;
}

interface Part {
  readonly name: string;
  readonly patches: readonly FilePatch[];
}

/** Keeps the patch of each file until the end, when it is known what goes together. */
export function createSplitPatchReport({ nameOf, append }: SplitOptions): CreateReport {
  return (_, { rootInRepository, transform, toolVersion }, { context }) => {
    const patches: FilePatch[] = [];
    const patchOf = (path: string, oldText: string, newText: string): FilePatch => {
      const diff = diffLines(oldText, newText, [editBetween(oldText, newText)]);
      return { path, patch: Buffer.from(formatPatch(rootInRepository + path, diff, context)) };
    };
    const levelsOf = ({ frameworks = [] }: RunEnd): readonly (readonly Part[])[] => {
      const modules = new Set(
        frameworks.filter((one) => one.action === "installed").map(({ module }) => module.path),
      );
      const files = patches.filter(({ path }) => !modules.has(path));
      if (isIndivisible(frameworks)) {
        return [[{ name: "all", patches }]];
      }
      const { before, after } = moduleSteps(frameworks, files.length > 0);
      const modulePart = (steps: typeof before): readonly Part[] =>
        steps.map(({ path, oldText, newText }) => ({
          name: path,
          patches: [patchOf(path, oldText, newText)],
        }));
      return [
        modulePart(before),
        gatherPieces(files, nameOf).map(({ name, changes }) => ({ name, patches: changes })),
        modulePart(after),
      ].filter((parts) => parts.length > 0);
    };
    return {
      file(file) {
        if (file.status === "changed") {
          const diff = diffLines(file.source, file.newText, file.edits);
          const patch = formatPatch(rootInRepository + file.path, diff, context);
          const { path, group } = file;
          patches.push({ path, patch: Buffer.from(patch), ...(group && { group }) });
        }
      },
      finish(end) {
        const levels = levelsOf(end);
        const names = fileNames(levels);
        for (const [level, parts] of levels.entries()) {
          for (const part of parts) {
            const made = `valk-codemod ${toolVersion}, ${transform}`;
            const head = describePart(part, level, levels, names);
            const bodies = part.patches.map(({ patch }) => patch.toString("utf8"));
            const text = [`${[made, ...head].map(escapeControls).join("\n")}\n\n`, ...bodies];
            append(names.get(part) as string, text.join(""));
          }
        }
      },
    };
  };
}

function describePart(
  part: Part,
  level: number,
  levels: readonly (readonly Part[])[],
  names: ReadonlyMap<Part, string>,
): readonly string[] {
  const before = (levels[level - 1] ?? []).map((one) => names.get(one) as string);
  const hasSiblings = (levels[level]?.length ?? 0) > 1;
  return [
    `Holds: ${countOf(part.patches.length, "file")}, ${part.name}`,
    before.length === 0
      ? "Needs: nothing"
      : `Needs: ${before.length === 1 ? before[0] : `every patch whose name begins with ${level}-`}`,
    ...(hasSiblings ? [`Order: free, among the patches whose names begin with ${level + 1}-`] : []),
    ...(level + 1 < levels.length
      ? [`Needed by: every patch whose name begins with ${level + 2}-`]
      : []),
  ];
}

/** `2-test-shared.patch`, by the level. */
function fileNames(levels: readonly (readonly Part[])[]): ReadonlyMap<Part, string> {
  const nameFor = createFileNames();
  return new Map(
    levels.flatMap((parts, level) =>
      parts.map((part) => [part, `${nameFor(part.name, `${level + 1}-`)}.patch`] as const),
    ),
  );
}
