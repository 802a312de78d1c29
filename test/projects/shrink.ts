// Makes a project that shows a defect as small as it will go: files, forms, parts of forms and
// comments are dropped for as long as the defect stays.

import { parse } from "../../src/syntax/parser.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import type { Files, GeneratedProject } from "./generate.js";

/** The smallest project found for which `isShown` still holds. */
export function shrink(
  project: GeneratedProject,
  isShown: (project: GeneratedProject) => boolean,
  milliseconds = 5000,
): GeneratedProject {
  const deadline = performance.now() + milliseconds;
  const kept = new Set([...project.modules, "src/prelude.valk"]);
  let small = project;
  for (let hasShrunk = true; hasShrunk; ) {
    hasShrunk = false;
    for (const candidate of smaller(small, kept)) {
      if (performance.now() > deadline) {
        return small;
      }
      const attempt = candidate(small);
      if (attempt !== undefined && isShown(attempt)) {
        small = attempt;
        hasShrunk = true;
      }
    }
  }
  return small;
}

type Step = (project: GeneratedProject) => GeneratedProject | undefined;

function* smaller(project: GeneratedProject, kept: ReadonlySet<string>): Generator<Step> {
  for (const path of Object.keys(project.files)) {
    if (!kept.has(path)) {
      yield (current) => without(current, path);
    }
  }
  for (const path of Object.keys(project.files)) {
    if (!kept.has(path)) {
      yield* cuts(path, project.files[path] as string);
    }
  }
}

function without(project: GeneratedProject, path: string): GeneratedProject | undefined {
  const runners = project.runners.filter((runner) => runner !== path);
  if (runners.length === 0 || project.files[path] === undefined) {
    return undefined;
  }
  const files = Object.fromEntries(Object.entries(project.files).filter(([own]) => own !== path));
  return { ...project, files, runners };
}

/** Steps that cut something out of one file, from its end, the biggest pieces first. */
function* cuts(path: string, text: string): Generator<Step> {
  for (const [start, end] of pieces(text)) {
    const piece = text.slice(start, end);
    yield (current) => {
      const own = current.files[path];
      // Found again by its text, for other cuts may have moved it.
      const at = own?.lastIndexOf(piece) ?? -1;
      if (own === undefined || at < 0) {
        return undefined;
      }
      const files: Files = {
        ...current.files,
        [path]: own.slice(0, at) + own.slice(at + piece.length),
      };
      return { ...current, files };
    };
  }
}

function pieces(text: string): readonly (readonly [start: number, end: number])[] {
  const found: [number, number][] = [];
  const visit = (nodes: readonly SyntaxNode[]): void => {
    for (const { span, elements } of nodes.toReversed()) {
      found.push([span.start, span.end]);
      visit(elements);
    }
  };
  visit(parse(text).root.elements);
  found.sort((a, b) => b[1] - b[0] - (a[1] - a[0]));
  for (const match of text.matchAll(/;[^\n]*\n?|\s{2,}/g)) {
    found.push([match.index, match.index + match[0].length]);
  }
  return found;
}
