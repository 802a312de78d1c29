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
import { nameUses } from "../../src/program/name-uses.js";
import { dialectOf } from "../../src/program/project.js";
import { proveRename } from "../../src/proof/prove-rename.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode, SyntaxTree } from "../../src/syntax/tree.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { mendFor, readError } from "../define-to-suite/findings/read-error.js";
import {
  nameMentioned,
  nameNotConnected,
  nameNotSelected,
  nameTaken,
  nameUnclear,
  nameUndefined,
  renameKinds,
} from "./rename-kinds.js";
import { type Names, type Sharing, sharingReader } from "./sharing.js";

interface Plan {
  readonly source: string;
  readonly edits: readonly Edit[];
}

/**
 * The transform that gives the global `from` the name `to`; both are symbols. `onGlobal` is called for each
 * file where it stands.
 */
export function renameTransform(from: string, to: string, onGlobal = () => {}): Transform {
  const sharingOf = sharingReader({ from, to });
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
      const verdict = judge(source, context, { from, to }, sharingOf);
      if (verdict.status !== "unchanged") {
        onGlobal();
      }
      return verdict;
    },
    change: ({ source, edits }) => rewriteOfEdits(source, edits),
    prove: (claim) => proveRename(claim, from, to),
  });
}

function judge(
  source: string,
  context: TransformContext,
  { from, to }: Names,
  sharingOf: ReturnType<typeof sharingReader>,
): Verdict<Plan> {
  const tree = treeOf(source);
  const uses = nameUses(tree, from);
  const mentions = mentionsOf(tree, from);
  const shared = uses.filter(({ role }) => role === "definition" || role === "global");
  const unclear = uses.filter(({ role }) => role === "unclear");
  if (shared.length + unclear.length === 0) {
    return { status: "unchanged", findings: mentions };
  }
  const sharing = sharingOf(context.path, context.project);
  const refusals = [
    ...unclear.map(({ node }) => finding(nameUnclear, node.span)),
    ...refusalsOf(tree, sharing, context, { from, to, first: (shared[0] ?? unclear[0])?.node }),
  ];
  if (refusals.length > 0) {
    return { status: "blocked", findings: [...refusals, ...mentions] };
  }
  const edits = shared.map(({ node }) => ({ span: node.span, newText: to }));
  const members = sharing.files.filter(({ usesGlobal }) => usesGlobal).map(({ path }) => path);
  return {
    status: "changed",
    findings: mentions,
    plan: { source, edits },
    ...(members.length > 1 && { group: { members, around: () => [] } }),
  };
}

function refusalsOf(
  tree: SyntaxTree,
  { files, stray }: Sharing,
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
    ...(stray === undefined ? [] : [at(nameNotConnected, stray)]),
  ];
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
