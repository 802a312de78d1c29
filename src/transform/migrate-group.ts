// Files that change together: each through the transform, then each through the proof, which is given
// the texts of all. Invariant: either every member leaves here as it should be, or none is changed.

import { finding } from "../analysis/finding.js";
import { graphBlocked } from "../analysis/findings/graph-blocked.js";
import { editsOf, newTextOf } from "../edit/rewrite.js";
import { LineIndex } from "../syntax/line-index.js";
import type { GraphTexts, ProofGraph } from "../verify/proof.js";
import type { FileResult } from "./file-result.js";
import type { Outcome, Project, Transform, TransformContext } from "./transform.js";

/** One member on its way: its text, and what the transform made of it. */
interface Step {
  readonly path: string;
  readonly source: string;
  readonly outcome: Outcome;
}

type Changed = Extract<Outcome, { readonly status: "changed" }>;

/** Migrates and proves a group, given by the paths of its members; answers each one's result. */
export function migrateGroup(
  transform: Transform,
  group: readonly string[],
  context: TransformContext,
): ReadonlyMap<string, FileResult> {
  const steps = group.map((path): Step => {
    const source = context.project.read(path) ?? "";
    return { path, source, outcome: transform.run(source, { ...context, path }) };
  });
  const results = steps.every(({ outcome }) => outcome.status === "changed")
    ? proveAll(transform, steps, group, context)
    : steps.map(unproven);
  const settled = settle(results);
  return new Map(settled.map((result) => [result.path, result]));
}

/** The transform's own verdict on a member of a group that does not change as a whole. */
function unproven({ path, source, outcome }: Step): FileResult {
  const { findings, tests, status } = outcome;
  return { path, source, findings, tests, status: status === "changed" ? "unchanged" : status };
}

function proveAll(
  transform: Transform,
  steps: readonly Step[],
  group: readonly string[],
  context: TransformContext,
): readonly FileResult[] {
  const texts = new Map(
    steps.map(({ path, source, outcome }): [string, GraphTexts] => [
      path,
      { oldText: source, newText: newTextOf((outcome as Changed).rewrite) },
    ]),
  );
  const graph: ProofGraph = { read: (path) => texts.get(path) };
  const after = { ...context, project: withTexts(context.project, texts) };
  return steps.map((step) => proveOne(transform, step, group, graph, after));
}

/** The project as the change of the group leaves it. */
function withTexts(project: Project, texts: ReadonlyMap<string, GraphTexts>): Project {
  return { ...project, read: (path) => texts.get(path)?.newText ?? project.read(path) };
}

function proveOne(
  transform: Transform,
  { path, source, outcome }: Step,
  group: readonly string[],
  graph: ProofGraph,
  after: TransformContext,
): FileResult {
  const { findings, tests, rewrite } = outcome as Changed;
  const { newText } = graph.read(path) as GraphTexts;
  const read = { path, source, findings, tests };
  const edits = editsOf(rewrite);
  if (edits.length === 0) {
    // A module whose functions only call those of other modules.
    return { ...read, status: "unchanged" };
  }
  const result = transform.prove({
    path,
    oldText: source,
    newText,
    target: after.options.target,
    edits,
    migrateAgain: (text) => {
      const again = transform.run(text, { ...after, path });
      return {
        changed: again.status === "changed",
        findings: again.findings.map(({ code }) => code),
      };
    },
    knownFindings: findings.map(({ code }) => code),
    graph,
  });
  return result.ok
    ? { ...read, status: "changed", newText, rewrite, edits, proof: result.proof, group }
    : { ...read, status: "failed", failures: result.failures };
}

/** Blocks every member that could change where another does not. */
function settle(results: readonly FileResult[]): readonly FileResult[] {
  const reason = results.map(reasonOf).find((found) => found !== undefined);
  if (reason === undefined) {
    return results;
  }
  const message = `${reason}`;
  return results.map((result) => {
    if (result.status === "failed" || result.status === "blocked") {
      return result;
    }
    const { path, source, tests, findings } = result;
    const blocked = finding(graphBlocked, { start: 0, end: 0 }, message);
    return { path, source, tests, findings: [blocked, ...findings], status: "blocked" };
  });
}

/** Why a member keeps the others as they are; undefined for one that does not. */
function reasonOf({ path, source, findings, ...result }: FileResult): string | undefined {
  if (result.status === "failed") {
    const [first] = result.failures;
    const code = first?.code ?? "its proof";
    return `${at(path, source, first?.oldOffset ?? 0)}, which changes together with it, fails ${code}`;
  }
  if (result.status !== "blocked") {
    return undefined;
  }
  const cause = findings.find(
    ({ severity, code }) => severity === "refuse" && code !== graphBlocked.code,
  );
  return (
    cause &&
    `${at(path, source, cause.span.start)}, which changes together with it, has ${cause.code}`
  );
}

function at(path: string, source: string, offset: number): string {
  const { line, column } = new LineIndex(source).position(offset);
  return `${path}:${line}:${column}`;
}
