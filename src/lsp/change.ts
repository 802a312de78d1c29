// A change that an editor was asked for, planned as the command line plans it: the same transform, the
// same proof, and what becomes of the framework with it. Pure. Invariant: what is not proven, or not
// done for all files that belong together, is refused with the reason.

import type { AnyTransform } from "../../transforms/all-transforms.js";
import { localizeDef } from "../../transforms/localize-def.js";
import { isRefused } from "../finding/finding.js";
import type { PlannedChange, PlannedFile } from "../outcome/planned-file.js";
import { judgeFiles, plan } from "../plan/plan.js";
import type { Plan, PlanInput } from "../plan/plan-input.js";
import { withModules } from "../plan/plan-modules.js";
import { readNoSuite } from "../program/suite-facts.js";
import { restrictTo } from "./fix-one.js";
import type { Subject } from "./inspect.js";
import { createNeighbours } from "./neighbours.js";
import { MIGRATION, neighbourhoodOf, OTHER_OFFERS, REPAIRS } from "./offers.js";
import type { View } from "./view.js";

/** What an editor asks for. */
export interface ChangeRequest {
  /** The name of the transform. */
  readonly transform: string;
  /** The one global that a repair is about; all of the file without it. */
  readonly name?: string;
}

/** Why a change was not made, for a person to read. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** The files that change, each with its proof. Throws Refusal. `view` is of the disk as it is now. */
export function planChange(
  { transform, name }: ChangeRequest,
  subject: Subject,
  view: View,
): readonly PlannedChange[] {
  if (transform === MIGRATION.name) {
    return migrate(subject, view);
  }
  const offered = OTHER_OFFERS.find((offer) => offer.name === transform);
  if (offered === undefined) {
    throw new Refusal(`there is no change ${transform}`);
  }
  const isOne = name !== undefined && offered.transform.name === localizeDef.name;
  return changeOne(isOne ? restrictTo(offered.transform, name) : offered.transform, subject, view);
}

function migrate({ path }: Subject, view: View): readonly PlannedChange[] {
  const { framework } = view.source;
  const inputFor = (selected: ReadonlySet<string>): PlanInput =>
    withModules({
      ...view.plain,
      files: view.plain.files.map((file) => ({ ...file, selected: selected.has(file.path) })),
      framework,
      looksNoFurther: true,
    });
  const alone = inputFor(new Set([path]));
  const members = groupOf(path, alone);
  const input = members.length === 1 ? alone : inputFor(new Set(members));
  const planned = plan(input);
  return changesOf(planned, path, new Set(members));
}

/** The files that change together with this one, itself among them. */
function groupOf(path: string, input: PlanInput): readonly string[] {
  const files = [{ path, selected: true }];
  const { framework: _, ...judging } = input;
  const judged = [...judgeFiles({ ...judging, files, wholeGroups: true })].flat();
  const own = judged.find((file) => file.path === path);
  return own?.status === "changed" && "group" in own && own.group ? own.group : [path];
}

function changeOne(
  transform: AnyTransform,
  subject: Subject,
  view: View,
): readonly PlannedChange[] {
  const { path } = subject;
  const isRepair = REPAIRS.some(({ name }) => name === transform.name);
  const project = isRepair
    ? neighbourhoodOf(subject, view.project, createNeighbours(view.project))
    : view.project;
  if (project === undefined) {
    throw new Refusal(
      `too many files load ${path} to look at here: valk-codemod lint --fix looks at all of them`,
    );
  }
  const planned = plan({
    ...view.plain,
    files: [{ path, selected: true }],
    project,
    transform,
    marks: [],
    readSuite: readNoSuite,
  });
  return changesOf(planned, path, new Set([path]));
}

/** What changes; throws where one of the files that were to change does not. */
export function changesOf(
  { results, unanswered }: Plan,
  path: string,
  members: ReadonlySet<string>,
): readonly PlannedChange[] {
  const staying = results.find(
    (file) => members.has(file.path) && (file.status === "blocked" || file.status === "failed"),
  );
  if (staying !== undefined) {
    throw new Refusal(`${staying.path} stays as it is: ${reasonOf(staying)}`);
  }
  if (unanswered !== undefined) {
    throw new Refusal([`${unanswered.message}:`, ...unanswered.details].join("\n"));
  }
  const changes = results.filter((file) => file.status === "changed");
  if (!changes.some((file) => file.path === path)) {
    const [why] = results.find((file) => file.path === path)?.findings ?? [];
    throw new Refusal(
      why === undefined
        ? `${path} has nothing to change`
        : `${path} stays as it is: ${why.message}`,
    );
  }
  return changes;
}

function reasonOf(file: PlannedFile): string {
  const [first] =
    file.status === "failed" ? file.problems : file.findings.filter((found) => isRefused([found]));
  return first === undefined ? file.status : `${first.code}: ${first.message} (${first.hint})`;
}
