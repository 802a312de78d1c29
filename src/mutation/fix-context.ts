// What a repairing transform needs to know about the files around the one at hand. A project that
// can list its files is read once, however many files are repaired; one that cannot is read from
// the file at hand along its loads, and then who loads that file is not known.

import { isListed, type ListedProject, type Project } from "../program/project.js";
import type { FileModel } from "./file-model.js";
import { findGlobals, type Globals } from "./globals.js";
import { type Program, readProgram } from "./program.js";

export interface FixContext {
  readonly file: FileModel;
  readonly globals: Globals;
  /** Whether every file that may load this one is known. */
  readonly knowsAllFiles: boolean;
}

interface Whole {
  readonly program: Program;
  readonly globals: Globals;
  readonly byPath: ReadonlyMap<string, FileModel>;
}

const wholes = new WeakMap<Project, Whole>();

/** Reads a file and what surrounds it. The text may differ from the one that the project has. */
export function readFixContext(path: string, source: string, project: Project): FixContext {
  if (!isListed(project)) {
    return contextIn(readProgram([{ path, source }], project), false);
  }
  const whole = wholes.get(project) ?? readWhole(project);
  wholes.set(project, whole);
  const known = whole.byPath.get(path);
  if (known?.source === source) {
    return { file: known, globals: whole.globals, knowsAllFiles: true };
  }
  // A changed text is looked at among the files that it may share a process with.
  const others =
    known === undefined ? [] : [...whole.program.company(known)].filter((one) => one !== known);
  return contextIn(readProgram([{ path, source }, ...others], project), known !== undefined);
}

function contextIn(program: Program, knowsAllFiles: boolean): FixContext {
  return { file: program.files[0] as FileModel, globals: findGlobals(program), knowsAllFiles };
}

function readWhole(project: ListedProject): Whole {
  const sources = project.paths().flatMap((path) => {
    const source = project.read(path);
    return source === undefined ? [] : [{ path, source }];
  });
  const program = readProgram(sources, project);
  const byPath = new Map(program.all.map((file) => [file.path, file]));
  return { program, globals: findGlobals(program), byPath };
}
