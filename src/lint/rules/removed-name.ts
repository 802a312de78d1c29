// Names of the runtime that the repository's dialect has no more.

import { CONFIGURED_SEVERITIES, type Finding, finding } from "../../finding/finding.js";
import { type FileModel, type Read, resolve } from "../../mutation/file-model.js";
import { nodeAt } from "../../mutation/node-at.js";
import { normalizePath } from "../../program/load-graph.js";
import { SyntaxKind } from "../../syntax/kinds.js";
import { decodeString } from "../../syntax/string-literal.js";
import type { SyntaxNode } from "../../syntax/tree.js";
import { treeOf } from "../../syntax/tree-of.js";
import type { FileRule, LintedFile } from "../lint-rule.js";

export const removedName: FileRule = {
  code: "removed-name",
  severity: "refuse",
  summary: "a name of the runtime that the dialect has no more",
  hint: "write what took its place",
  explanation: `The runtime of an earlier dialect had this name, and that of the repository's dialect has not: a
call of it is an error. Where load checks a file before it runs it, nothing of the file runs. In
2026-02 there are no atoms and no quote, http2/request-on-conn is gone, and src/modules/sse.valk
lies elsewhere. Calls in quoted code are found, too. A name that any file of the repository defines
is its own.`,
  example: `(def {hits} (atom 0))
(fun {hit} {atom/add! hits 1})
`,
  exampleDialect: "2026-02",
  settable: CONFIGURED_SEVERITIES,
  check: (linted) => [...removedCalls(linted), ...removedLoads(linted)],
};

function removedCalls({ file, dialect, isDefined }: LintedFile): readonly Finding[] {
  const { removedNames, name: dialectName } = dialect;
  return file.reads
    .filter((read) => removedNames.has(read.name) && !isDefined(read.name) && isUse(file, read))
    .map(({ name, span }) => {
      const message = `${name} does not exist in ${dialectName}`;
      return finding(removedName, span, message, { name, hint: removedNames.get(name) as string });
    });
}

/** Whether the name means the runtime's: in code always, in data where it is the head of a call. */
function isUse(file: FileModel, read: Read): boolean {
  if (read.role !== "quoted") {
    return resolve(read.name, read.scope) === undefined;
  }
  const node = nodeAt(treeOf(file.source), read.span);
  const { parent } = node;
  return parent?.kind === SyntaxKind.List && parent.firstElement?.is(node) === true;
}

function removedLoads({ file, dialect, hasFile }: LintedFile): readonly Finding[] {
  const { removedFiles, name: dialectName } = dialect;
  if (!file.loads.some((path) => removedFiles.has(path) && !hasFile(path))) {
    return [];
  }
  return treeOf(file.source).root.elements.flatMap((form) => {
    const path = loadedPath(form);
    const replacement = path === undefined || hasFile(path) ? undefined : removedFiles.get(path);
    const message = `${path} does not exist in ${dialectName}`;
    const hint = `load ${replacement}`;
    return replacement === undefined ? [] : [finding(removedName, form.span, message, { hint })];
  });
}

function loadedPath(form: SyntaxNode): string | undefined {
  const [head, path] = form.kind === SyntaxKind.List ? form.elements : [];
  const text = head?.text === "load" && path?.kind === SyntaxKind.String ? path.text : undefined;
  const literal = text === undefined ? undefined : decodeString(text);
  return literal === undefined ? undefined : normalizePath(literal);
}
