// A project as the server sees it: the files on the disk, with the texts of open documents in place of
// theirs. What is worked out of a project is kept with it (graphs, modules, loads), so that a view stays
// as it is until somebody makes the next one. Invariant: one view never shows two texts of a file.

import { defineToSuite } from "../../transforms/define-to-suite.js";
import type { PlanFile, PlanInput } from "../plan/plan-input.js";
import { withModules } from "../plan/plan-modules.js";
import { glanceIn, glanceReader } from "../program/glance.js";
import type { ListedProject } from "../program/project.js";
import { decodeUtf8, TEST_MARKS } from "../project/read.js";
import { byPath } from "../text/compare.js";
import type { ProjectSource } from "./source.js";

/** Texts of open documents, by path relative to the root. */
export type OpenTexts = ReadonlyMap<string, string>;

export interface View {
  readonly source: ProjectSource;
  readonly project: ListedProject;
  /** What a run over all files would plan, without what it does to the framework. */
  readonly plain: PlanInput;
  /** The same with what is known of the modules as they are now; looked for at the first question. */
  readonly present: () => PlanInput;
  /** Whether the settings want to hear of the file: one that they select, or that is not there yet. */
  readonly isWanted: (path: string) => boolean;
}

/** A view of the project with these texts. Reads no file before it is asked. */
export function viewOf(source: ProjectSource, texts: OpenTexts): View {
  const { target, indent, severities, folders, reach, locate, framework } = source;
  const open = new Map(texts);
  const files = withUnsaved(source, texts);
  const selected = new Map(files.map((file) => [file.path, file.selected]));
  const known = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    const text = open.get(path);
    return text === undefined ? source.disk.read(path) : decodeUtf8(bytesOf(text, path, source));
  };
  const paths = files.flatMap(({ path, outcome }) => (outcome === undefined ? [path] : []));
  const project: ListedProject = {
    get dialect() {
      return source.findDialect().dialect;
    },
    paths: () => paths,
    read: (path) => {
      if (!known.has(path)) {
        known.set(path, read(path));
      }
      return known.get(path);
    },
    mayHold: (path, text) => !open.has(path) && source.disk.mayHold?.(path, text) === true,
    glance: glanceReader((path) => glanceIn(open.has(path) ? { read } : source.disk, path)),
  };
  const plain: PlanInput = {
    files,
    readBytes: (path) => {
      const text = open.get(path);
      return text === undefined ? source.readBytes(path) : bytesOf(text, path, source);
    },
    project,
    transform: defineToSuite,
    options: { target, indent },
    marks: TEST_MARKS,
    severities,
    folders,
    reach,
    locate,
  };
  let present: PlanInput | undefined;
  return {
    source,
    project,
    plain,
    present: () => {
      if (present === undefined) {
        const judged = { ...plain, wholeGroups: true, judgesPresent: true };
        const { modulePlan } = withModules({ ...judged, framework });
        present = { ...judged, ...(modulePlan && { modulePlan }) };
      }
      return present;
    },
    isWanted: (path) => selected.get(path) ?? reach(path) === "missing",
  };
}

/** The files, and documents that were never saved where files would be selected. */
function withUnsaved({ files, reach }: ProjectSource, texts: OpenTexts): readonly PlanFile[] {
  const listed = new Set(files.map(({ path }) => path));
  const unsaved = [...texts.keys()].filter(
    (path) => !listed.has(path) && reach(path) === "missing",
  );
  return unsaved.length === 0
    ? files
    : [...files, ...unsaved.map((path) => ({ path, selected: true }))].toSorted(byPath);
}

/**
 * The bytes of a document. An editor shows U+FFFD for what it cannot read: there what the disk holds
 * counts, so that nobody edits a file that is no text.
 */
export function bytesOf(text: string, path: string, { readBytes }: ProjectSource): Uint8Array {
  if (text.includes("\ufffd")) {
    try {
      const bytes = readBytes(path);
      return decodeUtf8(bytes) === undefined ? bytes : Buffer.from(text);
    } catch {
      // There is no such file yet.
    }
  }
  return Buffer.from(text);
}
