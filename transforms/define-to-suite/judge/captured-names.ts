// The names that a rewriting puts into a form, and those that it takes to be what they usually are:
// each must mean the framework's, the prelude's or the interpreter's at that place. This file finds
// those that a parameter or a local stands for there. Called by the finding about such names.

import { isFlagName, LIST_ENTRIES } from "../../../src/framework/framework-api.js";
import { namesBoundBy } from "../../../src/program/load-graph.js";
import { dataIn, type Script } from "../../../src/program/script.js";
import type { Site } from "../../../src/program/site.js";
import { readBinding } from "../../../src/syntax/bindings.js";
import { readForm } from "../../../src/syntax/form.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { Reading } from "./reading.js";

/** A name at a site and what it stands in. */
export interface UsedName {
  readonly name: string;
  /** The site, or the form around it that the name heads. */
  readonly node: SyntaxNode;
  /** Whether the file's own text has it there. */
  readonly isWritten: boolean;
}

/** The names at all sites of a script that a parameter or local of a function around them binds. */
export function capturedNames(script: Script, target: Reading["target"]): readonly UsedName[] {
  const boundIn = boundNameReader();
  return sitesOf(script).flatMap((site) => {
    const used = [...insertedNames(site, target), ...headsAround(site), ...calledName(site)];
    const functions = functionsAround(nodeOf(site));
    return functions.length === 0
      ? []
      : used.filter(({ name }) => functions.some((node) => boundIn(node).has(name)));
  });
}

/** The heads of the forms through which the values of a script's sites travel, each once. */
export function headsOfSites(script: Script): ReadonlySet<string> {
  const heads =
    knownHeads.get(script) ??
    new Set(
      sitesOf(script)
        .flatMap(headsAround)
        .map(({ name }) => name),
    );
  knownHeads.set(script, heads);
  return heads;
}

// Every file that loads a script asks for its heads.
const knownHeads = new WeakMap<Script, ReadonlySet<string>>();

function sitesOf({ items, effects }: Script): readonly Site[] {
  return [
    ...effects.definitionSites,
    ...items.flatMap((item) => ("sites" in item ? item.sites : [])),
  ];
}

function nodeOf(site: Site): SyntaxNode {
  return "form" in site ? site.form.node : site.node;
}

/** What the target writes at a site, names of the framework aside, which no file may bind at all. */
function insertedNames(site: Site, target: Reading["target"]): readonly UsedName[] {
  const names = target === "list" ? LIST_NAMES[site.kind] : BUILDER_NAMES[site.kind];
  const entry = target === "list" && site.kind === "registration" ? [LIST_ENTRIES[site.mode]] : [];
  return [...(names ?? []), ...entry].map((name) => ({
    name,
    node: nodeOf(site),
    isWritten: false,
  }));
}

type Inserted = Readonly<Partial<Record<Site["kind"], readonly string[]>>>;

const BUILDER_NAMES: Inserted = { plain: ["do"], sequence: ["do", "list"] };
const LIST_NAMES: Inserted = {
  registration: ["list"],
  loop: ["foldl", "join"],
  plain: ["do"],
  sequence: ["do", "join"],
};

/** The name of the function that a call at a site, or a loop, calls. */
function calledName(site: Site): readonly UsedName[] {
  const form = readForm(nodeOf(site));
  const isCall = site.kind === "call" || (site.kind === "flag" && isFlagName(site.form.name));
  const callee = site.kind === "loop" ? form?.args[0] : isCall ? form?.head : undefined;
  return callee === undefined ? [] : [{ name: callee.text, node: callee, isWritten: true }];
}

/** The symbols that head the forms around a site, and its own if that is no call of a function. */
function headsAround(site: Site): readonly UsedName[] {
  const heads: UsedName[] = [];
  const start = "form" in site ? nodeOf(site).parent : site.node;
  for (let node = start; node !== undefined; node = node.parent) {
    const form = readForm(node);
    if (form !== undefined && FOLLOWED.has(form.name)) {
      heads.push({ name: form.name, node: form.head, isWritten: true });
    }
  }
  return heads;
}

/** Calls whose meaning the value of an effect depends on. */
const FOLLOWED: ReadonlySet<string> = new Set(["do", "let", "map", "select", "case"]);

/** The forms around a node that make functions. */
function functionsAround(start: SyntaxNode): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let node = start.parent; node !== undefined; node = node.parent) {
    const form = readForm(node);
    if (form?.name === "fun" || form?.name === "\\") {
      found.push(node);
    }
  }
  return found;
}

/** Answers the parameters of a function, and all that `=` binds in it; each is read once. */
function boundNameReader(): (node: SyntaxNode) => ReadonlySet<string> {
  const known = new Map<number, ReadonlySet<string>>();
  return (node) => {
    const bound = known.get(node.index) ?? boundNames(node);
    known.set(node.index, bound);
    return bound;
  };
}

function boundNames(node: SyntaxNode): ReadonlySet<string> {
  const form = readForm(node);
  const parameters = (form && readBinding(form)?.parameters) ?? [];
  const locals = [...dataIn(node)].flatMap((datum) =>
    datum.firstElement?.text === "=" ? namesBoundBy(datum) : [],
  );
  return new Set([...parameters, ...locals].map(({ text }) => text));
}
