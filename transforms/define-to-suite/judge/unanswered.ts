// The calls of the new API that nothing answers, and why: the invariant of every run is that a file's
// calls are answered by the module that it will load. Called by the findings that say so.

import { ADD_TESTS, LIST_ENTRY_NAMES } from "../../../src/framework/framework-api.js";
import { type Answers, answersFor, answersForLoads } from "../../../src/program/answers.js";
import { loadedPaths, normalizePath } from "../../../src/program/load-graph.js";
import type { Project } from "../../../src/program/project.js";
import { itemsOf, type Script } from "../../../src/program/script.js";
import { accepts } from "../../../src/program/takes.js";
import { computesTests } from "../../../src/program/test-calls.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import { foldersAround } from "../../../src/text/folders.js";
import { shellWord } from "../../../src/text/shell-word.js";
import { type ApiCall, callsAfterMigration, newCallsIn } from "./api-calls.js";
import type { Reading } from "./reading.js";

/** Why calls are not answered, and where to say so. */
export interface Cause {
  /**
   * `module`: what is loaded does not define them; `root`: which module is loaded depends on where
   * the file runs; `missing`: a file that might define them is not there.
   */
  readonly kind: "module" | "root" | "missing";
  readonly node: SyntaxNode;
  readonly message: string;
  /** The way out, where it is another than usual. */
  readonly hint?: string;
}

const known = new WeakMap<Reading, readonly Cause[]>();

/** The causes for a file: none where all its calls are answered, else one. */
export function unansweredCalls(reading: Reading): readonly Cause[] {
  const causes = known.get(reading) ?? findCauses(reading);
  known.set(reading, causes);
  return causes;
}

/** What a part calls is answered where its runners call it. */
function findCauses(reading: Reading): readonly Cause[] {
  return reading.member?.part === undefined ? causesFor(reading, judgedOn(reading)) : [];
}

/** The causes for calls that are judged on a project: none where all are answered, else one. */
export function causesFor(reading: Reading, judged: Judged | undefined): readonly Cause[] {
  if (judged === undefined || judged.calls.length === 0) {
    return [];
  }
  const { calls, project } = judged;
  const own = answersFor(reading.script, project);
  // Of a file that loads no framework, but all that it does load is there, nobody knows who loads it.
  const loadsNothing = moduleOf(own) === undefined && own.missing.length === 0 && !own.isOpen;
  const usual = loadsNothing ? reading.outlook?.usual : undefined;
  const answers = usual === undefined ? own : answersFor(reading.script, project, [usual]);
  const lost = lostCalls(calls, answers, reading.script, project);
  const inner = innerRoots(reading, answers, project);
  if (!reading.changes) {
    const isAnswered = inner.some((root) => {
      const inside = below(root, project);
      const found = answersFor(reading.script, inside);
      return lostCalls(calls, found, reading.script, inside).length === 0;
    });
    return lost.length === 0 || isAnswered ? [] : causesOf(lost, answers, reading);
  }
  const several = reading.outlook?.modules ?? [];
  if (loadsNothing && usual === undefined && several.length > 0 && lost.length > 0) {
    return [unclearCause(several, reading)];
  }
  const [nearest] = inner;
  return nearest === undefined ? causesOf(lost, answers, reading) : [rootCause(nearest, reading)];
}

/** What a file will call, and on which project. */
export interface Judged {
  readonly calls: readonly ApiCall[];
  readonly project: Project;
}

/** What the file will call, and on which project; undefined where nobody decides on modules. */
function judgedOn({
  script,
  target,
  member,
  alongside,
  outlook,
  changes,
}: Reading): Judged | undefined {
  if (outlook === undefined) {
    return undefined;
  }
  if (!changes) {
    return { calls: newCallsIn(script), project: outlook.standing };
  }
  const own = callsAfterMigration({ script, target, ...(member && { member }) });
  const others = (alongside?.() ?? []).flatMap((other) =>
    callsAfterMigration({ script: other.script, target, member: other }),
  );
  return { calls: [...own, ...others], project: outlook.after };
}

/**
 * The calls that nobody answers. One module has to answer them all: of two that are loaded one after the
 * other each has its own idea of a suite. A registry's run takes any arguments and looks at none, so that
 * a list is only answered by who makes its entries.
 */
function lostCalls(
  calls: readonly ApiCall[],
  answers: Answers,
  script: Script,
  project: Project,
): readonly ApiCall[] {
  const own = answersOfModule(answers, script, project);
  const isAnswered = (name: string, count: number): boolean => {
    const answer = answers.of(name);
    const isOwn = answer?.path === undefined || own.of(name)?.path === answer.path;
    return answer !== undefined && isOwn && accepts(answer.takes, count);
  };
  const lost = calls.filter(({ name, count }) => !isAnswered(name, count));
  return lost.length > 0
    ? lost
    : calls.filter(({ entry }) => entry !== undefined && !isAnswered(entry, ENTRY_COUNT));
}

/** A test is a name and a body. */
const ENTRY_COUNT = 2;

/** What the load that brings the module brings by itself. */
function answersOfModule(answers: Answers, script: Script, project: Project): Answers {
  const module = moduleOf(answers);
  if (module === undefined) {
    return answers;
  }
  for (const path of [...loadedPaths(script), module]) {
    const alone = answersForLoads([path], project);
    if (moduleOf(alone) === module) {
      return alone;
    }
  }
  return answers;
}

/**
 * The folders around the file, below the root and the nearest first, in which its loads would find
 * another framework module, or find one at all.
 */
function innerRoots(
  { path, script }: Reading,
  answers: Answers,
  project: Project,
): readonly string[] {
  const found = moduleOf(answers);
  const looked = [...(found === undefined ? answers.missing : [found])];
  return foldersAround(path ?? "")
    .toReversed()
    .filter((folder) =>
      looked.some((module) => {
        const isDirect = itemsOf(script, "load").length > 0 && !module.startsWith(`${folder}/`);
        return isDirect && definesRun(`${folder}/${module}`, project);
      }),
    );
}

function definesRun(path: string, project: Project): boolean {
  return moduleOf(answersForLoads([path], project)) !== undefined;
}

/** The loaded file that defines the runner, or the suite. */
function moduleOf(answers: Answers): string | undefined {
  return answers.of("test/run")?.path ?? answers.of("test/suite")?.path;
}

/** The project as scripts see it that are started in a folder of it. */
function below(folder: string, project: Project): Project {
  return { read: (path) => project.read(`${folder}/${path}`) };
}

function rootCause(folder: string, { script }: Reading): Cause {
  const [load] = itemsOf(script, "load");
  const node = load?.node ?? script.tree.root;
  const message = `the file lies in the project ${folder}, where its loads find a framework module: use --root ${folder}`;
  return { kind: "root", node, message };
}

function unclearCause(modules: readonly string[], { script }: Reading): Cause {
  const message = `there are several framework modules (${modules.join(", ")}), and the file loads none of them`;
  return { kind: "root", node: script.items[0]?.node ?? script.tree.root, message };
}

function causesOf(lost: readonly ApiCall[], answers: Answers, reading: Reading): readonly Cause[] {
  const [first] = lost;
  if (first === undefined) {
    return [];
  }
  const { outlook } = reading;
  const names = [...new Set(lost.map(({ name }) => name))].join(", ");
  const causeAt = (kind: Cause["kind"], path: string, message: string): readonly Cause[] => [
    { kind, node: loadOf(path, reading) ?? first.node, message },
  ];
  const module = moduleOf(answers);
  if (module !== undefined) {
    const why = outlook?.whyKept(module);
    const kept = why === undefined ? "" : `, and it stays as it is: ${why}`;
    const hint = wayOut(lost, answers, reading);
    const message = `${module} does not answer ${names}${kept}`;
    return causeAt("module", module, message).map((cause) => (hint ? { ...cause, hint } : cause));
  }
  for (const path of answers.missing) {
    const why = outlook?.whyUnread(path);
    if (why !== undefined) {
      return causeAt("module", path, `${path} cannot be seen (${why}), and has to define ${names}`);
    }
  }
  const [gone] = answers.missing;
  return gone !== undefined
    ? causeAt("missing", gone, `${gone} is not there, and has to define ${names}`)
    : [];
}

const NAME_A_RUNNER =
  "name a runner of lists with --framework: this tool's own modules need atoms, which this Valk has not";

const WRITE_OUT =
  'write each test out in the list of the run, as (test "name" {body}), and migrate again';

/** Between lists and pipelines there is always one; undefined for what only a new module answers. */
function wayOut(
  lost: readonly ApiCall[],
  answers: Answers,
  { path = "FILE", changes, script, dialect }: Reading,
): string | undefined {
  const runsLists = [...LIST_ENTRY_NAMES].some((name) => answers.of(name) !== undefined);
  if (changes && !runsLists && !dialect.rules.hasAtoms) {
    return NAME_A_RUNNER;
  }
  if (lost.some(({ name, entry }) => LIST_ENTRY_NAMES.has(entry ?? name))) {
    if (changes) {
      return "no runner of lists is here: go to pipelines, --to builder, or name a runner with --framework";
    }
    return computesTests(script)
      ? WRITE_OUT
      : `take its lists to pipelines: valk-codemod migrate ${shellWord(path)} --to builder --write`;
  }
  // Who runs pipelines without this stage is no runner of lists, and takes no layer.
  if (lost.every(({ name }) => name === ADD_TESTS) && answers.of("->") !== undefined) {
    return runsLists ? `${WRITE_OUT}; as it is, the file runs on this module` : WRITE_OUT;
  }
  return runsLists
    ? "add what pipelines call to the runner of lists: valk-codemod framework install --layer --write"
    : undefined;
}

/** The load that brings a file. */
function loadOf(path: string, { script, loads }: Reading): SyntaxNode | undefined {
  const direct = itemsOf(script, "load").find(
    (item) => item.path !== undefined && normalizePath(item.path) === path,
  );
  const brought = loads.find(({ files }) => files.some((file) => file.path === path));
  return (direct ?? brought?.item ?? itemsOf(script, "load")[0])?.node;
}
