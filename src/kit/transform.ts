// What a transform is: a name, documentation, what it needs, a judgement, a change and a proof. It
// knows files as texts and answers data; it never touches the disk. The runner, `jscodeshift` and
// standard input feed all transforms alike, and nothing here is about any one of them.

import type { Rewrite } from "../edit/rewrite.js";
import type { Finding, FindingKind } from "../finding/finding.js";
import { dialectOf, type Project } from "../program/project.js";
import { proveByDefault } from "../proof/default-proof.js";
import { findForeignCharacters } from "../proof/foreign-characters.js";
import type { ChangeClaim, ProofResult } from "../proof/proof.js";
import type { GroupResult, OtherFile } from "../proof/prove-group.js";
import type { TokenChanges } from "../proof/token-changes.js";

export type { Project };

/** Whether a run is about the file at this path. */
export type IsSelected = (path: string) => boolean;

/** What a transform is told of one file beside its text. */
export interface TransformContext<Options = unknown> {
  /** Path of the file relative to the repository's root, with `/` between folders. */
  readonly path: string;
  /** The files around it, as far as the transform needs them. */
  readonly project: Project;
  readonly options: Options;
  /** Whether the run is about a file; missing where it is about all of them. */
  readonly isSelected?: IsSelected;
}

/** Files that change together or not at all. */
export interface FileGroup {
  /** Their paths, sorted. */
  readonly members: readonly string[];
  /** The paths of further files that may load one of them, and of those that they load. */
  readonly around: () => readonly string[];
}

/** The verdict on one file. A blocked file has at least one refusing finding. */
export type Verdict<Plan> =
  | { readonly status: "unchanged" | "blocked"; readonly findings: readonly Finding[] }
  | {
      readonly status: "changed";
      readonly findings: readonly Finding[];
      /** Whatever the change is made from. */
      readonly plan: Plan;
      /** The files that change together or not at all, this one among them. */
      readonly group?: FileGroup;
    };

/** The verdict on one file, with its change yet to be laid out. */
export type Judgement =
  | Exclude<Verdict<unknown>, { readonly status: "changed" }>
  | {
      readonly status: "changed";
      readonly findings: readonly Finding[];
      readonly group?: FileGroup;
      /** Lays the change out; asked only for files that are to be shown or written. */
      readonly change: () => Rewrite;
    };

/** The texts of a file that changes with others. */
export interface ChangedMember {
  readonly path: string;
  readonly oldText: string;
  readonly newText: string;
}

/** What a transform says of itself, for lists, help and its own test. */
export interface Documentation {
  /** One line, for lists and help. */
  readonly summary: string;
  /** A file, and what the transform makes of it with its usual options. */
  readonly before: string;
  readonly after: string;
}

/** A module of a user's own. */
export interface Origin {
  /** What messages call it. */
  readonly shown: string;
  /** Its address, as stacks of errors have it. */
  readonly url: string;
}

/** What every transform is, whatever it plans with. */
export interface Transform<Options = unknown> {
  /** Kebab-case; the name of its file in `transforms/`. */
  readonly name: string;
  /** The module that it was loaded from, where it is a user's own: what goes wrong in it is theirs to mend. */
  readonly origin?: Origin;
  /** The command that runs it, where that is not `migrate`: hints name what to run again. */
  readonly command?: string;
  readonly documentation: Documentation;
  /** What it reads beside the file itself: nothing, or any file of the project. */
  readonly needs: "file" | "project";
  /**
   * What it is about: tests and the framework modules that answer their calls, on which a run of it
   * decides; tests on modules that stay; or code of any kind.
   */
  readonly concerns: "framework" | "tests" | "code";
  /**
   * Every kind of finding that it reports, so that comments can accept one; of the tool's own transforms
   * `explain` and settings know them, too.
   */
  readonly findings: readonly FindingKind[];
  /** Reads one file. Pure: reads only what `context.project` answers. */
  readonly judge: (source: string, context: TransformContext<Options>) => Judgement;
  /** Shows, from an independent reading of both texts, that the change is the one meant. */
  readonly prove: (claim: ChangeClaim, options: Options) => ProofResult;
  /**
   * Shows that files which change together fit together, each of them proven, and that no other file
   * expects what they were. Missing for a transform that changes every file by itself.
   */
  readonly proveGroup?: (
    members: readonly ChangedMember[],
    others: readonly OtherFile[],
    options: Options,
  ) => GroupResult;
  /** Whether a half that it changes does harm beside one that it has not changed, as a name does; of tests it does. */
  readonly changesAll?: boolean;
  /** Whether what it changes becomes pipelines; missing for one that leaves the test API alone. */
  readonly makesPipelines?: (options: Options) => boolean;
  /** The same as `judge`, for a text that a run has just written. */
  readonly judgeAgain: Transform<Options>["judge"];
}

/** A transform as its author writes it. */
export interface TransformDefinition<Plan, Options>
  extends Omit<
    Transform<Options>,
    "judge" | "judgeAgain" | "prove" | "concerns" | "findings" | "origin"
  > {
  /** Code of any kind where it is missing. */
  readonly concerns?: Transform<Options>["concerns"];
  /** None where it is missing. */
  readonly findings?: Transform<Options>["findings"];
  /** Judges a text: whether it changes, stays, or must stay, and for a change what `change` needs to know. */
  readonly judge: (source: string, context: TransformContext<Options>) => Verdict<Plan>;
  /** Lays out the change of a file that is judged to change. */
  readonly change: (plan: Plan, context: TransformContext<Options>) => Rewrite;
  /** The default proof stands for it where it is missing. */
  readonly prove?: Transform<Options>["prove"];
  /**
   * Which tokens the default proof lets the change touch; without it any but strings. It never lets a
   * comment go.
   */
  readonly mayChange?: TokenChanges;
  /** The options for looking at what a run has just written; the run's own without it. */
  readonly afterwards?: (options: Options) => Options;
}

/** Makes a transform of its definition. Throws TypeError for a part that is missing, or not what it must be. */
export function defineTransform<Plan, Options = unknown>(
  definition: TransformDefinition<Plan, Options>,
): Transform<Options> {
  checkDefinition(definition);
  const {
    judge: readVerdict,
    change,
    mayChange,
    prove = (claim) => proveByDefault(claim, mayChange),
    afterwards = (options) => options,
    concerns = "code",
    findings = [],
    ...rest
  } = definition;
  const judge: Transform<Options>["judge"] = (source, context) => {
    const verdict = readVerdict(source, seenBy(rest.needs, context));
    if (verdict.status !== "changed") {
      return verdict;
    }
    const { plan, ...judged } = verdict;
    return { ...judged, change: () => change(plan, context) };
  };
  const judgeAgain: Transform<Options>["judge"] = (source, context) =>
    judge(source, { ...context, options: afterwards(context.options) });
  const proveReadable: Transform<Options>["prove"] = (claim, options) => {
    const failures = findForeignCharacters(claim);
    return failures.length > 0 ? { ok: false, failures } : prove(claim, options);
  };
  return { ...rest, concerns, findings, prove: proveReadable, judge, judgeAgain };
}

interface Part {
  readonly is: (part: unknown) => boolean;
  /** What it has to be. */
  readonly what: string;
}

const FUNCTION: Part = {
  is: (part) => typeof part === "function",
  what: "a function; ...editing(…) and ...rewriting(…) make it",
};

/** What the types say, for those who write a transform in JavaScript. */
const PARTS: Readonly<Record<string, Part>> = {
  name: {
    is: (part) => typeof part === "string" && /^[a-z][a-z0-9-]*$/.test(part),
    what: "lower case, with - between words",
  },
  documentation: {
    is: (part) =>
      isObject(part) &&
      ["summary", "before", "after"].every((key) => typeof part[key] === "string"),
    what: "{ summary, before, after }, three strings",
  },
  needs: { is: (part) => part === "file" || part === "project", what: '"file" or "project"' },
  judge: FUNCTION,
  change: FUNCTION,
};

function checkDefinition(definition: object): void {
  const parts = { ...definition } as Readonly<Record<string, unknown>>;
  for (const [name, { is, what }] of Object.entries(PARTS)) {
    if (!is(parts[name])) {
      throw new TypeError(`defineTransform: ${name} has to be ${what}`);
    }
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A transform that needs the file alone is shown nothing else, so that it may be run on it alone. */
function seenBy<Options>(
  needs: Transform["needs"],
  context: TransformContext<Options>,
): TransformContext<Options> {
  return needs === "file" ? { ...context, project: withoutFiles(context.project) } : context;
}

function withoutFiles(project: Project): Project {
  return { read: () => undefined, dialect: dialectOf(project) };
}
