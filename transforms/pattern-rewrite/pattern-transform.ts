// Patterns as transforms, made for each run and no entries of the registry: one that only tells where
// patterns match, and one that replaces the matches. Both go through the same plan, proof and reports as any.

import type { Dialect } from "../../src/dialect/dialect.js";
import type { Rewrite } from "../../src/edit/rewrite.js";
import {
  type Finding,
  type FindingKind,
  finding,
  type Severity,
} from "../../src/finding/finding.js";
import { defineTransform, type Transform, type Verdict } from "../../src/kit/transform.js";
import { findMatches, type Query } from "../../src/pattern/find-matches.js";
import { textOf } from "../../src/pattern/guard.js";
import type { Match } from "../../src/pattern/match.js";
import { literalTokens, nodeOf, type Pattern } from "../../src/pattern/pattern.js";
import { type PatternRewrite, rewriteText } from "../../src/pattern/pattern-rewrite.js";
import { dialectOf } from "../../src/program/project.js";
import { hasOpenString } from "../../src/program/test-calls.js";
import type { TokenChanges } from "../../src/proof/token-changes.js";
import { errorsFor } from "../../src/syntax/diagnostic.js";
import { isTokenKind } from "../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../src/syntax/tree.js";
import { treeOf } from "../../src/syntax/tree-of.js";
import { mendFor, readError } from "../define-to-suite/findings/read-error.js";
import { endlessRewrite, matchLeft, patternKinds, patternMatch } from "./pattern-kinds.js";

/** What is said of each match of a pattern. */
export interface PatternNotice {
  readonly query: Query;
  readonly code: string;
  readonly severity: Severity;
  /** The first line of the match where it is missing. */
  readonly message?: string;
  /** What the holes stand for where it is missing. */
  readonly hint?: string;
}

/** The notice of `search`. */
export function searchNotice(query: Query): PatternNotice {
  const { code, severity } = patternMatch;
  return { query, code, severity };
}

/** What a set of patterns does and says. */
export interface PatternRules {
  readonly name: string;
  /** The command that runs them, where that is not `migrate`. */
  readonly command?: string;
  readonly summary: string;
  /** Applied in this order, again and again until none finds anything. */
  readonly rewrites: readonly PatternRewrite[];
  readonly notices: readonly PatternNotice[];
  /** A file and what becomes of it. */
  readonly example?: { readonly before: string; readonly after: string };
}

/** The transform that does and says this. */
export function patternTransform({
  name,
  command = "migrate",
  summary,
  rewrites,
  notices,
  example = { before: "", after: "" },
}: PatternRules): Transform {
  return defineTransform<Rewrite>({
    name,
    command,
    documentation: { summary, ...example },
    needs: "file",
    concerns: "code",
    findings: [...patternKinds, readError, ...notices.map(kindOf)],
    judge: (source, { project }) =>
      judgeRules(source, rewrites, notices, dialectOf(project), command),
    change: (rewrite) => rewrite,
    mayChange: tokenChangesOf(rewrites),
  });
}

/** What a notice reports, as a kind: suppression comments may name it. */
function kindOf({ code, severity, message = "", hint = "" }: PatternNotice): FindingKind {
  return { code, severity, summary: message, hint, explanation: message };
}

/**
 * What rules make of a text, and what they say of it to those who run them by `command`. One that does
 * not read is blocked if a match may stand in it.
 */
export function judgeRules(
  source: string,
  rewrites: readonly PatternRewrite[],
  notices: readonly PatternNotice[],
  dialect: Dialect,
  command = "migrate",
): Verdict<Rewrite> {
  const found = noticesIn(source, notices);
  const { rewrite, left, isSettled } = rewriteText(source, rewrites);
  if (!isSettled) {
    return { status: "blocked", findings: [finding(endlessRewrite, { start: 0, end: 0 })] };
  }
  const patterns = [...rewrites, ...notices].map(({ query }) => query.pattern);
  const findings = [
    ...found,
    ...left.map(({ span, reason }) => finding(matchLeft, span, `a match stays: ${reason}`)),
    ...refuseUnreadable(treeOf(source), patterns, dialect, command),
  ].toSorted((a, b) => a.span.start - b.span.start);
  if (findings.some(({ severity }) => severity === "refuse")) {
    return { status: "blocked", findings };
  }
  return rewrite === undefined
    ? { status: "unchanged", findings }
    : { status: "changed", findings, plan: rewrite };
}

/**
 * The first read error, where a pattern may match in what does not read: a form that is never closed is no
 * match, whatever it begins with.
 */
function refuseUnreadable(
  tree: SyntaxTree,
  patterns: readonly Pattern[],
  dialect: Dialect,
  command: string,
): readonly Finding[] {
  const [unreadable] = errorsFor(dialect, tree.diagnostics);
  if (unreadable === undefined || !patterns.some(({ mark }) => mayHold(tree, mark))) {
    return [];
  }
  const refusal = finding(readError, unreadable.span, unreadable.message);
  return [{ ...refusal, hint: mendFor(command) }];
}

/** Whether a text stands in the code; where a string has no end, code is anything. */
function mayHold(tree: SyntaxTree, mark: string | undefined): boolean {
  if (mark === undefined || hasOpenString(tree)) {
    return tree.source.includes(mark ?? "");
  }
  for (let index = 0; index < tree.size; index++) {
    if (isTokenKind(tree.kind(index)) && tree.text(index) === mark) {
      return true;
    }
  }
  return false;
}

/** What notices say of a text. */
export function noticesIn(source: string, notices: readonly PatternNotice[]): readonly Finding[] {
  return notices.flatMap(({ query, code, severity, message, hint }) =>
    findMatches(query, treeOf(source).root).map((match) => ({
      code,
      severity,
      span: match.node.span,
      message: message ?? firstLine(match.node.text),
      hint: hint ?? (describeHoles(match) || patternMatch.hint),
    })),
  );
}

function describeHoles({ bindings }: Match): string {
  return [...bindings]
    .map(([name, run]) => `$${name} is ${firstLine(textOf(run)) || "nothing"}`)
    .join(", ");
}

function firstLine(text: string): string {
  const [line = "", ...more] = text.split(/\r?\n/);
  return more.length === 0 ? line : `${line.trimEnd()} …`;
}

/** All that the proof may let the rewrites touch: what patterns and templates write themselves. */
export function tokenChangesOf(rewrites: readonly PatternRewrite[]): TokenChanges {
  const removes: string[] = [];
  const adds: string[] = [];
  let [dropsHoles, copiesHoles, moves] = [false, false, false];
  for (const { query, template } of rewrites) {
    const { text, steps, dropsHoles: drops } = template;
    removes.push(...literalTokens([query.pattern.root]));
    adds.push(...literalTokens(text.tree.root.elements.map((form) => nodeOf(form, text))));
    if (query.matchesBodies === true) {
      removes.push("{", "}");
      adds.push("{", "}");
    }
    const holes = steps.filter(({ item }) => item.hole !== undefined);
    dropsHoles ||= drops;
    copiesHoles ||= new Set(holes.map(({ part }) => part)).size < holes.length;
    moves ||= holes.some(({ isInOrder }) => !isInOrder);
  }
  return {
    removes: dropsHoles ? "any" : removes,
    adds: copiesHoles ? "any" : adds,
    moves,
  };
}
