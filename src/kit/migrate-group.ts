// Files that change together: each through the transform, then each through the proof, which is given
// the texts of all, and then all of them once more. Invariant: either every member leaves here as it
// should be, or none is changed.

import { editsOf, newTextOf, type Rewrite } from "../edit/rewrite.js";
import { withTexts } from "../program/glance.js";
import { dialectOf } from "../program/project.js";
import type { ProofFailure, ProofGraph } from "../proof/proof.js";
import { LineIndex } from "../syntax/line-index.js";
import type { BlockedFile, FileResult, JudgedFile, UnchangedFile } from "./file-result.js";
import { blockedBy, graphBlocked, type Obstruction } from "./graph-blocked.js";
import { migrateAgain } from "./migrate-again.js";
import type { FileGroup, Judgement, Project, Transform, TransformContext } from "./transform.js";

/** One member on its way: its text, and what the transform makes of it. */
interface Step {
  readonly path: string;
  readonly source: string;
  readonly judgement: Judgement;
}

/** A member that changes, before it is proven. */
interface ChangedStep {
  readonly path: string;
  readonly source: string;
  readonly findings: Judgement["findings"];
  readonly rewrite: Rewrite;
  readonly newText: string;
}

/** Migrates and proves a group; answers each member's result by its path. */
export function migrateGroup<Options>(
  transform: Transform<Options>,
  group: FileGroup,
  context: TransformContext<Options>,
): ReadonlyMap<string, FileResult> {
  const steps = judgeMembers(transform, group, context);
  const results = steps.every(isChanging)
    ? proveAll({ transform, group, context, steps: steps.map(layOut) })
    : steps.map(unproven);
  return new Map(settle(results).map((result) => [result.path, result]));
}

/** Judges a group without laying anything out; answers each member's verdict by its path. */
export function judgeGroup<Options>(
  transform: Transform<Options>,
  group: FileGroup,
  context: TransformContext<Options>,
): ReadonlyMap<string, JudgedFile> {
  const steps = judgeMembers(transform, group, context);
  const judged = steps.every(isChanging)
    ? steps.map(
        ({ path, source, judgement: { findings, status } }): JudgedFile => ({
          path,
          source,
          findings,
          status,
          group: group.members,
        }),
      )
    : settle(steps.map(unproven));
  return new Map(judged.map((file) => [file.path, file]));
}

function judgeMembers<Options>(
  transform: Transform<Options>,
  group: FileGroup,
  context: TransformContext<Options>,
): readonly Step[] {
  return group.members.map((path) => {
    const source = context.project.read(path) ?? "";
    return { path, source, judgement: transform.judge(source, { ...context, path }) };
  });
}

/** A member that the transform would change. */
interface ChangingStep extends Step {
  readonly judgement: Extract<Judgement, { readonly status: "changed" }>;
}

function isChanging(step: Step): step is ChangingStep {
  return step.judgement.status === "changed";
}

/** The transform's own verdict on a member of a group that does not change as a whole. */
function unproven({ path, source, judgement: { findings, status } }: Step): UnprovenFile {
  return { path, source, findings, status: status === "changed" ? "unchanged" : status };
}

type UnprovenFile = UnchangedFile | BlockedFile;

function layOut({ path, source, judgement }: ChangingStep): ChangedStep {
  const rewrite = judgement.change();
  return { path, source, findings: judgement.findings, rewrite, newText: newTextOf(rewrite) };
}

/** A group whose members all change, before it is proven. */
interface Change<Options> {
  readonly transform: Transform<Options>;
  readonly group: FileGroup;
  readonly context: TransformContext<Options>;
  readonly steps: readonly ChangedStep[];
}

function proveAll<Options>(change: Change<Options>): readonly FileResult[] {
  // One for all: what the members load in common is read once.
  const graph: ProofGraph = { read: textReader(change) };
  const after = { ...change.context, project: projectAfter(change) };
  const results = change.steps.map((step) => proveOne(change, step, after, graph));
  const isProven = results.every(({ status }) => status !== "failed");
  const failures = isProven ? proveTogether(change) : new Map();
  return results.map((result) => withFailures(result, failures.get(result.path)));
}

/** The project as the change of the group leaves it. */
function projectAfter<Options>({ context: { project }, steps }: Change<Options>): Project {
  const texts = new Map(steps.map(({ path, newText }) => [path, newText]));
  return withTexts(project, (path) => texts.get(path));
}

function proveOne<Options>(
  { transform, group }: Change<Options>,
  { path, source, findings, rewrite, newText }: ChangedStep,
  after: TransformContext<Options>,
  graph: ProofGraph,
): FileResult {
  const read = { path, source, findings };
  const edits = editsOf(rewrite);
  const claim = {
    path,
    oldText: source,
    newText,
    edits,
    symbolCharacters: dialectOf(after.project).symbolCharacters,
    migrateAgain: (text: string) => migrateAgain(transform, text, { ...after, path }),
    knownFindings: findings.map(({ code }) => code),
    graph,
  };
  const result = transform.prove(claim, after.options);
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
        group: group.members,
      };
}

/** Both texts of any file: those of one that does not change are the same. */
function textReader<Options>({ steps, context }: Change<Options>): ProofGraph["read"] {
  const texts = new Map(
    steps.map(({ path, source, newText }) => [path, { oldText: source, newText }]),
  );
  return (path) => {
    const known = texts.get(path);
    const text = known === undefined ? context.project.read(path) : undefined;
    return known ?? (text === undefined ? undefined : { oldText: text, newText: text });
  };
}

/** What is wrong with the group as a whole, by the member that has to say it. */
function proveTogether<Options>({
  transform,
  group,
  context,
  steps,
}: Change<Options>): ReadonlyMap<string, readonly ProofFailure[]> {
  const members = steps.map(({ path, source, newText }) => ({ path, oldText: source, newText }));
  const others = group.around().flatMap((path) => {
    const text = context.project.read(path);
    return text === undefined ? [] : [{ path, text }];
  });
  const result = transform.proveGroup?.(members, others, context.options) ?? { ok: true };
  const failures = new Map<string, ProofFailure[]>();
  const own = new Set(group.members);
  for (const { path, code, point, message, oldOffset } of result.ok ? [] : result.failures) {
    // A file outside the group has no say of its own: the first member speaks for it.
    const speaker = own.has(path) ? path : (group.members[0] as string);
    const place = own.has(path) && oldOffset !== undefined ? { oldOffset } : {};
    const failure = { code, point, message, ...place };
    failures.set(speaker, [...(failures.get(speaker) ?? []), failure]);
  }
  return failures;
}

function withFailures(
  result: FileResult,
  failures: readonly ProofFailure[] | undefined,
): FileResult {
  const { path, source, findings } = result;
  return failures === undefined ? result : { path, source, findings, status: "failed", failures };
}

/** Blocks every member that could change where another does not. */
function settle<F extends FileResult>(results: readonly F[]): readonly (F | BlockedFile)[] {
  const blocked = results.map(obstructionOf).find((found) => found !== undefined);
  if (blocked === undefined) {
    return results;
  }
  return results.map((result) => {
    if (result.status === "failed" || result.status === "blocked") {
      return result;
    }
    const { path, source, findings } = result;
    return { path, source, findings: [blockedBy(blocked), ...findings], status: "blocked" };
  });
}

/** What of a member keeps the others as they are; undefined for one that does not. */
function obstructionOf(result: FileResult): Obstruction | undefined {
  const { path, source, findings } = result;
  const at = (offset: number) => ({ path, ...new LineIndex(source).position(offset) });
  if (result.status === "failed") {
    const [first] = result.failures;
    return { ...at(first?.oldOffset ?? 0), what: `fails its proof (${first?.code})` };
  }
  const cause = findings.find(
    ({ severity, code }) => severity === "refuse" && code !== graphBlocked.code,
  );
  return result.status === "blocked" && cause !== undefined
    ? { ...at(cause.span.start), what: `has ${cause.code}` }
    : undefined;
}
