// Where a file speaks the builder API: pipelines of suites at top level, and stages anywhere else.
// Tests of either style are left out, whose bodies are their own business.

import { ADD_TESTS, BUILDER_STAGES, LIST_ENTRY_NAMES, STAGES } from "../framework/framework-api.js";
import { type Form, readCall, readForm, topCalls } from "../syntax/form.js";
import { insideOf } from "../syntax/inside.js";
import type { SyntaxNode, SyntaxTree } from "../syntax/tree.js";
import type { Script } from "./script.js";

/** Whether the form is a pipeline of a suite: `(-> (test/suite …) …)`. */
export function isPipeline({ name, args }: Form): boolean {
  const head = name === "->" ? args[0] : undefined;
  return head !== undefined && readCall(head)?.name === "test/suite";
}

/** The pipelines at top level. */
export function pipelinesIn({ tree }: Script): readonly Form[] {
  return topCalls(tree).filter(isPipeline);
}

/** Calls that make stages and stand in no pipeline at top level: in functions and conditions. */
export function stagesOutside(script: Script): readonly Form[] {
  const uses = script.uses.filter(
    ({ name, role, quoted, inBody }) => role === "call" && MAKING.has(name) && !quoted && !inBody,
  );
  const isOwn = insideOf(uses.length === 0 ? [] : pipelinesIn(script).map(({ node }) => node));
  return uses.flatMap(({ node }) => {
    const form = node.parent === undefined ? undefined : readForm(node.parent);
    // With the tests in front, the call adds to a list.
    const isMeant = form !== undefined && form.args.length < LIST_ARGUMENTS;
    return isMeant && !isOwn(form.node) && !isInTest(form.node) ? [form] : [];
  });
}

const LIST_ARGUMENTS = 3;

const MAKING: ReadonlySet<string> = new Set([...BUILDER_STAGES, ADD_TESTS]);

/** Whether the file needs a module that answers pipelines. */
export function speaksBuilder(script: Script): boolean {
  return pipelinesIn(script).length > 0 || stagesOutside(script).length > 0;
}

/** Whether a node stands in a test of either new style. */
export function isInTest(node: SyntaxNode): boolean {
  const { tree } = node;
  const isInside = inTests.get(tree) ?? insideOf(outermostTests(tree));
  inTests.set(tree, isInside);
  return isInside(node);
}

// Asked for every call of the new API in a file.
const inTests = new WeakMap<SyntaxTree, (node: SyntaxNode) => boolean>();

function outermostTests(tree: SyntaxTree): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let index = 0; index < tree.size; ) {
    const node = tree.node(index);
    const isTest = TESTS.has(readCall(node)?.name ?? "");
    if (isTest) {
      found.push(node);
    }
    index = isTest ? tree.after(index) : index + 1;
  }
  return found;
}

const TESTS: ReadonlySet<string> = new Set([...LIST_ENTRY_NAMES, ...Object.values(STAGES)]);
