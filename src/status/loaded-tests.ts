// Which files with tests a file loads. Read again for the few files that are blocked, so that the
// plan need not carry it for all.

import { readLoads } from "../program/load-graph.js";
import type { Project } from "../program/project.js";
import { scriptOf } from "../program/script.js";

/** The loaded files that use the old test API, at any depth, each once. */
export function loadedTestFiles(path: string, project: Project): readonly string[] {
  const text = project.read(path);
  if (text === undefined) {
    return [];
  }
  const loads = readLoads(scriptOf(text), project);
  const files = loads.flatMap((load) => load.files);
  const paths = files.filter((file) => file.touchesRegistry).map((file) => file.path);
  return [...new Set(paths)].filter((loaded) => loaded !== path);
}
