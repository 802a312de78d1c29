// Files that change together: each through the transform, then each through the proof, which is given
// the texts of all, and then all of them once more. Invariant: either every member leaves here as it
// should be, or none is changed.

import { editsOf, newTextOf } from "../edit/rewrite.js";
import { finding } from "../finding/finding.js";
import type { GraphTexts, ProofFailure } from "../proof/proof.js";
import { LineIndex } from "../syntax/line-index.js";
import { afterwards, describeAgain } from "./afterwards.js";
import type { FileResult } from "./file-result.js";
import { graphBlocked } from "./graph-blocked.js";
import type { FileGroup, Outcome, Project, Transform, TransformContext } from "./transform.js";

/** One member on its way: its text, and what the transform made of it. */
interface Step {
  readonly path: string;
  readonly source: string;
  readonly outcome: Outcome;
}

type Changed = Extract<Outcome, { readonly status: "changed" }>;

/** Migrates and proves a group; answers each member's result by its path. */
export function migrateGroup(
  transform: Transform,
  group: FileGroup,
  context: TransformContext,
): ReadonlyMap<string, FileResult> {
  const steps = group.members.map((path): Step => {
    const source = context.project.read(path) ?? "";
    return { path, source, outcome: transform.run(source, { ...context, path }) };
  });
  const results = steps.every(({ outcome }) => outcome.status === "changed")
    ? proveAll({ transform, group, context, texts: textsOf(steps) }, steps)
    : steps.map(unproven);
  return new Map(settle(results).map((result) => [result.path, result]));
}

/** The transform's own verdict on a member of a group that does not change as a whole. */
function unproven({ path, source, outcome }: Step): FileResult {
  const { findings, tests, loads, status } = outcome;
  const read = { path, source, findings, tests, ...(loads && { loads }) };
  return { ...read, status: status === "changed" ? "unchanged" : status };
}

function textsOf(steps: readonly Step[]): ReadonlyMap<string, GraphTexts> {
  return new Map(
    steps.map(({ path, source, outcome }) => [
      path,
      { oldText: source, newText: newTextOf((outcome as Changed).rewrite) },
    ]),
  );
}

/** A group whose members all changed, before it is proven. */
interface Change {
  readonly transform: Transform;
  readonly group: FileGroup;
  readonly context: TransformContext;
  readonly texts: ReadonlyMap<string, GraphTexts>;
}

function proveAll(change: Change, steps: readonly Step[]): readonly FileResult[] {
  const after = { ...afterwards(change.context), project: projectAfter(change) };
  const results = steps.map((step) => proveOne(change, step, after));
  const isProven = results.every(({ status }) => status !== "failed");
  const failures = isProven ? proveTogether(change) : new Map();
  return results.map((result) => withFailures(result, failures.get(result.path)));
}

/** The project as the change of the group leaves it. */
function projectAfter({ context: { project }, texts }: Change): Project {
  return { ...project, read: (path) => texts.get(path)?.newText ?? project.read(path) };
}

function proveOne(
  change: Change,
  { path, source, outcome }: Step,
  after: TransformContext,
): FileResult {
  const { transform, texts } = change;
  const { findings, tests, loads, rewrite } = outcome as Changed;
  const { newText } = texts.get(path) as GraphTexts;
  const read = { path, source, findings, tests, ...(loads && { loads }) };
  const edits = editsOf(rewrite);
  const result = transform.prove({
    path,
    oldText: source,
    newText,
    target: after.options.target,
    edits,
    migrateAgain: (text) => describeAgain(transform.run(text, { ...after, path })),
    knownFindings: findings.map(({ code }) => code),
    graph: { read: (asked) => textsAt(asked, change) },
  });
  if (!result.ok) {
    return { ...read, status: "failed", failures: result.failures };
  }
  // A module whose functions only call those of other modules stays as it is.
  return edits.length === 0
    ? { ...read, status: "unchanged" }
    : {
        ...read,
        status: "changed",
        newText,
        rewrite,
        edits,
        proof: result.proof,
        group: change.group.members,
      };
}

/** Both texts of any file: those of one that does not change are the same. */
function textsAt(path: string, { texts, context }: Change): GraphTexts | undefined {
  const known = texts.get(path);
  const text = known === undefined ? context.project.read(path) : undefined;
  return known ?? (text === undefined ? undefined : { oldText: text, newText: text });
}

/** What is wrong with the group as a whole, by the member that has to say it. */
function proveTogether({
  transform,
  group,
  context,
  texts,
}: Change): ReadonlyMap<string, readonly ProofFailure[]> {
  const { target } = context.options;
  const members = [...texts].map(([path, both]) => ({ ...both, path, target }));
  const others = group.around().flatMap((path) => {
    const text = context.project.read(path);
    return text === undefined ? [] : [{ path, text }];
  });
  const result = transform.proveGroup?.(members, others) ?? { ok: true };
  const failures = new Map<string, ProofFailure[]>();
  for (const { path, code, point, message, oldOffset } of result.ok ? [] : result.failures) {
    // A file outside the group has no say of its own: the first member speaks for it.
    const speaker = texts.has(path) ? path : (group.members[0] as string);
    const place = texts.has(path) && oldOffset !== undefined ? { oldOffset } : {};
    const failure = { code, point, message, ...place };
    failures.set(speaker, [...(failures.get(speaker) ?? []), failure]);
  }
  return failures;
}

function withFailures(
  result: FileResult,
  failures: readonly ProofFailure[] | undefined,
): FileResult {
  if (failures === undefined) {
    return result;
  }
  const { path, source, findings, tests, loads } = result;
  const read = { path, source, findings, tests, ...(loads && { loads }) };
  return { ...read, status: "failed", failures };
}

/** Blocks every member that could change where another does not. */
function settle(results: readonly FileResult[]): readonly FileResult[] {
  const message = results.map(reasonOf).find((found) => found !== undefined);
  if (message === undefined) {
    return results;
  }
  return results.map((result) => {
    if (result.status === "failed" || result.status === "blocked") {
      return result;
    }
    const { path, source, tests, findings, loads } = result;
    const blocked = finding(graphBlocked, { start: 0, end: 0 }, message);
    const read = { path, source, tests, ...(loads && { loads }) };
    return { ...read, findings: [blocked, ...findings], status: "blocked" };
  });
}

/** Why a member keeps the others as they are; undefined for one that does not. */
function reasonOf(result: FileResult): string | undefined {
  const { path, source, findings } = result;
  if (result.status === "failed") {
    const [first] = result.failures;
    return describe(path, source, first?.oldOffset ?? 0, `fails its proof (${first?.code})`);
  }
  const cause = findings.find(
    ({ severity, code }) => severity === "refuse" && code !== graphBlocked.code,
  );
  return result.status === "blocked" && cause !== undefined
    ? describe(path, source, cause.span.start, `has ${cause.code}`)
    : undefined;
}

function describe(path: string, source: string, offset: number, what: string): string {
  const { line, column } = new LineIndex(source).position(offset);
  return `${path}:${line}:${column}, which changes together with it, ${what}`;
}
