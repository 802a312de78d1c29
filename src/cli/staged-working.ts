// What a run about staged files does to the working tree, where that holds another text: the same edits, made
// between the lines that are not staged. Invariants: nothing that is not staged is lost or changed; where it
// stands in the way, the file is refused as a whole. Asked while a run is planned, and when it writes.

import { editBetween } from "../edit/edit.js";
import { type Merged, mergeEdits } from "../edit/merge-edits.js";
import { type Finding, finding } from "../finding/finding.js";
import { NO_TESTS, type PlannedChange, wholeFileFinding } from "../outcome/planned-file.js";
import { stagedDiffers } from "../outcome/run-findings.js";
import type { ObstacleTo } from "../plan/block-changes.js";
import type { DiscoveryOptions } from "../project/discovery.js";
import { createScope } from "../project/discovery-scope.js";
import { diskFileSystem } from "../project/file-system.js";
import { decodeUtf8 } from "../project/read.js";
import { isValkPath } from "../project/valk-path.js";
import { parse } from "../syntax/parser.js";
import type { Span } from "../syntax/span.js";
import { byPath } from "../text/compare.js";
import { type FileChange, hashOf } from "../write/apply.js";
import { openStaging } from "../write/staging.js";
import type { Io } from "./io.js";
import type { StagedDiscovery, StagedView } from "./staged-files.js";
import { textsBeforeTorn } from "./torn-groups.js";

export interface StagedWorking {
  /** Why the working tree cannot have a change of what is staged. */
  readonly obstacleTo: ObstacleTo;
  /** Whether the working tree holds more than the staged text with other line ends. */
  isEdited(path: string): boolean;
  /** The change of the file and of what is staged of it; of one that has no obstacle. */
  changeTo(path: string, oldText: string, newText: string): FileChange;
}

/** The discovery with the working tree beside it, and with what cannot be judged. Throws as git does. */
export function openWorking(
  discovery: StagedDiscovery,
  staged: StagedView,
  options: DiscoveryOptions,
  io: Io,
): RunDiscovery {
  const isInScope = createScope(options, discovery);
  const conflicted = [...staged.conflicted]
    .filter((path) => isValkPath(path) && (isInScope(path) || options.wholeRoot === true))
    .map((path) => withConflicts(path, isInScope(path)));
  const files = [...discovery.files, ...conflicted].sort(byPath);
  const staging = openStaging(discovery.top, io.env, io.fileSystem ?? diskFileSystem);
  const before = textsBeforeTorn(discovery, io, staging);
  return { ...discovery, files, working: createStagedWorking(staged, before) };
}

/** A file that is refused before it is read. */
function withConflicts(path: string, selected: boolean): StagedDiscovery["files"][number] {
  const findings = [wholeFileFinding(refusal("it has conflicts that are not resolved"))];
  return { path, selected, outcome: { status: "blocked", path, findings, tests: NO_TESTS } };
}

/** The files of a run, and the working tree beside them where it is about what is staged. */
export interface RunDiscovery extends StagedDiscovery {
  readonly working?: StagedWorking;
}

/** The working tree beside what is staged; `before` has files as they were before a run that was killed. */
export function createStagedWorking(
  { entries, differing }: StagedView,
  before: ReadonlyMap<string, Uint8Array>,
): StagedWorking {
  const merged = new Map<string, string>();
  /** What stands in the working tree; undefined where there is no such text. */
  const workingText = (path: string): string | undefined => {
    const bytes = before.get(path) ?? differing.get(path)?.working;
    return bytes && decodeUtf8(bytes);
  };
  return {
    obstacleTo(change, isSettled) {
      const { path } = change;
      if (!differing.has(path)) {
        return undefined;
      }
      if (entries.get(path)?.isSetAside) {
        return refusal("git was told to leave it alone in the working tree");
      }
      const working = workingText(path);
      if (working === undefined) {
        const isThere = differing.get(path)?.working !== undefined;
        return refusal(
          isThere
            ? "what the working tree holds is not UTF-8"
            : "it is staged, and gone from the working tree",
        );
      }
      const result = mergeInto(working, change);
      if ("conflict" in result) {
        return refusal("what is not staged changes this place, too", result.conflict);
      }
      merged.set(path, result.text);
      return obstacleIn(result.text, working, change, isSettled);
    },
    isEdited(path) {
      const staged = differing.get(path)?.staged;
      const [text, working] = [staged && decodeUtf8(staged), workingText(path)];
      const isSame = text !== undefined && working !== undefined && like(working, text) === working;
      return differing.has(path) && !isSame;
    },
    changeTo(path, oldText, newText) {
      const oldId = entries.get(path)?.id as string;
      const staged = { oldId, oldBytes: Buffer.from(oldText), newBytes: Buffer.from(newText) };
      const working = workingText(path) ?? oldText;
      const result = merged.get(path);
      const [from, to] =
        result === undefined ? [like(working, oldText), like(working, newText)] : [working, result];
      return { path, oldHash: hashOf(from), newBytes: Buffer.from(to), staged };
    },
  };
}

function refusal(message: string, span: Span = { start: 0, end: 0 }): Finding {
  return finding(stagedDiffers, span, message);
}

/** The working tree's text with the change; line ends are those that git has given it. */
function mergeInto(working: string, { source, edits }: PlannedChange): Merged {
  if (!hasOtherEnds(working, source)) {
    return mergeEdits(source, edits, working);
  }
  const result = mergeEdits(source, edits, working.replaceAll("\r\n", "\n"));
  return "conflict" in result ? result : { text: like(working, result.text) };
}

/** The text with the line ends of the working tree, where git converts them. */
function like(working: string, text: string): string {
  return hasOtherEnds(working, text) ? text.replaceAll("\n", "\r\n") : text;
}

/** Whether all lines of the one end with CR LF, and none of the other. */
function hasOtherEnds(working: string, text: string): boolean {
  return working.includes("\r\n") && !/[^\r]\n|^\n/.test(working) && !text.includes("\r");
}

/** Why the text, in which nothing stands in the way of anything, is nothing to leave behind. */
function obstacleIn(
  text: string,
  working: string,
  { path, source, newText }: PlannedChange,
  isSettled: ((text: string) => boolean) | undefined,
): Finding | undefined {
  const { start } = editBetween(source, working).span;
  const span = { start, end: start };
  if (isSettled !== undefined && !isSettled(text)) {
    return refusal("what is not staged here would have to change, too", span);
  }
  const isBroken = isValkPath(path) && doesRead(working) && doesRead(newText) && !doesRead(text);
  return isBroken
    ? refusal("with what is not staged here it would not read any more", span)
    : undefined;
}

function doesRead(text: string): boolean {
  return parse(text).diagnostics.length === 0;
}
