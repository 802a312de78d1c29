// Which calls of the new API a file makes, as it stands or once it is migrated, each with the number of
// arguments that its function gets in the end: a stage gets the suite besides what is written. Read by
// the finding that asks whether the module which the file loads answers them.

import {
  BUILDER_STAGES,
  LIST_ENTRIES,
  LIST_ENTRY_NAMES,
  NEUTRAL_STAGE,
  RUNNERS,
  STAGES,
} from "../../../src/framework/framework-api.js";
import type { Item } from "../../../src/program/item.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import type { Site } from "../../../src/program/site.js";
import { type Form, readCall, readForm } from "../../../src/syntax/form.js";
import { insideOf } from "../../../src/syntax/inside.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { Reading } from "./reading.js";
import { readSuite, readUnfinished, type Suite } from "./unfinished.js";

export interface ApiCall {
  readonly name: string;
  /** Arguments that the function gets. */
  readonly count: number;
  /** Where the call stands, or what becomes it. */
  readonly node: SyntaxNode;
  /** What makes the entries of the list that the call is given: only who has it reads lists. */
  readonly entry?: string;
}

/** How many arguments the functions of the builder take, the suite included. */
const BUILDER_COUNTS: Readonly<Record<string, number>> = {
  "test/suite": 1,
  "test/add": 3,
  "test/add-async": 3,
  "test/add-all": 2,
  "test/skip": 2,
  "test/debug": 2,
  "test/expect-exit": 2,
  "test/run": 1,
  "test/run-async": 2,
};

/**
 * The calls of the new API that the file makes as it stands. What test bodies call is their own
 * business, and so is a pipeline of other values than suites.
 */
export function newCallsIn(script: Script): readonly ApiCall[] {
  const suites = itemsOf(script, "pipeline").flatMap(({ node }) => readSuite(node) ?? []);
  const isInTest = insideOf(suites.flatMap(({ parts }) => parts));
  const stages = script.uses.flatMap(({ name, role, quoted, inBody, node }) => {
    const form = node.parent && readForm(node.parent);
    const isStage = BUILDER_STAGES.has(name) && role === "call" && !quoted && !inBody;
    return isStage && form !== undefined && !isInTest(form.node) ? [stageCall(form)] : [];
  });
  const runs = itemsOf(script, "pipeline").flatMap(({ node }) => computedListRun(node) ?? []);
  return [...suites.flatMap(callsOfSuite), ...runs, ...stages];
}

/** A run with options, which nobody but who reads lists looks at, whose tests are no `(list …)`. */
function computedListRun(node: SyntaxNode): ApiCall | undefined {
  const form = readCall(node);
  const mode = RUNNERS[form?.name ?? ""];
  const hasOptions = form?.args.length === (mode === "async" ? 3 : 2);
  return form !== undefined && mode !== undefined && hasOptions && readSuite(node) === undefined
    ? { name: form.name, count: form.args.length, node, entry: LIST_ENTRIES[mode] }
    : undefined;
}

/** What the suite calls by itself: its head, its flags, its run, its entries. */
function callsOfSuite(suite: Suite): readonly ApiCall[] {
  const { pipeline, style, head, parts, mode } = suite;
  const form = readCall(pipeline) as Form;
  if (style === "list") {
    const { name, args } = form;
    const run = { name, count: args.length, node: pipeline, entry: LIST_ENTRIES[mode] };
    const entries = parts.flatMap((part) => {
      const entry = readCall(part);
      const isEntry = entry !== undefined && LIST_ENTRY_NAMES.has(entry.name);
      return isEntry ? [{ name: entry.name, count: 2, node: part }] : [];
    });
    return [run, ...entries];
  }
  const calls = [head, ...parts, form.args.at(-1) as SyntaxNode].flatMap((part) => {
    const call = readCall(part);
    const isOwn = call !== undefined && !BUILDER_STAGES.has(call.name);
    return isOwn && call.name in BUILDER_COUNTS ? [stageCall(call)] : [];
  });
  return [{ name: "->", count: form.args.length, node: pipeline }, ...calls];
}

/** A stage lacks the suite; one that is given it has all its arguments. */
function stageCall({ name, args, node }: Form): ApiCall {
  const count = Math.max(args.length, BUILDER_COUNTS[name] as number);
  return { name, count, node };
}

/** The calls of the new API that the file makes once it is migrated. */
export function callsAfterMigration({
  script,
  target,
  member,
}: Pick<Reading, "script" | "target" | "member">): readonly ApiCall[] {
  const unfinished = readUnfinished(script);
  const style = unfinished?.kind === "unfinished" ? unfinished.style : target;
  const found = [...newCallsIn(script), ...callsOfParts(script, style)];
  const runs = itemsOf(script, "run");
  const isFunction = member?.part !== undefined;
  return isFunction ? found : [...found, ...runs.flatMap((run) => callsOfRun(run, script, style))];
}

function callsOfRun(
  { mode, node, form }: Extract<Item, { kind: "run" }>,
  script: Script,
  target: Reading["target"],
): readonly ApiCall[] {
  const name = Object.keys(RUNNERS).find((runner) => RUNNERS[runner] === mode) as string;
  const before = mode === "async" ? 1 : 0;
  if (target === "builder") {
    const stages = script.items.filter(({ kind }) => STAGE_ITEMS.has(kind)).length;
    const head = { name: "test/suite", count: 1, node: itemsOf(script, "suite").at(-1)?.node };
    return [
      { name: "->", count: stages + 2, node },
      { ...head, node: head.node ?? node },
      { name, count: before + 1, node: form.node },
    ];
  }
  return [{ name, count: before + 2, node, entry: LIST_ENTRIES[mode] }];
}

/** Top-level forms that each become a stage. */
const STAGE_ITEMS: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>([
  "registration",
  "flag",
  "stage",
]);

function callsOfParts(script: Script, target: Reading["target"]): readonly ApiCall[] {
  const registrations = itemsOf(script, "registration").map(({ mode, node }) => ({ mode, node }));
  const sites = [
    ...script.effects.definitionSites,
    ...script.items.flatMap((item) => ("sites" in item ? item.sites : [])),
  ];
  const nested = sites.flatMap((site) => callOfSite(site, target));
  const flags = target === "list" ? [] : itemsOf(script, "flag").map(({ form }) => stageCall(form));
  const tests = registrations.map(({ mode, node }) => testCall(mode, node, target));
  return [...tests, ...flags, ...nested];
}

function testCall(mode: keyof typeof STAGES, node: SyntaxNode, target: Reading["target"]): ApiCall {
  return target === "builder"
    ? { name: STAGES[mode], count: 3, node }
    : { name: LIST_ENTRIES[mode], count: 2, node };
}

function callOfSite(site: Site, target: Reading["target"]): readonly ApiCall[] {
  if (site.kind === "registration") {
    return [testCall(site.mode, site.form.node, target)];
  }
  if (target === "list") {
    return [];
  }
  if (site.kind === "flag") {
    return [stageCall(site.form)];
  }
  if (site.kind === "loop" || site.kind === "sequence") {
    return [{ name: "test/add-all", count: 2, node: site.node }];
  }
  const isNothing = site.kind === "empty" || site.kind === "plain";
  return isNothing ? [{ name: NEUTRAL_STAGE, count: 1, node: site.node }] : [];
}
