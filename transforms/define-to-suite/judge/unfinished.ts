// A file that is half migrated, as after a merge: one finished pipeline, and calls of the old API
// that were meant for it. Says which of these can become its stages and, where that is not certain,
// why. Read by the findings and by the transform; nothing is rewritten here.

import {
  EFFECT_NAMES,
  isOldInternalName,
  type Mode,
  REGISTRATIONS,
  RUNNERS,
} from "../../../src/framework/framework-api.js";
import type { RegistrationItem } from "../../../src/program/item.js";
import { itemsOf, OLD_KINDS, type Script, usesOldApi } from "../../../src/program/script.js";
import { type Form, readCall } from "../../../src/syntax/form.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";

/** A pipeline and the old registrations that become its stages. */
export interface Unfinished {
  readonly kind: "unfinished";
  readonly pipeline: SyntaxNode;
  /** How the pipeline writes its tests, whatever the run's target is. */
  readonly style: "builder" | "list";
  /** The element behind which registrations from above the pipeline are written. */
  readonly head: SyntaxNode;
  /** The pipeline's parts behind the head, in order. */
  readonly parts: readonly SyntaxNode[];
  /** Old registrations that stand among the parts. */
  readonly inside: readonly Form[];
  /** Old registrations that stand above the pipeline. */
  readonly above: readonly RegistrationItem[];
}

/** What of a mixed file stands in the way of finishing it. */
export interface Unfinishable {
  readonly kind: "unfinishable";
  readonly node: SyntaxNode;
  readonly reason: string;
}

/** Reads a file with both styles; undefined for one that has only one of them. */
export function readUnfinished(script: Script): Unfinished | Unfinishable | undefined {
  const pipelines = itemsOf(script, "pipeline");
  const [first] = pipelines;
  if (first === undefined || !usesBothStyles(script)) {
    return undefined;
  }
  const suites = pipelines.flatMap(({ node }) => readSuite(node) ?? []);
  const [suite, second] = suites;
  if (suite === undefined) {
    return refusal(first.node, "the pipeline is not one suite from its name to its run");
  }
  if (second !== undefined) {
    return refusal(second.pipeline, "the file has several pipelines");
  }
  return finish(script, suite);
}

function refusal(node: SyntaxNode, reason: string): Unfinishable {
  return { kind: "unfinishable", node, reason };
}

function usesBothStyles(script: Script): boolean {
  return (
    usesOldApi(script) ||
    script.uses.some(
      ({ name, role, item, quoted }) =>
        name in REGISTRATIONS && role === "call" && item.kind === "pipeline" && !quoted,
    )
  );
}

/** A suite as the new styles write it. */
export interface Suite {
  readonly pipeline: SyntaxNode;
  readonly style: Unfinished["style"];
  readonly head: SyntaxNode;
  readonly parts: readonly SyntaxNode[];
  /** How the tests run that the pipeline's runner runs. */
  readonly mode: Mode;
}

/** `(-> (test/suite …) … (test/run))`, or `(test/run (list …) …)`. */
export function readSuite(node: SyntaxNode): Suite | undefined {
  const form = readCall(node);
  if (form === undefined) {
    return undefined;
  }
  return form.name === "->" ? readBuilder(form) : readList(form);
}

function readBuilder({ node, args }: Form): Suite | undefined {
  const head = args[0];
  const run = args.at(-1);
  const mode = RUNNERS[(run && readCall(run)?.name) ?? ""];
  const isSuite = head !== undefined && readCall(head)?.name === "test/suite";
  return isSuite && mode !== undefined
    ? { pipeline: node, style: "builder", head, parts: args.slice(1, -1), mode }
    : undefined;
}

function readList({ node, name, args }: Form): Suite | undefined {
  const mode = RUNNERS[name];
  const list = args[mode === "async" ? 1 : 0];
  const form = list && readCall(list);
  return mode !== undefined && form?.name === "list"
    ? { pipeline: node, style: "list", head: form.head, parts: form.args, mode }
    : undefined;
}

function finish(script: Script, suite: Suite): Unfinished | Unfinishable {
  const inside = suite.parts.flatMap((part) => {
    const form = readCall(part);
    return form !== undefined && form.name in REGISTRATIONS ? [form] : [];
  });
  const above = itemsOf(script, "registration");
  const obstacle =
    strayItem(script, suite) ??
    strayUse(script, inside) ??
    wrongCall([...inside, ...above.map(({ form }) => form)], suite);
  const { pipeline, style, head, parts } = suite;
  return obstacle ?? { kind: "unfinished", pipeline, style, head, parts, inside, above };
}

/** An old form that has no place in a finished pipeline, or stands where it never counted. */
function strayItem({ items }: Script, { pipeline }: Suite): Unfinishable | undefined {
  for (const { kind, node } of items) {
    if (kind === "registration" && node.index > pipeline.index) {
      return refusal(node, "it stands behind the pipeline, whose run does not count it");
    }
    if (kind !== "registration" && OLD_KINDS.has(kind)) {
      return refusal(node, "a pipeline has its own name, flags and run: this call is one too many");
    }
  }
  return undefined;
}

/** A call of the old API inside the pipeline that is no part of it by itself, in a body for one. */
function strayUse({ uses }: Script, inside: readonly Form[]): Unfinishable | undefined {
  const heads = new Set(inside.map(({ head }) => head.index));
  const stray = uses.find(
    ({ name, item, node, role, quoted }) =>
      item.kind === "pipeline" &&
      role !== "parameter" &&
      !quoted &&
      !heads.has(node.index) &&
      (name in REGISTRATIONS || isOldInternalName(name) || isInBody(name, node, inside)),
  );
  return stray && refusal(stray.node, `${stray.name} stands in a place that is no stage`);
}

function isInBody(name: string, node: SyntaxNode, inside: readonly Form[]): boolean {
  return EFFECT_NAMES.has(name) && inside.some(({ args }) => isBelow(node, args[1]));
}

function isBelow(node: SyntaxNode, outer: SyntaxNode | undefined): boolean {
  return (
    outer !== undefined && outer.index <= node.index && node.index < outer.tree.after(outer.index)
  );
}

function wrongCall(forms: readonly Form[], { mode }: Suite): Unfinishable | undefined {
  for (const { node, name, args } of forms) {
    if (args.length !== 2) {
      return refusal(node, `${name} takes a name and a body`);
    }
    if (REGISTRATIONS[name] !== mode) {
      return refusal(node, "the pipeline's runner does not run this kind of test");
    }
  }
  return undefined;
}
