// Random but valid projects: a prelude, a framework module, and test files that load them, helpers
// and each other. Ordinary most of the time; the same for the same seed.

import type { FrameworkChoice } from "../../src/plan/framework.js";
import {
  comment,
  type FileContext,
  flag,
  fresh,
  type Helper,
  makeHelper,
  other,
  plainName,
  rebinding,
  registering,
  testBody,
} from "./forms.js";
import { disturb, withCrlf, withTabs } from "./layout.js";
import { MODULES, PRELUDES, SHIPPED } from "./modules.js";
import { type Random, seeded } from "./random.js";

export type Target = "builder" | "list";

export type Files = Readonly<Record<string, string>>;

export interface GeneratedProject {
  readonly seed: number;
  readonly target: Target;
  readonly files: Files;
  /** The files that are run by themselves. */
  readonly runners: readonly string[];
  /** The framework's modules. */
  readonly modules: readonly string[];
  readonly request: ModuleRequest;
  /** Files that are run but that the migration cannot read. */
  readonly unreadable: ReadonlySet<string>;
}

/** What the migration is asked to make of the modules. */
export interface ModuleRequest {
  readonly choice: FrameworkChoice;
  /** The module of the user's own. */
  readonly given?: string;
  /** Whether files find out their target by the module that they load. */
  readonly isTargetOpen: boolean;
}

/**
 * Kinds that are known and not mended yet: each switch turns one on again.
 *
 * - UNREADABLE_LOADS_PARTS: a file that the migration cannot read loads others, which change under it.
 */
export const SWITCHES = { UNREADABLE_LOADS_PARTS: true };

/** What the files of one project, or of one package of it, share. */
interface Place {
  readonly random: Random;
  readonly target: Target;
  /** In front of every path: nothing, or the package's folder. */
  readonly prefix: string;
  readonly modulePath: string;
  readonly preludePath: string;
  readonly hasRichPrelude: boolean;
  readonly mayRebind: boolean;
  readonly awkwardness: number;
  readonly numbers: { next: number };
  readonly files: Record<string, string>;
  readonly runners: string[];
  readonly modules: string[];
}

export function generateProject(seed: number, target: Target): GeneratedProject {
  const random = seeded(seed);
  const files: Record<string, string> = {};
  const runners: string[] = [];
  const numbers = { next: 1 };
  const modules: string[] = [];
  const packages = random.chance(0.06) ? ["one/", "two/"] : [""];
  const usualPath = random.chance(0.93) ? "src/modules/test.valk" : "lib/testing.valk";
  const request = chooseRequest(random, target);
  const module = chooseModule(random, target, request);
  const hasRichPrelude = module !== MODULES.example && random.chance(0.6);
  // What stays old keeps a module that was given from being written: a whole project has to migrate.
  const awkwardness =
    request.choice === "given" || request.choice === "final"
      ? random.pick([0, 0.05])
      : random.weighted([
          [50, () => 0.05],
          [35, () => 0.4],
          [15, () => 1],
        ]);
  files["src/prelude.valk"] = hasRichPrelude ? PRELUDES.rich : PRELUDES.example;
  for (const prefix of packages) {
    const modulePath = prefix + usualPath;
    const isOther = prefix === "two/" && hasRichPrelude && request.choice === "auto";
    files[modulePath] = isOther ? chooseModule(random, target, request) : module;
    modules.push(modulePath);
    writePlace({
      random,
      modules,
      target,
      prefix,
      modulePath,
      preludePath: "src/prelude.valk",
      hasRichPrelude,
      mayRebind: files[modulePath] !== MODULES.example,
      awkwardness,
      numbers,
      files,
      runners,
    });
  }
  const unreadable = runners.filter(
    (path) =>
      random.chance(0.03) &&
      (SWITCHES.UNREADABLE_LOADS_PARTS || !/load "[^"]*test\//.test(files[path] ?? "")),
  );
  return { seed, target, files, runners, modules, request, unreadable: new Set(unreadable) };
}

function chooseRequest(random: Random, target: Target): ModuleRequest {
  const asked = (choice: FrameworkChoice, given?: string): ModuleRequest => ({
    choice,
    ...(given !== undefined && { given }),
    isTargetOpen: false,
  });
  // No shipped module answers lists: those that do belong to the project, or are given.
  return target === "list"
    ? random.weighted([
        [50, () => asked("keep")],
        [20, () => ({ choice: "auto", isTargetOpen: true })],
        [20, () => asked("given", MODULES.list)],
        [10, () => asked("given", MODULES.oldAndList)],
      ])
    : random.weighted([
        [70, () => asked("auto")],
        [10, () => ({ choice: "auto", isTargetOpen: true })],
        [10, () => asked("compat")],
        [10, () => asked("final")],
      ]);
}

function chooseModule(random: Random, target: Target, { choice }: ModuleRequest): string {
  return target === "list" && choice !== "given"
    ? MODULES.oldAndList
    : random.weighted([
        [60, () => MODULES.old],
        [25, () => MODULES.example],
        [target === "list" ? 0 : 15, () => SHIPPED.compat],
      ]);
}

interface LoadedFile {
  readonly path: string;
  readonly helpers: readonly Helper[];
  readonly isPart: boolean;
}

function writePlace(place: Place): void {
  const { random, prefix, files, awkwardness } = place;
  const loaded: LoadedFile[] = [];
  if (random.chance(0.45)) {
    loaded.push(writeHelperFile(place, `${prefix}test/lib/helpers.valk`, []));
    if (random.chance(0.25)) {
      loaded.push(writeHelperFile(place, `${prefix}test/lib/more_helpers.valk`, loaded));
    }
  }
  const parts = random.weighted([
    [60, () => 0],
    [25, () => 1],
    [10, () => 2],
    [5, () => 3],
  ]);
  for (let part = 0; part < parts; part++) {
    loaded.push(
      writePart(place, `${prefix}test/parts/${random.pick(PART_NAMES)}_${part}.valk`, loaded),
    );
  }
  const count = random.weighted([
    [4, () => 1],
    [4, () => 2],
    [2, () => 3],
  ]);
  const orphans = new Set(random.chance(0.95) ? loaded.filter(({ isPart }) => isPart) : []);
  for (let number = 0; number < count; number++) {
    const isLast = number === count - 1;
    writeRunner(place, `${prefix}test/test_${number}.valk`, loaded, isLast ? orphans : new Set());
    const text = files[`${prefix}test/test_${number}.valk`] as string;
    for (const part of orphans) {
      if (text.includes(part.path)) {
        orphans.delete(part);
      }
    }
  }
  if (random.chance(0.08)) {
    writeNewStyle(place, `${prefix}test/test_new.valk`);
  }
  if (random.chance(0.1 * awkwardness)) {
    const path = `${prefix}test/test_broken.valk`;
    files[path] =
      heads(place) +
      random.pick([
        '(test/define "a" {== "\\ " 1})\n(test/run {})\n',
        '(test/define "a" {1}\n(test/run {})\n',
        '(test/define "a" {1})\n(print #)\n(test/run {})\n',
        '(test/define "a" {1})\n(list ( ) 1)\n(test/run {})\n',
      ]);
    place.runners.push(path);
  }
}

const PART_NAMES = ["cases", "shared", "more"];

function contextOf(place: Place, loaded: readonly LoadedFile[]): FileContext {
  const { random, awkwardness, hasRichPrelude, mayRebind, numbers } = place;
  return {
    random,
    // Not every file of an awkward project is awkward.
    awkwardness: random.chance(0.7) ? awkwardness : awkwardness / 4,
    hasRichPrelude,
    mayRebind,
    helpers: loaded.flatMap(({ helpers }) => helpers),
    values: [],
    counters: [],
    numbers,
  };
}

const load = (path: string): string => `(load "${path}")`;

function heads({ preludePath, modulePath }: Place): string {
  return `${load(preludePath)}\n${load(modulePath)}\n`;
}

function writeHelperFile(place: Place, path: string, before: readonly LoadedFile[]): LoadedFile {
  const { random } = place;
  const loads = before.filter(() => random.chance(0.7));
  const file = contextOf(place, loads);
  const own: Helper[] = [];
  const forms: string[] = loads.map((one) => load(one.path));
  for (let left = random.int(1, 3); left > 0; left--) {
    const helper = makeHelper(file);
    own.push(helper);
    file.helpers.push(helper);
    forms.push(helper.definition);
    if (random.chance(0.3)) {
      forms.push(other(file));
    }
  }
  if (random.chance(file.awkwardness * 0.1)) {
    forms.push(rebinding(file));
  }
  place.files[path] = finish(file, forms);
  return { path, helpers: own, isPart: false };
}

function writePart(place: Place, path: string, before: readonly LoadedFile[]): LoadedFile {
  const { random } = place;
  const loads = before.filter(() => random.chance(0.4));
  const file = contextOf(place, loads);
  const forms: string[] = [];
  if (random.chance(file.awkwardness * 0.1)) {
    forms.push(heads(place));
  }
  for (const one of loads) {
    forms.push(load(one.path));
  }
  forms.push(...items(file, random.int(loads.some(({ isPart }) => isPart) ? 0 : 1, 4)));
  if (random.chance(file.awkwardness * 0.15)) {
    forms.splice(random.int(0, forms.length), 0, `(test/suite "of a part ${fresh(file)}")`);
  }
  place.files[path] = finish(file, forms);
  return { path, helpers: [], isPart: true };
}

function writeRunner(
  place: Place,
  path: string,
  loaded: readonly LoadedFile[],
  needed: ReadonlySet<LoadedFile>,
): void {
  const { random } = place;
  const isAsync = random.chance(0.04);
  const used = loaded.filter((one) => random.chance(one.isPart ? 0.6 : 0.75) || needed.has(one));
  const file = contextOf(place, used);
  if (isAsync) {
    place.files[path] = finish(file, asyncForms(place, file));
    place.runners.push(path);
    return;
  }
  const early = used.filter(({ isPart }) => !isPart || random.chance(0.3));
  const late = used.filter((one) => !early.includes(one));
  const forms = [load(place.preludePath), load(place.modulePath)];
  forms.push(...early.map((one) => load(one.path)));
  const body = items(file, random.int(1, 7));
  for (const one of late) {
    body.splice(random.int(0, body.length), 0, load(one.path));
  }
  insertSuite(file, body);
  forms.push(...body);
  forms.push(...ending(file));
  if (random.chance(file.awkwardness * 0.03)) {
    forms.splice(random.int(2, forms.length), 0, load(place.modulePath));
  }
  place.files[path] = finish(file, forms);
  place.runners.push(path);
}

function insertSuite(file: FileContext, body: string[]): void {
  const { random, awkwardness } = file;
  const suite = (): string =>
    random.weighted([
      [20, () => `(test/suite "Suite ${fresh(file)}")`],
      [awkwardness, () => `(test/suite (str "Suite " ${fresh(file)}))`],
      [awkwardness, () => `(test/suite ; named\n  "Suite ; ${fresh(file)}")`],
      [awkwardness, () => `(test/suite "Suite ${fresh(file)}" ; so\n)`],
      [awkwardness * 0.5, () => `(do (test/suite "in a do") (println "named"))`],
    ]);
  random.weighted<void>([
    [16, () => void body.unshift(suite())],
    [1, () => undefined],
    [2, () => void body.splice(random.int(0, body.length), 0, suite())],
    [
      awkwardness * 3,
      () => {
        body.unshift(suite());
        body.splice(random.int(1, body.length), 0, `${suite()}${random.pick(["", " ; again"])}`);
      },
    ],
  ]);
}

function items(file: FileContext, count: number): string[] {
  const { random, awkwardness } = file;
  const forms: string[] = [];
  for (let left = count; left > 0; left--) {
    random.weighted<void>([
      [50, () => void forms.push(registering(file))],
      [
        12,
        () => {
          const helper = makeHelper(file);
          forms.push(helper.definition, helper.call(file));
          file.helpers.push(helper);
        },
      ],
      [16, () => void forms.push(other(file), registering(file))],
      [5, () => void forms.push(flag(file))],
      [awkwardness * 5, () => void forms.push(rebinding(file), registering(file))],
      [awkwardness * 0.5, () => void forms.push(`; ${plainName(file)}`)],
    ]);
  }
  return forms;
}

function ending(file: FileContext): string[] {
  const { random, awkwardness } = file;
  const run = random.weighted([
    [10, () => "(test/run {})"],
    [10, () => "(test/run)"],
    [1, () => "(test/run ())"],
    [awkwardness, () => "(test/run ; go\n)"],
    [awkwardness, () => "(test/run {} ; go\n)"],
    [awkwardness * 0.5, () => "(do (test/run))"],
    [awkwardness * 0.3, () => ""],
  ]);
  const after = random.weighted<string[]>([
    [20, () => []],
    [1, () => ['(println "never")']],
    [awkwardness, () => ["(shutdown 0)"]],
    [awkwardness * 0.5, () => [registering(file)]],
    [awkwardness * 0.5, () => ["(test/run {})"]],
  ]);
  return run === "" ? [] : [run, ...after];
}

function asyncForms(place: Place, file: FileContext): string[] {
  const { random } = file;
  const tests = Array.from({ length: random.int(1, 3) }, () =>
    random.pick([
      `(test/async ${plainName(file)} (\\ {done} {(done true)}))`,
      `(test/async ${plainName(file)} (\\ {done} {\n  (aio/schedule aio 10 (\\ {} {(done (== 1 1))}))\n}))`,
      `(test/async ${plainName(file)}\n  ; fails\n  (\\ {done} {done false}))`,
    ]),
  );
  return [
    load(place.preludePath),
    load(place.modulePath),
    `(test/suite "Async ${fresh(file)}")`,
    "(def {aio} (aio/start))",
    ...tests,
    random.pick(["(test/run-async aio)", "(test/run-async aio {})"]),
  ];
}

/** A file that speaks a new API already: that of its module, or of one beside it. */
function writeNewStyle(place: Place, path: string): void {
  const { target, random, files, modulePath, prefix } = place;
  const standing = files[modulePath];
  const answers = target === "list" ? standing === MODULES.oldAndList : standing === SHIPPED.compat;
  const isBeside = !answers || random.chance(0.3);
  const style = isBeside ? random.pick<Target>(["builder", "list"]) : target;
  const file = contextOf({ ...place, modulePath, mayRebind: true }, []);
  const besidePath = `${prefix}src/modules/beside.valk`;
  if (isBeside) {
    files[besidePath] = style === "list" ? MODULES.list : SHIPPED.final;
    place.modules.push(besidePath);
  }
  const head = heads({ ...place, modulePath: isBeside ? besidePath : modulePath });
  const tests = [0, 1].map(() => [plainName(file), testBody(file)] as const);
  if (style === "list") {
    const list = tests.map(([name, body]) => `\n  (test ${name} ${body})`).join("");
    files[path] = `${head}(test/run (list${list}\n)\n  {:suite-name "List"})\n`;
  } else {
    const stages = tests.map(([name, body]) => `    (test/add ${name} ${body})\n`).join("");
    files[path] = `${head}(-> (test/suite "New")\n${stages}    (test/run))\n`;
  }
  place.runners.push(path);
}

/** The forms as a file: what stands between them, and its layout. */
function finish(file: FileContext, forms: readonly string[]): string {
  const { random, awkwardness } = file;
  let text = random.chance(0.3) ? `${comment(file)}\n${random.chance(0.5) ? "\n" : ""}` : "";
  for (const [index, form] of forms.entries()) {
    const isDirty = random.chance(awkwardness * 0.5);
    text += isDirty ? disturb(form, random, random.pick([0.05, 0.2])) : form;
    if (index < forms.length - 1) {
      text += between(file, form);
    }
  }
  text += random.weighted([
    [12, () => "\n"],
    [1, () => ""],
    [1, () => "\n\n; the end\n"],
    [awkwardness, () => " ; end"],
  ]);
  const tabs = random.chance(0.06) ? withTabs(text) : text;
  return random.chance(0.05) ? withCrlf(tabs) : tabs;
}

function between(file: FileContext, form: string): string {
  const { random, awkwardness } = file;
  const mustBreak = form.slice(form.lastIndexOf("\n") + 1).includes(";");
  return random.weighted([
    [20, () => "\n"],
    [10, () => "\n\n"],
    [3, () => `\n${comment(file)}\n`],
    [3, () => `\n\n${comment(file)}\n`],
    [2, () => `\n\n${comment(file)}\n\n`],
    [2, () => ` ; behind ${fresh(file)}\n`],
    [awkwardness * 2, () => (mustBreak ? "\n" : " ")],
    [awkwardness, () => (mustBreak ? "\n" : "")],
    [awkwardness, () => "  \n\n\n"],
  ]);
}
