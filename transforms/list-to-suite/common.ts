// What both ways between the new forms look for in a file.

import type { Dialect } from "../../src/dialect/dialect.js";
import { type Finding, finding, isRefused } from "../../src/finding/finding.js";
import { PUBLIC_NAMES, REGISTRATIONS, RUNNERS } from "../../src/framework/framework-api.js";
import type { TransformContext, Verdict } from "../../src/kit/transform.js";
import { answersFor } from "../../src/program/answers.js";
import type { Outlook } from "../../src/program/outlook.js";
import { dialectOf } from "../../src/program/project.js";
import { OLD_KINDS, type Script } from "../../src/program/script.js";
import { bindsGlobal, readBinding } from "../../src/syntax/bindings.js";
import { readForm } from "../../src/syntax/form.js";
import { SyntaxKind } from "../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../src/syntax/tree.js";
import { duplicateTest } from "../define-to-suite/findings/duplicate-test.js";
import { formsAfterRun } from "../define-to-suite/findings/forms-after-run.js";
import { moduleMissing } from "../define-to-suite/findings/module-missing.js";
import { newOnOld } from "../define-to-suite/findings/new-on-old.js";
import { severalRuns } from "../define-to-suite/findings/several-runs.js";
import { shadowsFramework } from "../define-to-suite/findings/shadows-framework.js";
import type { ApiCall } from "../define-to-suite/judge/api-calls.js";
import { causesFor } from "../define-to-suite/judge/unanswered.js";
import type { SuiteOptions } from "../define-to-suite/suite-options.js";
import type { FoundHere, Report } from "./findings/found.js";

/** Whether the file registers with the old API, its runs aside. */
export function usesOldStyle({ items, uses }: Script): boolean {
  return (
    items.some(({ kind }) => kind !== "run" && OLD_KINDS.has(kind)) ||
    uses.some(
      ({ name, role, quoted, inBody }) =>
        name in REGISTRATIONS && role === "call" && !quoted && !inBody,
    )
  );
}

/** Reports every global that the file binds to a name of the framework, or to one of `names`. */
export function reportBindings({ tree }: Script, names: readonly string[], report: Report): void {
  const watched = new Set(names);
  for (let at = 0; at < tree.size; at++) {
    const isForm = tree.kind(at) === SyntaxKind.List || tree.kind(at) === SyntaxKind.QExpr;
    const form = isForm ? readForm(tree.node(at)) : undefined;
    const binding = form && readBinding(form);
    const isGlobal = binding !== undefined && (bindsGlobal(binding) || tree.parent(at) === 0);
    for (const name of isGlobal ? binding.names : []) {
      if (watched.has(name.text) || PUBLIC_NAMES.has(name.text)) {
        report(shadowsFramework, name, `binds ${name.text}`);
      }
    }
  }
}

/** Reports literal names that an earlier test has. */
export function reportTwins(names: readonly SyntaxNode[], report: Report): void {
  const first = new Map<string, SyntaxNode>();
  for (const name of names) {
    const earlier = first.get(name.text);
    if (earlier !== undefined) {
      const { line } = earlier.tree.lines.position(earlier.start);
      report(duplicateTest, name, `${name.text} is also the name of the test at line ${line}`);
    } else if (name.kind === SyntaxKind.String) {
      first.set(name.text, name);
    }
  }
}

/** Reports calls that the modules of the run will not answer. */
export function reportUnanswered(
  script: Script,
  calls: readonly ApiCall[],
  { path, project, options: { outlook } }: TransformContext<SuiteOptions>,
  found: FoundHere,
): void {
  if (outlook === undefined) {
    return;
  }
  const alone = { loads: [], scriptAt: () => undefined, isAlone: true, target: "builder" } as const;
  const dialect = dialectOf(project);
  const reading = { script, path, outlook, dialect, changes: true, ...alone };
  for (const cause of causesFor(reading, { calls, project: outlook.after })) {
    const { kind, node, message, hint } = cause;
    const rule = kind === "missing" ? moduleMissing : newOnOld;
    found.add(finding(rule, node.span, message, hint === undefined ? {} : { hint }));
  }
}

/** The text of the module that the file's runs call; undefined where nobody knows. */
export function moduleText(script: Script, { after, usual }: Outlook): string | undefined {
  const [runner = ""] = Object.keys(RUNNERS);
  const path = answersFor(script, after).of(runner)?.path ?? usual;
  return path === undefined ? undefined : after.read(path);
}

/**
 * Reports runs and forms behind the first run of a file: whether they run at all depends on whether a
 * run ends the script.
 */
export function reportBehindRuns(
  { tree }: Script,
  runs: readonly SyntaxNode[],
  { rules: { shutdownEndsScript } }: Dialect,
  report: Report,
): void {
  const message = shutdownEndsScript
    ? "the file has several runs, and the first ends the process: the others never run"
    : "the file has several runs: all of them run, and the last one decides the exit status";
  for (const node of runs.slice(1)) {
    report({ ...severalRuns, severity: "review" }, node, message);
  }
  const [first] = runs;
  const next = first?.nextElement;
  const isOther = next !== undefined && runs.every((run) => !run.is(next));
  if (shutdownEndsScript && isOther && next.tree === tree) {
    report(formsAfterRun, next);
  }
}

/** A file with something to change is changed, unless a finding refuses it. */
export function verdictOf<Plan>(findings: readonly Finding[], plan: Plan): Verdict<Plan> {
  return isRefused(findings)
    ? { status: "blocked", findings }
    : { status: "changed", findings, plan };
}

/** The node in a line of a message. */
export function shown({ text }: SyntaxNode): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 30 ? `${line.slice(0, 30)}…` : line;
}
