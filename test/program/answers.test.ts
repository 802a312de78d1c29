// What a file's names stand for, and which of its calls nothing answers.

import { describe, expect, test } from "vitest";
import { type Answers, answersFor, answersForLoads } from "../../src/program/answers.js";
import type { Outlook } from "../../src/program/outlook.js";
import { readScript } from "../../src/program/script.js";
import { accepts, definitionsOf, takesAll } from "../../src/program/takes.js";
import { parse } from "../../src/syntax/parser.js";
import { analyze } from "../../transforms/define-to-suite/judge/analyze.js";
import {
  LIST_MODULE,
  MODULE,
  newFile,
  OLD_MODULE,
  oldFile,
  PIPELINE_NAMES,
} from "../cli/git-project.js";
import { listedProjectOf, projectOf } from "../transforms/define-to-suite/fixtures.js";

type Files = Readonly<Record<string, string>>;

const answersOf = (source: string, files: Files = {}): Answers =>
  answersFor(readScript(parse(source)), projectOf(files));

/** Who answers `f`, with how many arguments; "" is the file itself. */
function answerer(source: string, files: Files = {}): string | undefined {
  const answer = answersOf(source, files).of("f");
  return answer && `${answer.path ?? ""} ${answer.takes.least}`;
}

describe("a name", () => {
  const files = {
    "one.valk": "(fun {f a} {a})\n",
    "two.valk": "(fun {f a b} {a})\n",
    "both.valk": '(load "two.valk")\n(load "one.valk")\n',
    "own.valk": '(load "two.valk")\n(fun {f a b c} {a})\n(load "plain.valk")\n',
    "plain.valk": "(def {x} 1)\n",
  };

  test.each([
    ["is what its only load defines", '(load "one.valk")', "one.valk 1"],
    ["is what the last load defines", '(load "one.valk")\n(load "two.valk")', "two.valk 2"],
    [
      "is what the last load defines, turned round",
      '(load "two.valk")\n(load "one.valk")',
      "one.valk 1",
    ],
    ["is what a load further down defines", '(load "both.valk")', "one.valk 1"],
    [
      "is evaluated again with each load",
      '(load "one.valk")\n(load "two.valk")\n(load "both.valk")',
      "one.valk 1",
    ],
    ["is what follows on a load in the same file", '(load "own.valk")', "own.valk 3"],
    ["is the file's own, if that comes last", '(load "one.valk")\n(fun {f} {1})', " 0"],
    [
      "is not the file's own, if that comes first",
      '(fun {f} {1})\n(load "one.valk")',
      "one.valk 1",
    ],
    [
      "is found above a load that says nothing of it",
      '(load "one.valk")\n(load "plain.valk")',
      "one.valk 1",
    ],
    [
      "is found once where a file is loaded twice",
      '(load "one.valk")\n(load "plain.valk")\n(load "plain.valk")',
      "one.valk 1",
    ],
    ["is nothing without a definition", '(load "plain.valk")', undefined],
    ["is nothing where a load is data", '(def {later} {load "one.valk"})', undefined],
  ])("%s", (_, source, expected) => {
    expect(answerer(source, files)).toBe(expected);
  });

  test("is found in a circle of loads", () => {
    const circle = {
      "a.valk": '(load "b.valk")\n(load "one.valk")\n',
      "b.valk": '(load "a.valk")\n',
      "one.valk": "(fun {f a} {a})\n",
    };
    expect(answerer('(load "a.valk")', circle)).toBe("one.valk 1");
    expect(answersOf('(load "b.valk")', circle).of("g")).toBeUndefined();
    expect(answersOf('(load "b.valk")', circle).loaded).toEqual(["b.valk", "a.valk", "one.valk"]);
  });

  test("is read through a very long chain of loads", () => {
    const chain = Object.fromEntries(
      Array.from({ length: 5000 }, (_, at) => [`${at}.valk`, `(load "${at + 1}.valk")\n`]),
    );
    const last = { "5000.valk": "(fun {f a} {a})\n" };
    expect(answerer('(load "0.valk")', { ...chain, ...last })).toBe("5000.valk 1");
  });
});

describe("what is loaded", () => {
  test("is listed once, with what is missing and what nobody can tell", () => {
    const files = { "a.valk": '(load "gone.valk")\n', "b.valk": "(def {x} 1)\n" };
    const answers = answersOf('(load "a.valk")\n(load "./b.valk")\n(load "b.valk")\n', files);
    expect(answers).toMatchObject({
      loaded: ["a.valk", "b.valk"],
      missing: ["gone.valk"],
      isOpen: false,
    });
    expect(answersOf('(load (str "a" ".valk"))', files).isOpen).toBe(true);
    expect(answersOf('(load "../elsewhere.valk")', files).isOpen).toBe(true);
    expect(answersOf("(load 5)", files).isOpen).toBe(true);
  });

  test("may be asked for without a file", () => {
    const project = projectOf({ "a.valk": "(fun {f & a} {a})\n" });
    expect(answersForLoads(["a.valk"], project).of("f")).toMatchObject({ path: "a.valk" });
    expect(answersForLoads([], project)).toMatchObject({ loaded: [], missing: [] });
  });
});

describe("how many arguments a definition takes", () => {
  const takes = (source: string, name = "f") => {
    const [node] = parse(source).root.elements;
    return node && definitionsOf(node).get(name);
  };

  test.each<[string, { least: number; most: number } | undefined]>([
    ["(fun {f} {1})", { least: 0, most: 0 }],
    ["(fun {f a b} {1})", { least: 2, most: 2 }],
    ["(fun {f a & more} {1})", { least: 1, most: Number.POSITIVE_INFINITY }],
    ["(def {f} (\\ {a} {a}))", { least: 1, most: 1 }],
    ["(def {g f} 1 (make 2))", { least: 0, most: Number.POSITIVE_INFINITY }],
    ["(= {f} g)", { least: 0, most: Number.POSITIVE_INFINITY }],
    ["(if debug {def {f} 1} {def {g} 2})", { least: 0, most: Number.POSITIVE_INFINITY }],
    ["(do (def {g} 1) (def {f} 2))", { least: 0, most: Number.POSITIVE_INFINITY }],
    ["(print {def {f} 1})", undefined],
    ["(fun {g a} {def {f} 1})", undefined],
    ["f", undefined],
  ])("%s", (source, expected) => {
    expect(takes(source)).toEqual(expected);
  });

  test("is compared", () => {
    const two = { least: 2, most: 2 };
    expect([1, 2, 3].map((count) => accepts(two, count))).toEqual([false, true, false]);
    expect(takesAll({ least: 1, most: 9 }, two)).toBe(true);
    expect(takesAll(two, { least: 1, most: 2 })).toBe(false);
    expect(takesAll(two, { least: 2, most: 3 })).toBe(false);
  });
});

const ANSWERING = OLD_MODULE + PIPELINE_NAMES;
const LOAD = `(load "${MODULE}")\n`;

interface Around extends Partial<Outlook> {
  readonly target?: "builder" | "list";
  readonly path?: string;
}

/** What is said of calls that are not answered: `code: message`. */
function told(source: string, files: Files, { target, path, ...around }: Around = {}) {
  const at = path ?? "test/it.valk";
  const project = listedProjectOf({ ...files, [at]: source });
  const outlook: Outlook = {
    after: project,
    standing: project,
    whyKept: () => undefined,
    whyUnread: () => undefined,
    modules: [MODULE],
    usual: MODULE,
    get afterwards() {
      return this;
    },
    ...around,
  };
  const place = { path: at, mayStayOld: () => false, outlook };
  const { findings } = analyze(source, project, target ?? "builder", place);
  return findings
    .filter(({ code }) => ["new-on-old", "module-missing", "framework-ambiguous"].includes(code))
    .map(({ code, message }) => `${code}: ${message}`);
}

describe("a file that would be migrated", () => {
  const old = LOAD + oldFile("a", "b");

  test.each<[string, string, string, readonly string[]]>([
    ["answered", old, ANSWERING, []],
    [
      "not answered",
      old,
      OLD_MODULE,
      ["new-on-old: src/modules/test.valk does not answer test/add, ->"],
    ],
    [
      "answered with too few arguments",
      LOAD + oldFile("a"),
      ANSWERING.replace("{test/add name body suite}", "{test/add name suite}"),
      ["new-on-old: src/modules/test.valk does not answer test/add"],
    ],
    [
      "answered with more arguments than there are",
      LOAD + oldFile("a"),
      ANSWERING.replace("{test/add name body suite}", "{test/add name body tags suite}"),
      ["new-on-old: src/modules/test.valk does not answer test/add"],
    ],
    [
      "answered by a run that wants more",
      LOAD + oldFile("a"),
      ANSWERING.replace("{test/run & args}", "{test/run options suite}"),
      ["new-on-old: src/modules/test.valk does not answer test/run"],
    ],
    [
      "short of a flag",
      `${LOAD}(test/skip "later")\n${oldFile("a")}`,
      ANSWERING,
      ["new-on-old: src/modules/test.valk does not answer test/skip"],
    ],
    [
      "short of the asynchronous runner",
      `${LOAD}(test/suite "S")\n(test/async "a" (\\ {done} {done 1}))\n(test/run-async aio)\n`,
      ANSWERING,
      ["new-on-old: src/modules/test.valk does not answer test/add-async, test/run-async"],
    ],
    [
      "short of what a loop needs",
      `${LOAD}(test/suite "S")\n(map (\\ {n} {test/define n {1}}) {1 2})\n(test/run {})\n`,
      ANSWERING,
      ["new-on-old: src/modules/test.valk does not answer test/add-all"],
    ],
    [
      "short of the neutral stage",
      `${LOAD}(test/suite "S")\n(if x {test/define "a" {1}} {})\n(test/run {})\n`,
      ANSWERING,
      ["new-on-old: src/modules/test.valk does not answer test/none"],
    ],
    [
      "short of the stage of a helper",
      `${LOAD}(test/suite "S")\n(fun {case n} {test/define n {1}})\n(case "a")\n(test/run {})\n`,
      OLD_MODULE + PIPELINE_NAMES.replace("test/add", "test/put"),
      ["new-on-old: src/modules/test.valk does not answer test/add"],
    ],
  ])("is %s", (_, source, module, expected) => {
    expect(told(source, { [MODULE]: module })).toEqual(expected);
  });

  test("is judged by its target", () => {
    const files = { [MODULE]: LIST_MODULE };
    expect(told(old, files, { target: "list" })).toEqual([]);
    expect(told(old, files)).toEqual([
      "new-on-old: src/modules/test.valk does not answer test/add, ->",
    ]);
    expect(told(old, { [MODULE]: ANSWERING }, { target: "list" })).toEqual([
      "new-on-old: src/modules/test.valk does not answer test",
    ]);
    const loop = `${LOAD}(test/suite "S")\n(map (\\ {n} {test/define n {1}}) {1 2})\n(test/run {})\n`;
    expect(told(loop, files, { target: "list" })).toEqual([]);
    const narrow = LIST_MODULE.replace("{test/run tests & options}", "{test/run tests}");
    expect(told(old, { [MODULE]: narrow }, { target: "list" })).toEqual([
      "new-on-old: src/modules/test.valk does not answer test/run",
    ]);
    // Options are written for a suite without a name, too.
    const nameless = old.replace('(test/suite "S")\n', "");
    expect(told(nameless, { [MODULE]: narrow }, { target: "list" })).toEqual([
      "new-on-old: src/modules/test.valk does not answer test/run",
    ]);
  });

  test("is told why the module stays", () => {
    const whyKept = (path: string) => (path === MODULE ? "git ignores it" : undefined);
    expect(told(old, { [MODULE]: OLD_MODULE }, { whyKept })).toEqual([
      "new-on-old: src/modules/test.valk does not answer test/add, ->, and it stays as it is: git ignores it",
    ]);
  });

  test("is judged by the last of its loads", () => {
    const narrow = ANSWERING.replace("{test/add name body suite}", "{test/add name suite}");
    const files = { [MODULE]: narrow, "lib/new.valk": ANSWERING };
    expect(told(`(load "lib/new.valk")\n${old}`, files)).toEqual([
      "new-on-old: src/modules/test.valk does not answer test/add",
    ]);
    expect(told(LOAD + old.replace(MODULE, "lib/new.valk"), files)).toEqual([]);
  });

  test("is judged by the module that is usual, if it loads nothing", () => {
    expect(told(oldFile("a"), { [MODULE]: OLD_MODULE })).toHaveLength(1);
    expect(told(oldFile("a"), { [MODULE]: ANSWERING })).toEqual([]);
    expect(told(oldFile("a"), { [MODULE]: OLD_MODULE }, { usual: undefined, modules: [] })).toEqual(
      [],
    );
    const modules = ["a.valk", "b.valk"];
    expect(told(oldFile("a"), {}, { usual: undefined, modules })).toEqual([
      "framework-ambiguous: there are several framework modules (a.valk, b.valk), and the file loads none of them",
    ]);
  });

  test("may load what is not there, or what cannot be seen", () => {
    expect(told(old, {})).toEqual([
      "module-missing: src/modules/test.valk is not there, and has to define test/add, ->, test/suite, test/run",
    ]);
    const whyUnread = () => "it lies in a submodule";
    expect(told(old, {}, { whyUnread })).toEqual([
      "new-on-old: src/modules/test.valk cannot be seen (it lies in a submodule), and has to define test/add, ->, test/suite, test/run",
    ]);
    const behind = { [MODULE]: '(load "lib/gone.valk")\n' };
    expect(told(old, behind)[0]).toContain("module-missing: lib/gone.valk is not there");
  });

  test("is left to whoever computes its loads", () => {
    expect(told(`(load (str "a" ".valk"))\n${oldFile("a")}`, {})).toEqual([]);
  });

  test("is a matter of the folder, below a project of its own", () => {
    const files = { [MODULE]: ANSWERING, [`shop/${MODULE}`]: OLD_MODULE };
    const path = "shop/test/it.valk";
    expect(told(old, files, { path })).toEqual([
      "framework-ambiguous: the file lies in the project shop, where its loads find a framework module: use --root shop",
    ]);
    expect(told(old, { [`shop/${MODULE}`]: OLD_MODULE }, { path })[0]).toContain("--root shop");
    expect(told(old, files)).toEqual([]);
    const direct = old.replace(MODULE, `shop/${MODULE}`);
    expect(told(direct, { ...files, [`shop/${MODULE}`]: ANSWERING }, { path })).toEqual([]);
  });
});

describe("a file in the new style", () => {
  test("is judged by what it calls", () => {
    expect(told(LOAD + newFile("a"), { [MODULE]: ANSWERING })).toEqual([]);
    expect(told(LOAD + newFile("a"), { [MODULE]: OLD_MODULE })).toEqual([
      "new-on-old: src/modules/test.valk does not answer ->, test/add",
    ]);
    expect(told(newFile("a"), { [MODULE]: OLD_MODULE })).toHaveLength(1);
    expect(told(newFile("a"), {}, { modules: [], usual: undefined })).toEqual([]);
  });

  test("may be a list", () => {
    const list = `${LOAD}(test/run (list (test "a" {1}) (test-async "b" f)) {:suite-name "S"})\n`;
    expect(told(list, { [MODULE]: LIST_MODULE })).toEqual([]);
    const less = LIST_MODULE.replace("(fun {test-async name fn} {list name fn})\n", "");
    expect(told(list, { [MODULE]: less })).toEqual([
      "new-on-old: src/modules/test.valk does not answer test-async",
    ]);
  });

  test("has stages outside of its pipeline, too, and not in its test bodies", () => {
    const helper = `${LOAD}(fun {more suite} {test/add-all (list) suite})\n${newFile("a")}`;
    expect(told(helper, { [MODULE]: ANSWERING })).toEqual([
      "new-on-old: src/modules/test.valk does not answer test/add-all",
    ]);
    const body = LOAD + newFile("a").replace("{== 1 1}", "{test/add-all 1 2}");
    expect(told(body, { [MODULE]: ANSWERING })).toEqual([]);
  });

  test("is answered in the project below the root in which it lies", () => {
    const files = { [MODULE]: OLD_MODULE, [`shop/${MODULE}`]: ANSWERING };
    const source = LOAD + newFile("a");
    expect(told(source, files, { path: "shop/test/it.valk" })).toEqual([]);
    expect(told(source, files)).toHaveLength(1);
  });

  test("is judged by the project as it stands", () => {
    const standing = projectOf({ [MODULE]: OLD_MODULE });
    const after = projectOf({ [MODULE]: ANSWERING });
    expect(told(LOAD + newFile("a"), {}, { standing, after })).toHaveLength(1);
    expect(told(LOAD + oldFile("a"), {}, { standing, after })).toEqual([]);
  });

  test("is not judged where nobody decides on modules", () => {
    const project = listedProjectOf({ [MODULE]: OLD_MODULE });
    const { findings } = analyze(LOAD + newFile("a"), project, "builder", {
      path: "test/it.valk",
    } as never);
    expect(findings).toEqual([]);
  });
});

describe("files that change together", () => {
  const part = '(test/define "p" {1})\n';
  const loader = `${LOAD}(test/suite "L")\n(load "test/part.valk")\n(test/run {})\n`;

  test("are judged where they are run", () => {
    const files = { [MODULE]: OLD_MODULE, "test/part.valk": part };
    expect(told(loader, files)).toEqual([
      "new-on-old: src/modules/test.valk does not answer ->, test/add",
    ]);
    expect(told(loader, { ...files, [MODULE]: ANSWERING })).toEqual([]);
    const runner = { [MODULE]: OLD_MODULE, "test/all.valk": loader };
    expect(told(part, runner, { path: "test/part.valk" })).toEqual([]);
  });
});
