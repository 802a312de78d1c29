// A registration whose value does not reach the pipeline.

import { finding } from "../../../src/finding/finding.js";
import { EFFECT_NAMES } from "../../../src/framework/framework-api.js";
import type { LostEffect } from "../../../src/program/effects.js";
import type { FlagItem } from "../../../src/program/item.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import { isConstant } from "../../../src/program/sequence.js";
import type { Site } from "../../../src/program/site.js";
import { readCall } from "../../../src/syntax/form.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { FindingRule, Reading } from "../judge/reading.js";
import { troubleFindings } from "../judge/trouble-findings.js";

export const lostRegistration: FindingRule = {
  code: "lost-registration",
  severity: "refuse",
  summary: "a registration stands where its value is lost",
  hint: "make it the value of its function or form, or register the test with a top-level form",
  explanation: `A registration is an effect on the old framework and a value in the new one: a stage, which has to
travel to the pipeline. It gets there as a top-level form, as the value of a function that a
top-level form calls, from the branches of an if and of a select that ends in otherwise, from the
parts of a do or of a function's body, the body of a let, and from each turn of a map. In a
callback, as an argument, under a name of its own, with arguments missing, or before something that
may fail and be the value of its function, its value goes nowhere, and the test would silently
vanish. So it does in a case, which answers its branch as data and does not evaluate it, and in a
select or beside a print whose words, such as otherwise, the file binds anew, at whatever depth.`,
  example: `(test/suite "Lost")
(fun {cases x} {do
  (test/define "adds" {== (+ 1 2) 3})
  (check x)})
(cases 1)
(test/run)
`,
  check: (reading) => [
    ...troubleFindings(lostRegistration, reading),
    ...[...reading.script.effects.lost, ...flagsInLists(reading)]
      .filter(({ node, item }) => !(item.kind === "registration" && EFFECT_NAMES.has(node.text)))
      .map((lost) => finding(lostRegistration, lost.node.span, describe(lost, reading))),
  ],
};

/** A list of tests has no place for a flag that only sometimes holds, nor for one of a part. */
function flagsInLists({ script, target, member }: Reading): readonly LostEffect[] {
  if (target === "builder") {
    return [];
  }
  const { items, effects } = script;
  // A function that sets a flag and that no form calls is as good as any other.
  const isCalled = member !== undefined || items.some(({ kind }) => kind === "stage");
  const defined = isCalled ? effects.definitionSites : [];
  return items.flatMap((item): readonly LostEffect[] => {
    if (item.kind === "flag") {
      const isLost = member?.part !== undefined || isOverruled(item, script);
      return isLost ? [{ node: item.form.head, item }] : [];
    }
    if (item.kind !== "stage" && item.kind !== "other") {
      return [];
    }
    const sites = item.kind === "stage" ? item.sites : defined;
    return sites.flatMap((site) =>
      isFlag(site, member) && isWithin(site.form.node, item.node)
        ? [{ node: site.form.head, item }]
        : [],
    );
  });
}

function isFlag(
  site: Site,
  member: Reading["member"],
): site is Extract<Site, { form: unknown; kind: "flag" | "call" }> {
  return (
    site.kind === "flag" ||
    (site.kind === "call" && member?.flagFunctions.has(site.form.name) === true)
  );
}

/** Whether a later call of the flag overrules it, so that what computes its value would not be written. */
function isOverruled({ flag, argument }: FlagItem, script: Script): boolean {
  if (isConstant(argument)) {
    return false;
  }
  const last = itemsOf(script, "flag").findLast((other) => other.flag === flag);
  return last?.argument.is(argument) === false;
}

function isWithin(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function describe({ node, item }: LostEffect, { script, member }: Reading): string {
  const name = node.text;
  if (item.kind === "flag" && isOverruled(item, script)) {
    return `a list of tests holds the last ${name} alone: what computes this one would be lost`;
  }
  if (item.kind === "flag") {
    return `a list of tests has no place for ${name}: set the flag in the file that runs them`;
  }
  const { line } = script.tree.lines.position(item.node.start);
  const form = readCall(item.node)?.name ?? "form";
  const does = member?.flagFunctions.has(name) === true ? "sets flags" : "registers tests";
  const what = EFFECT_NAMES.has(name) ? name : `${name}, which ${does},`;
  return `the value of ${what} is lost inside the ${form} at line ${line}`;
}
