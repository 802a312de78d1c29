// Old registrations beside a pipeline that cannot be finished for certain.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { readLedger } from "../../../src/program/ledger.js";
import { itemsOf, OLD_KINDS, type Script } from "../../../src/program/script.js";
import { readCall } from "../../../src/syntax/form.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { shellWord } from "../../../src/text/shell-word.js";
import { countOf } from "../../../src/text/wording.js";
import type { FindingRule } from "../judge/reading.js";
import { readUnfinished } from "../judge/unfinished.js";

export const mixedStyles: FindingRule = {
  code: "mixed-styles",
  severity: "refuse",
  summary: "the file has a pipeline of the new API beside calls of the old one",
  hint: "finish the file by hand: move the old registrations into the pipeline",
  explanation: `A pipeline runs its own suite, and in 2026-01 ends the process, so that what the old
calls register may never run, or run as a suite of its own on a module that has the old API.
Registrations that stand among the stages or above the pipeline are made stages of it. Which suite
any other call belongs to is for the file's author to say.`,
  example: `(test/suite "Another one")
(test/define "left over" {== (+ 1 2) 3})
(-> (test/suite "Half done")
    (test/add "adds" {== (+ 1 2) 3})
    (test/run))
`,
  check: ({ script, member }) => {
    const unfinished = readUnfinished(script);
    if (unfinished?.kind === "unfinishable") {
      const message = `cannot be finished: ${unfinished.reason}`;
      return [finding(mixedStyles, unfinished.node.span, message)];
    }
    const [pipeline] = itemsOf(script, "pipeline");
    const loadsParts = itemsOf(script, "load").some(({ part }) => part !== undefined);
    const isShared = loadsParts || (member !== undefined && unfinished !== undefined);
    return pipeline !== undefined && isShared
      ? [finding(mixedStyles, pipeline.node.span, SHARED)]
      : [];
  },
};

/**
 * The finding at a suite of the new API, `node`, that cannot become another one while calls of the old
 * API stand beside it: what there is of each, and the command that finishes the file, or why none does.
 */
export function mixedAt(node: SyntaxNode, script: Script, path: string): Finding {
  const old = readLedger(script).filter(({ style }) => style === "old");
  const suite = readCall(node)?.name === "->" ? "pipeline" : "list";
  const { line } = script.tree.lines.position(firstOld(script, old[0]?.node).start);
  const tests = old.length === 0 ? "calls" : countOf(old.length, "test");
  const message = `${tests} of the old API, from line ${line} on, beside this ${suite}`;
  const unfinished = readUnfinished(script);
  const hint =
    unfinished?.kind === "unfinished"
      ? `finish the file first: valk-codemod migrate ${shellWord(path)} --write`
      : unfinished && `finish the file by hand: ${unfinished.reason}`;
  return finding(mixedStyles, node.span, message, hint === undefined ? {} : { hint });
}

function firstOld({ items, tree }: Script, test: SyntaxNode | undefined): SyntaxNode {
  const item = items.find(({ kind }) => kind !== "run" && OLD_KINDS.has(kind));
  return item?.node ?? test ?? tree.root;
}

const SHARED = "cannot be finished: it shares tests with other files";
