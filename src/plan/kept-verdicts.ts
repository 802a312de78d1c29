// Verdicts of earlier runs, for files of which nothing has changed that they depend on. What is kept is
// a whole answer, its proof aside: a proof is made again where somebody asks for it. Invariant: a
// verdict is taken only by a key that stands for every text and every decision that it was made from.

import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { editsOf, type Fragment, newTextOf, type Rewrite } from "../edit/rewrite.js";
import type { LocatedFinding } from "../finding/finding.js";
import type { TransformContext } from "../kit/transform.js";
import type { ChangeSize, PlannedChange, PlannedFile } from "../outcome/planned-file.js";
import { loadTargets } from "../program/load-targets.js";
import { targetsIn } from "../program/load-text.js";
import { isListed, type ListedProject } from "../program/project.js";
import { standsAlone } from "../program/registration-graph.js";
import type { TestCounts } from "../program/test-calls.js";
import { hashText } from "../proof/hashes.js";
import type { FileProof } from "../proof/proof.js";
import type { AnswerReading } from "../proof/read-answers.js";
import { foldersAround } from "../text/folders.js";
import type { KeptTexts } from "../text/kept-texts.js";
import { once, withParts } from "../text/once.js";
import { withAll } from "../text/with-all.js";
import type { Treat, Treated } from "./plan-file.js";

/** What is kept of a treated file beside its fragments. */
interface Head {
  readonly status: "changed" | "unchanged" | "blocked";
  readonly tests: TestCounts;
  readonly findings: readonly LocatedFinding[];
  readonly facts: Treated<PlannedFile>["facts"];
  readonly counts?: ChangeSize;
  readonly answers?: Omit<AnswerReading, "calls"> & { readonly calls: readonly string[] };
}

/** The same treatment, which takes verdicts from the store and leaves there those that it makes. */
export function withKept(
  treat: Treat<PlannedFile>,
  store: KeptTexts | undefined,
): Treat<PlannedFile> {
  if (store === undefined) {
    return treat;
  }
  const keyOf = createKeys();
  return (text, context) => {
    const key = keyOf(text, context);
    const kept = key === undefined ? undefined : store.get(key);
    if (key !== undefined && kept !== undefined) {
      return [identified(recall(kept, text, context, treat), key)];
    }
    const treated = treat(text, context);
    const [only] = treated;
    const verdict =
      key !== undefined && treated.length === 1 && only !== undefined ? record(only) : undefined;
    if (key === undefined || only === undefined || verdict === undefined) {
      return treated;
    }
    store.set(key, verdict);
    return [identified(only, key)];
  };
}

/** What else is made of a change may be kept by the key of its verdict. */
function identified(treated: Treated<PlannedFile>, identity: string): Treated<PlannedFile> {
  const { file } = treated;
  return file.status === "changed" ? { ...treated, file: withParts(file, { identity }) } : treated;
}

/** What of a verdict can be kept; undefined for one that cannot be, such as a defect of the tool. */
function record({ file, facts, answers }: Treated<PlannedFile>): string | undefined {
  const { status, tests, findings } = file;
  if (status === "failed") {
    return undefined;
  }
  const head: Head = {
    status,
    tests,
    findings,
    facts,
    ...(status === "changed" && file.counts && { counts: file.counts }),
    ...(answers && { answers: { ...answers, calls: [...answers.calls] } }),
  };
  const rewrite = status === "changed" ? file.rewrite : undefined;
  // JSON has no tabs of its own. What stands behind it is read only when it is asked for.
  return `${JSON.stringify(head)}\t${rewrite === undefined ? "" : JSON.stringify(pack(rewrite))}`;
}

/**
 * A fragment that is added as its text, one that is kept as its two offsets, or as its length where it
 * follows in the source on the kept one in front of it, as nearly all do.
 */
type Packed = readonly (string | number | readonly [start: number, end: number])[];

function pack({ fragments }: Rewrite): Packed {
  let at = 0;
  return fragments.map((fragment) => {
    if (typeof fragment === "string") {
      return fragment;
    }
    const { start, end } = fragment;
    const follows = start === at;
    at = end;
    return follows ? end - start : [start, end];
  });
}

function unpack(source: string, packed: Packed): Rewrite {
  let at = 0;
  const fragments = packed.map((one): Fragment => {
    if (typeof one === "string") {
      return one;
    }
    const [start, end] = typeof one === "number" ? [at, at + one] : one;
    at = end;
    return { start, end };
  });
  return { source, fragments };
}

function recall(
  verdict: string,
  source: string,
  context: TransformContext<SuiteOptions>,
  treat: Treat<PlannedFile>,
): Treated<PlannedFile> {
  const { path } = context;
  const tab = verdict.indexOf("\t");
  const { status, tests, findings, facts, counts, answers } = JSON.parse(
    verdict.slice(0, tab),
  ) as Head;
  const read = answers && { answers: { ...answers, calls: new Set(answers.calls) } };
  const planned = { path, tests, findings };
  if (status !== "changed") {
    return { source, facts, file: { ...planned, status } };
  }
  const rewrite = once(() => unpack(source, JSON.parse(verdict.slice(tab + 1)) as Packed));
  const newText = once(() => newTextOf(rewrite()));
  const edits = once(() => editsOf(rewrite()));
  const proof = once(() => proveAgain(source, context, treat));
  const file: PlannedChange = {
    ...planned,
    status,
    source,
    ...(counts && { counts }),
    get rewrite() {
      return rewrite();
    },
    get newText() {
      return newText();
    },
    get edits() {
      return edits();
    },
    get proof() {
      return proof();
    },
  };
  return { source, facts, file, ...read };
}

function proveAgain(
  source: string,
  context: TransformContext<SuiteOptions>,
  treat: Treat<PlannedFile>,
): FileProof {
  const [treated] = treat(source, context);
  const proof = treated?.file.status === "changed" ? treated.file.proof : undefined;
  if (proof === undefined) {
    throw new Error(`${context.path}: a kept verdict is not the one that the file gets`);
  }
  return proof;
}

/**
 * Makes keys for files that stand alone: nobody can load them, and they change together with none. So
 * what becomes of one depends on its own text, on what files load, and on what becomes of the modules;
 * never on other files that stand alone. Undefined for any other file.
 */
function createKeys(): (
  text: string,
  context: TransformContext<SuiteOptions>,
) => string | undefined {
  const known = new Map<unknown, Surroundings>();
  return (text, { path, project, options }) => {
    if (!isListed(project) || !standsAlone(path, project)) {
      return undefined;
    }
    const { target, indent, mayStayOld, outlook } = options;
    const around = known.get(outlook) ?? readSurroundings(project, options);
    known.set(outlook, around);
    const inner = foldersAround(path).map(around.keyInside);
    const own = [path, target, indent ?? null, mayStayOld?.(path) ?? null, text];
    return hashText(JSON.stringify([around.key, inner, own]));
  };
}

/** Everything beside a file that stands alone: what anybody may load, before and after the run. */
interface Surroundings {
  /** What scripts find that are started at the root. */
  readonly key: string;
  /**
   * What they find that are started in a folder, which is what files below it may be meant for; null
   * where they find no module.
   */
  readonly keyInside: (folder: string) => string | null;
}

function readSurroundings(project: ListedProject, options: SuiteOptions): Surroundings {
  const { outlook } = options;
  const looks = new Map<string, Look>();
  const lookAt = (path: string): Look => {
    const look = looks.get(path) ?? readLook(path, project, options);
    looks.set(path, look);
    return look;
  };
  const keyOf = (paths: Iterable<string>): string =>
    hashText(JSON.stringify([...paths].sort().map((path) => lookAt(path).facts)));
  const modules = outlook?.modules ?? [];
  // What git ignores is loaded as well, and loads in turn what no listed file names.
  const paths = withAll([...loadTargets(project), ...modules], (path) => lookAt(path).targets);
  // A module stands for itself, or somebody will look for it where it is missing.
  const sought = [...paths].filter((path) => !lookAt(path).isThere || lookAt(path).speaksTests);
  const inside = new Map<string, string | null>();
  const readInside = (folder: string): string | null =>
    sought.some((path) => lookAt(`${folder}/${path}`).isThere)
      ? keyOf(
          withAll(
            [...paths].map((path) => `${folder}/${path}`),
            (path) => lookAt(path).targets.flatMap((target) => [target, `${folder}/${target}`]),
          ),
        )
      : null;
  return {
    key: JSON.stringify([project.dialect?.name, modules, outlook?.usual, keyOf(paths)]),
    keyInside(folder) {
      const key = inside.has(folder) ? (inside.get(folder) ?? null) : readInside(folder);
      inside.set(folder, key);
      return key;
    },
  };
}

/** A path before and after the run. */
interface Look {
  /** All that a run knows of it. */
  readonly facts: readonly unknown[];
  readonly targets: readonly string[];
  readonly isThere: boolean;
  readonly speaksTests: boolean;
}

function readLook(
  path: string,
  project: ListedProject,
  { outlook, mayStayOld }: SuiteOptions,
): Look {
  const states = [project, outlook?.after, outlook?.standing].map((state) => state?.read(path));
  const texts = states.flatMap((text) => text ?? []);
  const hashes = states.map((text) => (text === undefined ? null : hashText(text)));
  const answers = [outlook?.whyKept(path), outlook?.whyUnread(path), mayStayOld?.(path)];
  return {
    facts: [path, ...hashes, ...answers],
    targets: texts.flatMap(targetsIn),
    isThere: texts.length > 0,
    speaksTests: texts.some((text) => text.includes("test/")),
  };
}
