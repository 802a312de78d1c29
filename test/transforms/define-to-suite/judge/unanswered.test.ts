// Calls of the new API that nothing answers, in files as they stand and as a migration would write
// them: one finding a file, where the load stands that brings the module.

import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../../../src/dialect/2026-02.js";
import type { Dialect } from "../../../../src/dialect/dialect.js";
import { DEFAULT_DIALECT } from "../../../../src/dialect/dialects.js";
import type { Outlook } from "../../../../src/program/outlook.js";
import { readScript } from "../../../../src/program/script.js";
import { parse } from "../../../../src/syntax/parser.js";
import { analyze } from "../../../../transforms/define-to-suite/judge/analyze.js";
import {
  callsAfterMigration,
  newCallsIn,
} from "../../../../transforms/define-to-suite/judge/api-calls.js";
import { unansweredCalls } from "../../../../transforms/define-to-suite/judge/unanswered.js";
import { LIST_RUNNER } from "../../../list-runner.js";
import { listedProjectOf } from "../fixtures.js";

type Files = Readonly<Record<string, string>>;
type Target = "builder" | "list";

const MODULE = "src/modules/test.valk";
const LOAD = `(load "${MODULE}")`;
const OLD = `(fun {test/suite name} {name})
(fun {test/define name body} {name})
(fun {test/run & args} {args})
(fun {test/run-async aio & args} {args})
`;
const BUILDER = `(fun {test/add name body suite} {suite})
(fun {test/add-async name body suite} {suite})
(fun {test/add-all tests suite} {suite})
(fun {test/skip reason suite} {suite})
(fun {-> value & stages} {value})
`;
const BOTH = OLD + BUILDER;
const OURS = ["new-on-old", "module-missing", "framework-ambiguous"];

interface Circumstances {
  readonly files?: Files;
  readonly target?: Target;
  readonly path?: string;
  readonly outlook?: Partial<Outlook>;
}

/** The project's modules as they are, which is also how they stay. */
function outlookOn(files: Files, changes: Partial<Outlook> = {}): Outlook {
  const project = listedProjectOf(files);
  const outlook: Outlook = {
    after: project,
    standing: project,
    whyKept: () => undefined,
    whyUnread: () => undefined,
    modules: [],
    usual: undefined,
    get afterwards() {
      return outlook;
    },
    ...changes,
  };
  return outlook;
}

/** What is said of calls, as `code at 'text': message`. */
function said(source: string, circumstances: Circumstances = {}): readonly string[] {
  const { files = {}, target = "builder", path = "test/it.valk", outlook = {} } = circumstances;
  const all = { ...files, [path]: source };
  const place = { path, outlook: outlookOn(all, outlook) };
  return analyze(source, listedProjectOf(all), target, place)
    .findings.filter(({ code }) => OURS.includes(code))
    .map(
      ({ code, span, message }) =>
        `${code} at '${source.slice(span.start, span.end).split("\n")[0]}': ${message}`,
    );
}

const on = (module: string): Circumstances => ({ files: { [MODULE]: module } });

const oldFile = (more = ""): string =>
  `${LOAD}\n(test/suite "S")\n(test/define "a" {1})\n${more}(test/run)\n`;
const newFile = (more = ""): string =>
  `${LOAD}\n(-> (test/suite "S")\n    (test/add "a" {1})\n${more}    (test/run))\n`;
const listFile = (options = ""): string =>
  `${LOAD}\n(test/run (list\n  (test "a" {1}))${options})\n`;

describe("a file that would change", () => {
  test("is fine on a module that answers", () => {
    expect(said(oldFile(), on(BOTH))).toEqual([]);
    expect(said(oldFile(), { ...on(LIST_RUNNER), target: "list" })).toEqual([]);
  });

  test("is told at its load which calls its module does not answer", () => {
    expect(said(oldFile(), on(OLD))).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer test/add, ->`,
    ]);
    expect(said(oldFile(), { ...on(OLD), target: "list" })).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer test`,
    ]);
  });

  test("is told what keeps the module", () => {
    const outlook = {
      whyKept: (path: string) => (path === MODULE ? "git ignores it" : undefined),
    };
    expect(said(oldFile(), { ...on(OLD), outlook })[0]).toMatch(
      /test\/add, ->, and it stays as it is: git ignores it$/,
    );
  });

  test("is judged by the modules as they will be, and not as they are", () => {
    const after = listedProjectOf({ [MODULE]: BOTH });
    const standing = listedProjectOf({ [MODULE]: OLD });
    expect(said(oldFile(), { ...on(OLD), outlook: { after, standing } })).toEqual([]);
    expect(said(newFile(), { ...on(OLD), outlook: { after, standing } })).toHaveLength(1);
  });

  test("is nobody's concern where nobody decides on modules", () => {
    const project = listedProjectOf({ [MODULE]: OLD });
    expect(analyze(oldFile(), project, "builder", { path: "a.valk" }).findings).toEqual([]);
  });

  test.each<[string, string, string]>([
    ["->", "{-> value & stages}", "{-> value stage}"],
    ["test/suite", "{test/suite name}", "{test/suite name options}"],
    ["test/add", "{test/add name body suite}", "{test/add name body}"],
    ["test/add", "{test/add name body suite}", "{test/add name body tags suite}"],
    ["test/run", "{test/run & args}", "{test/run}"],
    ["test/run", "{test/run & args}", "{test/run aio tests & args}"],
  ])("needs %s to take what it calls it with: %#", (name, from, to) => {
    const module = BOTH.replace(from, to);
    expect(module).not.toBe(BOTH);
    expect(said(oldFile(), on(module))).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer ${name}`,
    ]);
  });

  test("counts the arguments of a list's run, with the options that are always written", () => {
    const bare = `${LOAD}\n(test/define "a" {1})\n(test/run)\n`;
    const strict = LIST_RUNNER.replace("{test/run tests & options}", "{test/run tests}");
    for (const file of [bare, oldFile()]) {
      expect(said(file, { ...on(strict), target: "list" })).toEqual([
        `new-on-old at '(load "${MODULE}")': ${MODULE} does not answer test/run`,
      ]);
    }
    const wide = LIST_RUNNER.replace("{test/run tests & options}", "{test/run tests options}");
    expect(said(bare, { ...on(wide), target: "list" })).toEqual([]);
    expect(said(oldFile(), { ...on(wide), target: "list" })).toEqual([]);
  });

  // A registry's run takes any arguments, and would not look at the flags of an empty list.
  test.each<[string, string, string]>([
    ["a flag and no test", "(test/expect-exit 1)\n(test/run)", "test/run"],
    ["nothing at all", "(test/run)", "test/run"],
    [
      "a flag and no asynchronous test",
      "(test/expect-exit 1)\n(test/run-async aio)",
      "test/run-async",
    ],
  ])("needs its module to read lists for %s", (_, forms, name) => {
    const source = `${LOAD}\n${forms}\n`;
    expect(said(source, { ...on(OLD), target: "list" })).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer ${name}`,
    ]);
    expect(said(source, { ...on(OLD + LIST_RUNNER), target: "list" })).toEqual([]);
    const entry = name === "test/run" ? "{test name body}" : "{test-async name body}";
    const other = LIST_RUNNER.replace(entry, "{other name body}");
    expect(other).not.toBe(LIST_RUNNER);
    expect(said(source, { ...on(other), target: "list" })).toHaveLength(1);
  });

  test.each<[string, Target, string, string]>([
    ["asynchronous tests", "builder", "(test/add-async name body suite)", "test/add-async"],
    ["a flag", "builder", "(test/skip reason suite)", "test/skip"],
  ])("needs its module to answer %s", (_, target, head, name) => {
    const source =
      name === "test/skip"
        ? oldFile('(test/skip "later")\n')
        : `${LOAD}\n(test/suite "S")\n(test/async "a" (\\ {done} {done true}))\n(test/run-async aio)\n`;
    expect(said(source, { ...on(BOTH), target })).toEqual([]);
    const module = BOTH.replace(`(fun {${head.slice(1, -1)}} {suite})\n`, "");
    expect(module).not.toBe(BOTH);
    expect(said(source, { ...on(module), target })).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer ${name}`,
    ]);
  });

  test("needs its module to answer asynchronous lists", () => {
    const source = `${LOAD}\n(test/async "a" (\\ {done} {done true}))\n(test/run-async aio)\n`;
    expect(said(source, { ...on(LIST_RUNNER), target: "list" })).toEqual([]);
    const module = LIST_RUNNER.replace(
      "{test/run-async aio tests & options}",
      "{test/run-async aio}",
    );
    expect(said(source, { ...on(module), target: "list" })[0]).toMatch(/answer test\/run-async$/);
  });

  test("needs its module to answer the registrations that its forms make", () => {
    const source = oldFile('(if late {test/define "b" {1}} {test/define "c" {1}})\n');
    expect(said(source, on(BOTH))).toEqual([]);
    expect(said(source, on(OLD))[0]).toMatch(/does not answer /);
    const loop = oldFile('(map (\\ {n} {test/define n {1}}) {"x" "y"})\n');
    const module = BOTH.replace("(fun {test/add-all tests suite} {suite})\n", "");
    expect(said(loop, on(BOTH))).toEqual([]);
    expect(said(loop, on(module))[0]).toMatch(/does not answer test\/add-all$/);
  });

  test("is finished in the style that it has already", () => {
    const started = newFile('    (test/define "b" {1})\n');
    expect(said(started, on(BOTH))).toEqual([]);
    expect(said(started, { ...on(BOTH), target: "list" })).toEqual([]);
    expect(said(started, on(OLD))).toHaveLength(1);
  });
});

describe("what a file loads", () => {
  const around = { "lib/old.valk": OLD, "lib/both.valk": BOTH, "lib/more.valk": BUILDER };
  const file = (...loads: readonly string[]): string =>
    `${loads.map((path) => `(load "${path}")\n`).join("")}(test/define "a" {1})\n(test/run)\n`;

  test("counts in the order in which it is loaded", () => {
    expect(said(file("lib/old.valk", "lib/more.valk"), { files: around })).toHaveLength(1);
    const whole = { ...around, "lib/whole.valk": `(load "lib/more.valk")\n${BOTH}` };
    expect(said(file("lib/whole.valk"), { files: whole })).toEqual([]);
    // What the first module defines and the second does not has another idea of a suite.
    expect(said(file("lib/more.valk", "lib/old.valk"), { files: around })).toHaveLength(1);
    const narrow = { ...around, "lib/late.valk": "(fun {test/add name} {name})\n" };
    expect(said(file("lib/late.valk", "lib/both.valk"), { files: narrow })).toEqual([]);
    expect(said(file("lib/both.valk", "lib/late.valk"), { files: narrow })).toEqual([
      `new-on-old at '(load "lib/both.valk")': lib/both.valk does not answer test/add`,
    ]);
  });

  test("counts by way of other files, and the place is the load that brings the module", () => {
    const files = { ...around, "lib/all.valk": '(load "lib/old.valk")\n' };
    expect(said(file("lib/none.valk", "lib/all.valk"), { files })).toEqual([
      `new-on-old at '(load "lib/all.valk")': lib/old.valk does not answer test/add, ->`,
    ]);
  });

  test("counts where files load each other in a circle", () => {
    const files = {
      "lib/a.valk": '(load "lib/b.valk")\n',
      "lib/b.valk": `(load "lib/a.valk")\n${BOTH}`,
    };
    expect(said(file("lib/a.valk"), { files })).toEqual([]);
    expect(said(file("lib/a.valk"), { files: { ...files, "lib/b.valk": OLD } })).toHaveLength(1);
  });

  test("is in doubt where it is not there", () => {
    expect(said(oldFile())).toEqual([
      `module-missing at '${LOAD}': ${MODULE} is not there, and has to define test/add, ->, test/suite, test/run`,
    ]);
  });

  test("is known to be missing only where nothing else answers", () => {
    expect(said(file("lib/gone.valk", "lib/both.valk"), { files: around })).toEqual([]);
    expect(said(file("lib/gone.valk", "lib/old.valk"), { files: around })[0]).toMatch(
      /^new-on-old/,
    );
  });

  test("is no doubt where it is known to be elsewhere", () => {
    const outlook = {
      whyUnread: (path: string) => (path === MODULE ? "it lies in a submodule" : undefined),
    };
    expect(said(oldFile(), { outlook })).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} cannot be seen (it lies in a submodule), and has to define test/add, ->, test/suite, test/run`,
    ]);
  });

  test("is not guessed where a path is computed", () => {
    expect(said('(load (str "lib/" "x.valk"))\n(test/define "a" {1})\n(test/run)\n')).toEqual([]);
  });

  test("is not guessed where a file that is there defines none of it", () => {
    expect(said(file("lib/none.valk"), { files: { "lib/none.valk": "(def {x} 1)\n" } })).toEqual(
      [],
    );
  });
});

describe("a file that loads nothing", () => {
  const bare = '(test/suite "S")\n(test/define "a" {1})\n(test/run)\n';

  test("goes by the usual module", () => {
    const outlook = { usual: MODULE, modules: [MODULE] };
    expect(said(bare, { ...on(BOTH), outlook })).toEqual([]);
    expect(said(bare, { ...on(OLD), outlook })).toEqual([
      `new-on-old at '(test/define "a" {1})': ${MODULE} does not answer test/add, ->`,
    ]);
  });

  test("goes by it as well if it loads other things", () => {
    const outlook = { usual: MODULE, modules: [MODULE] };
    const files = { "lib/plain.valk": "(def {x} 1)\n" };
    const source = `(load "lib/plain.valk")\n${bare}`;
    expect(said(source, { files: { ...files, [MODULE]: BOTH }, outlook })).toEqual([]);
    expect(said(source, { files: { ...files, [MODULE]: OLD }, outlook })[0]).toMatch(/^new-on-old/);
  });

  test("is ambiguous where there are several, of which none is the usual one", () => {
    const outlook = { modules: ["a/test.valk", "b/test.valk"] };
    expect(said(bare, { outlook })).toEqual([
      `framework-ambiguous at '(test/suite "S")': there are several framework modules (a/test.valk, b/test.valk), and the file loads none of them`,
    ]);
  });

  test("is left to its loaders where there are none", () => {
    expect(said(bare)).toEqual([]);
    expect(said(newFile().replace(LOAD, ""))).toEqual([]);
  });
});

describe("a file that lies in a project of its own", () => {
  const path = "pkg/sub/test/it.valk";
  const inner = { "pkg/sub/src/modules/test.valk": BOTH };

  test("is ambiguous if its loads lead elsewhere from there, at whatever the root has", () => {
    for (const files of [inner, { ...inner, [MODULE]: BOTH }, { ...inner, [MODULE]: OLD }]) {
      expect(said(oldFile(), { files, path })).toEqual([
        `framework-ambiguous at '${LOAD}': the file lies in the project pkg/sub, where its loads find a framework module: use --root pkg/sub`,
      ]);
    }
  });

  test("belongs to the nearest", () => {
    const files = { ...inner, "pkg/src/modules/test.valk": BOTH };
    expect(said(oldFile(), { files, path })[0]).toMatch(/use --root pkg\/sub$/);
    expect(said(oldFile(), { files, path: "pkg/it.valk" })[0]).toMatch(/use --root pkg$/);
    expect(said(oldFile(), { files, path: "other/it.valk" })[0]).toMatch(/^module-missing/);
    expect(said(oldFile(), { files: { ...files, [MODULE]: BOTH }, path: "it.valk" })).toEqual([]);
  });

  test("is told from one beside a file of that name that defines nothing", () => {
    const files = { [MODULE]: BOTH, "pkg/sub/src/modules/test.valk": "(def {x} 1)\n" };
    expect(said(oldFile(), { files, path })).toEqual([]);
  });

  test("is told from one that names its module from the root", () => {
    const source = oldFile().replace(MODULE, "pkg/sub/src/modules/test.valk");
    expect(said(source, { files: inner, path })).toEqual([]);
  });

  test("stands well in the new style if it is answered there", () => {
    expect(said(newFile(), { files: inner, path })).toEqual([]);
    const both = { ...inner, [MODULE]: OLD };
    expect(said(newFile(), { files: both, path })).toEqual([]);
    const files = { "pkg/sub/src/modules/test.valk": OLD };
    expect(said(newFile(), { files, path })[0]).toMatch(/^module-missing/);
    expect(said(newFile(), { files: { ...files, [MODULE]: OLD }, path })[0]).toMatch(/^new-on-old/);
  });
});

describe("a file that is in the new style already", () => {
  test("is fine where it is answered", () => {
    expect(said(newFile(), on(BOTH))).toEqual([]);
    expect(said(listFile(), on(LIST_RUNNER))).toEqual([]);
    expect(said(listFile('\n  {:suite-name "S"}'), on(LIST_RUNNER))).toEqual([]);
  });

  test("is told where it is not", () => {
    expect(said(newFile(), on(OLD))).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer ->, test/add`,
    ]);
    expect(said(listFile(), on(BOTH))).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer test`,
    ]);
    expect(said(newFile(), on(LIST_RUNNER))[0]).toMatch(/answer ->, test\/suite, test\/add$/);
    expect(said(newFile())[0]).toMatch(/^module-missing/);
  });

  test("counts a stage that is given its suite", () => {
    const source = `${LOAD}\n(test/run (test/add "b" {1} (test/suite "S")))\n`;
    expect(said(source, on(BOTH))).toEqual([]);
    expect(said(source, on(OLD))[0]).toMatch(/answer test\/add$/);
    const surplus = `${LOAD}\n(fun {case n} {test/add n {1} 5 6})\n`;
    expect(said(surplus, on(BOTH))[0]).toMatch(/answer test\/add$/);
  });

  test.each([
    ["in a body", `${LOAD}\n(test/run (list (test "a" {test/add "x" {1}})))\n`],
    ["in data", `${LOAD}\n(def {later} {test/add "x" {1}})\n(test/run (list (test "a" {1})))\n`],
  ])("does not count what it calls %s", (_, source) => {
    expect(said(source, on(LIST_RUNNER))).toEqual([]);
  });

  test("does not count pipelines of other values", () => {
    expect(
      said(`${LOAD}\n(-> 5 (str "a"))\n(test/run (list (test "a" {1})))\n`, on(LIST_RUNNER)),
    ).toEqual([]);
  });

  test("counts what its helpers make", () => {
    const source = `${LOAD}\n(fun {case name body} {test/add name body})\n`;
    expect(said(source, on(BOTH))).toEqual([]);
    expect(said(source, on(OLD))).toEqual([
      `new-on-old at '${LOAD}': ${MODULE} does not answer test/add`,
    ]);
  });
});

describe("files that change together", () => {
  /** The findings of a runner that has no test of its own, and of its part. */
  const both = (module: string, part: string) => {
    const files: Files = {
      [MODULE]: module,
      "test/part.valk": part,
      "test/it.valk": `${LOAD}\n(load "test/part.valk")\n(test/run)\n`,
    };
    const outlook = { usual: MODULE, modules: [MODULE] };
    return ["test/it.valk", "test/part.valk"].map((path) =>
      said(files[path] as string, { files, path, outlook }),
    );
  };

  test.each([
    ["its tests", '(test/define "part" {1})\n', "test/add", "{test/add name body suite}"],
    [
      "its loops",
      '(map (\\ {n} {test/define n {1}}) {"x" "y"})\n',
      "test/add-all",
      "{test/add-all tests suite}",
    ],
    [
      "its flags",
      '(test/skip "later")\n(test/define "part" {1})\n',
      "test/skip",
      "{test/skip reason suite}",
    ],
  ])(
    "are told of a part's calls where it is loaded, and not at the part: %s",
    (_, part, name, head) => {
      expect(both(BOTH, part)).toEqual([[], []]);
      const module = BOTH.replace(`(fun ${head} {suite})\n`, "");
      expect(module).not.toBe(BOTH);
      expect(both(module, part)).toEqual([
        [`new-on-old at '${LOAD}': ${MODULE} does not answer ${name}`],
        [],
      ]);
    },
  );

  test("are told of a helper by itself, too", () => {
    const files = {
      [MODULE]: OLD,
      "test/case.valk": "(fun {case name body} {test/define name body})\n",
      "test/it.valk": `${LOAD}\n(load "test/case.valk")\n(case "a" {1})\n(test/run {})\n`,
    };
    const outlook = { usual: MODULE, modules: [MODULE] };
    const source = files["test/case.valk"];
    expect(said(source, { files, path: "test/case.valk", outlook })).toEqual([
      `new-on-old at '{test/define name body}': ${MODULE} does not answer test/add`,
    ]);
    const answering = { ...files, [MODULE]: BOTH };
    expect(said(source, { files: answering, path: "test/case.valk", outlook })).toEqual([]);
  });
});

test("the causes of a reading are found once", () => {
  const source = oldFile();
  const files = { [MODULE]: OLD, "test/it.valk": source };
  const script = readScript(parse(source));
  const reading = {
    script,
    dialect: DEFAULT_DIALECT,
    loads: [],
    scriptAt: () => undefined,
    target: "builder",
    isAlone: true,
    changes: true,
    outlook: outlookOn(files),
  } as const;
  expect(unansweredCalls(reading)).toBe(unansweredCalls(reading));
  expect(unansweredCalls(reading)).toMatchObject([{ kind: "module" }]);
});

test.each(["builder", "list"] as const)("without atoms the way out is a runner: %s", (target) => {
  const files = { [MODULE]: OLD, "test/it.valk": oldFile() };
  const hints = (dialect: Dialect) =>
    unansweredCalls({
      script: readScript(parse(files["test/it.valk"])),
      dialect,
      loads: [],
      scriptAt: () => undefined,
      target,
      isAlone: true,
      changes: true,
      outlook: outlookOn(files),
    }).map(({ hint }) => hint ?? "");
  expect(hints(FEBRUARY_2026)).toEqual([expect.stringContaining("--framework: this tool's own")]);
  expect(hints(DEFAULT_DIALECT).join()).not.toContain("this tool's own");
});

describe("the calls of a file", () => {
  const names = (calls: readonly { name: string; count: number }[]) =>
    calls.map(({ name, count }) => `${name}/${count}`);
  const now = (source: string) => names(newCallsIn(readScript(parse(source))));
  const then = (source: string, target: Target) =>
    names(callsAfterMigration({ script: readScript(parse(source)), target }));

  test("as it stands, each with the suite that the pipeline hands on", () => {
    expect(now('(-> (test/suite "S") (test/debug 1) (test/add "a" {1}) (test/run))')).toEqual([
      "->/4",
      "test/suite/1",
      "test/debug/2",
      "test/run/1",
      "test/add/3",
    ]);
    expect(now('(-> (test/suite "S") (test/add-async "a" f) (test/run-async aio))')).toEqual([
      "->/3",
      "test/suite/1",
      "test/run-async/2",
      "test/add-async/3",
    ]);
    expect(now('(test/run (list (test "a" {1})) {:debug 1})')).toEqual(["test/run/2", "test/2"]);
    expect(now('(test/run-async aio (list (test-async "a" f)))')).toEqual([
      "test/run-async/2",
      "test-async/2",
    ]);
    expect(now("(print 5)")).toEqual([]);
  });

  test("once it is migrated", () => {
    const source = '(test/suite "S")\n(test/debug true)\n(test/define "a" {1})\n(test/run)\n';
    expect(then(source, "builder")).toEqual([
      "test/add/3",
      "test/debug/2",
      "->/4",
      "test/suite/1",
      "test/run/1",
    ]);
    expect(then(source, "list")).toEqual(["test/2", "test/run/2"]);
    expect(then('(test/define "a" {1})\n(test/run)\n', "list")).toEqual(["test/2", "test/run/2"]);
    expect(then('(test/async "a" f)\n(test/run-async aio)\n', "builder")).toEqual([
      "test/add-async/3",
      "->/3",
      "test/suite/1",
      "test/run-async/2",
    ]);
    expect(then('(test/async "a" f)\n(test/run-async aio)\n', "list")).toEqual([
      "test-async/2",
      "test/run-async/3",
    ]);
  });
});
