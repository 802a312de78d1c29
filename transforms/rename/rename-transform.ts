// Renames a global in all files that share it, together or not at all. Made for each run and no entry of the
// registry. Files share a global where loads connect them, in whichever direction.

import type { Edit } from "../../src/edit/edit.js";
import { rewriteOfEdits } from "../../src/edit/rewrite.js";
import { type Finding, type FindingKind, finding } from "../../src/finding/finding.js";
import {
  defineTransform,
  type Transform,
  type TransformContext,
  type Verdict,
} from "../../src/kit/transform.js";
import { pathOf, scanLiterals } from "../../src/program/load-text.js";
import { nameUses } from "../../src/program/name-uses.js";
import { dialectOf, isListed, type Project } from "../../src/program/project.js";
import { proveRename } from "../../src/proof/prove-rename.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../src/syntax/tree.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { mendFor, readError } from "../define-to-suite/findings/read-error.js";
import {
  nameMentioned,
  nameNotSelected,
  nameTaken,
  nameUnclear,
  nameUndefined,
  renameKinds,
} from "./rename-kinds.js";

interface Plan {
  readonly source: string;
  readonly edits: readonly Edit[];
}

/**
 * The transform that gives the global `from` the name `to`; both are symbols. `onGlobal` is called for each
 * file where it stands.
 */
export function renameTransform(from: string, to: string, onGlobal = () => {}): Transform {
  return defineTransform<Plan>({
    name: "rename",
    documentation: {
      summary: `${from} becomes ${to}`,
      before: `(def {${from}} 1)\n`,
      after: `(def {${to}} 1)\n`,
    },
    command: "rename",
    needs: "project",
    concerns: "code",
    changesAll: true,
    findings: [...renameKinds, readError],
    judge: (source, context) => {
      const verdict = judge(source, context, from, to);
      if (verdict.status !== "unchanged") {
        onGlobal();
      }
      return verdict;
    },
    change: ({ source, edits }) => rewriteOfEdits(source, edits),
    prove: (claim) => proveRename(claim, from, to),
  });
}

function judge(source: string, context: TransformContext, from: string, to: string): Verdict<Plan> {
  const tree = treeOf(source);
  const uses = nameUses(tree, from);
  const mentions = mentionsOf(tree, from);
  const shared = uses.filter(({ role }) => role === "definition" || role === "global");
  const unclear = uses.filter(({ role }) => role === "unclear");
  if (shared.length + unclear.length === 0) {
    return { status: "unchanged", findings: mentions };
  }
  const files = sharingFiles(context.path, context.project, from, to);
  const refusals = [
    ...unclear.map(({ node }) => finding(nameUnclear, node.span)),
    ...refusalsOf(tree, files, context, { from, to, first: (shared[0] ?? unclear[0])?.node }),
  ];
  if (refusals.length > 0) {
    return { status: "blocked", findings: [...refusals, ...mentions] };
  }
  const edits = shared.map(({ node }) => ({ span: node.span, newText: to }));
  const members = files.filter(({ usesGlobal }) => usesGlobal).map(({ path }) => path);
  return {
    status: "changed",
    findings: mentions,
    plan: { source, edits },
    ...(members.length > 1 && { group: { members, around: () => [] } }),
  };
}

function refusalsOf(
  tree: SyntaxTree,
  files: readonly SharingFile[],
  { path, project, isSelected }: TransformContext,
  { from, to, first }: { from: string; to: string; first: SyntaxNode | undefined },
): readonly Finding[] {
  const span = first?.span ?? { start: 0, end: 0 };
  const at = (kind: FindingKind, message: string): Finding => finding(kind, span, message);
  const [unreadable] = tree.diagnostics;
  const taken = files.find(({ takenAt }) => takenAt !== undefined);
  const others = files.filter((file) => file.usesGlobal && file.path !== path);
  const left = others.find((file) => isSelected?.(file.path) === false);
  return [
    ...(unreadable === undefined
      ? []
      : [{ ...finding(readError, unreadable.span, unreadable.message), hint: mendFor("rename") }]),
    ...(dialectOf(project).names.has(to) ? [at(nameTaken, `${to} is a name of the language`)] : []),
    ...(taken === undefined
      ? []
      : [at(nameTaken, `${to} stands in ${taken.path}:${taken.takenAt}`)]),
    ...(files.some(({ defines }) => defines)
      ? []
      : [at(nameUndefined, `no file that shares ${from} defines it`)]),
    ...(left === undefined
      ? []
      : [at(nameNotSelected, `${left.path} uses ${from}, too, and is not part of the run`)]),
  ];
}

/** A file that loads connect with another one, and what it does with the names. */
interface SharingFile {
  readonly path: string;
  readonly usesGlobal: boolean;
  readonly defines: boolean;
  /** `line:column` of the new name, where it stands. */
  readonly takenAt: string | undefined;
}

/** The files that loads connect with this one, itself included, sorted. */
function sharingFiles(
  path: string,
  project: Project,
  from: string,
  to: string,
): readonly SharingFile[] {
  const paths = isListed(project) ? project.paths() : [];
  const neighbours = new Map<string, Set<string>>();
  const connect = (a: string, b: string): void => {
    neighbours.set(a, (neighbours.get(a) ?? new Set()).add(b));
  };
  for (const each of new Set([...paths, path])) {
    for (const literal of scanLiterals(project.read(each) ?? "")) {
      const loaded = pathOf(literal);
      if (loaded !== undefined) {
        connect(each, loaded);
        connect(loaded, each);
      }
    }
  }
  const found = new Set([path]);
  for (const each of found) {
    for (const next of neighbours.get(each) ?? []) {
      found.add(next);
    }
  }
  return [...found].sort().flatMap((each) => {
    const text = project.read(each);
    return text === undefined ? [] : [readFile(each, text, from, to)];
  });
}

function readFile(path: string, text: string, from: string, to: string): SharingFile {
  const mentions = text.includes(from) || text.includes(to);
  const uses = mentions ? nameUses(treeOf(text), from) : [];
  const [taken] = mentions ? nameUses(treeOf(text), to) : [];
  const place = taken && treeOf(text).lines.position(taken.node.start);
  return {
    path,
    usesGlobal: uses.some(({ role }) => role !== "local"),
    defines: uses.some(({ role }) => role === "definition"),
    takenAt: place && `${place.line}:${place.column}`,
  };
}

const IN_SYMBOL = /[A-Za-z0-9_+\-*\\/=<>!&?:]/;

/** Strings and comments that hold the name as a word. */
function mentionsOf(tree: SyntaxTree, name: string): readonly Finding[] {
  const found: Finding[] = [];
  const { source } = tree;
  for (let at = source.indexOf(name); at !== -1; at = source.indexOf(name, at + name.length)) {
    const end = at + name.length;
    const kind = tree.kind(tree.tokenAt(at));
    const isWord = !IN_SYMBOL.test(source[at - 1] ?? "") && !IN_SYMBOL.test(source[end] ?? "");
    if (isWord && (kind === SyntaxKind.String || kind === SyntaxKind.Comment)) {
      const what = kind === SyntaxKind.String ? "a string" : "a comment";
      found.push(finding(nameMentioned, { start: at, end }, `${what} mentions ${name}`));
    }
  }
  return found;
}
