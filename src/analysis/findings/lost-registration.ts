// A registration whose value does not reach the pipeline.

import { readCall } from "../../syntax/form.js";
import type { SyntaxNode } from "../../syntax/tree.js";
import type { LostEffect } from "../effects.js";
import { findTrouble } from "../find-trouble.js";
import { finding } from "../finding.js";
import { EFFECT_NAMES } from "../framework-api.js";
import type { FindingRule, Reading } from "../reading.js";

export const lostRegistration: FindingRule = {
  code: "lost-registration",
  severity: "refuse",
  summary: "a registration stands where its value is lost",
  hint: "make it the value of its function or form, or register the test with a top-level form",
  explanation: `A registration is an effect on the old framework and a value in the new one: a stage, which has to
travel to the pipeline. It gets there as a top-level form, as the value of a function that a
top-level form calls, from the branches of an if, the end of a do, the body of a let, and from each
turn of a map. In the middle of a do, in a callback, as an argument, under a name of its own or with
arguments missing, its value goes nowhere, and the test would silently vanish.`,
  example: `(test/suite "Lost")
(fun {cases x} {do
  (test/define "adds" {== (+ 1 2) 3})
  (test/define "subtracts" {== (- 3 2) 1})})
(cases 1)
(test/run)
`,
  check: (reading) => [
    ...findTrouble(lostRegistration, reading),
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
      return member?.part === undefined ? [] : [{ node: item.form.head, item }];
    }
    if (item.kind !== "stage" && item.kind !== "other") {
      return [];
    }
    return (item.kind === "stage" ? item.sites : defined).flatMap((site) => {
      const isHere = site.kind === "flag" && isWithin(site.form.node, item.node);
      return isHere ? [{ node: site.form.head, item }] : [];
    });
  });
}

function isWithin(inner: SyntaxNode, outer: SyntaxNode): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function describe({ node, item }: LostEffect, { script }: Reading): string {
  const name = node.text;
  if (item.kind === "flag") {
    return `a list of tests has no place for ${name}: set the flag in the file that runs them`;
  }
  const { line } = script.tree.lines.position(item.node.start);
  const form = readCall(item.node)?.name ?? "form";
  const what = EFFECT_NAMES.has(name) ? name : `${name}, which registers tests,`;
  return `the value of ${what} is lost inside the ${form} at line ${line}`;
}
