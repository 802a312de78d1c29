// What becomes of the framework modules, before any file is looked at, and what follows for files.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { withLayer } from "../../src/framework/layers.js";
import type { FrameworkRequest } from "../../src/plan/framework.js";
import { type ModulePlanInput, planModules } from "../../src/plan/module-plan.js";
import { plan } from "../../src/plan/plan.js";
import type { Plan } from "../../src/plan/plan-input.js";
import type { ListedText } from "../../src/plan/styles-in-use.js";
import { detectDialect } from "../../src/program/detect-dialect.js";
import { glanceIn, glanceReader } from "../../src/program/glance.js";
import type { Reach } from "../../src/project/reach.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import {
  LIST_MODULE,
  MODULE,
  newFile,
  OLD_MODULE,
  oldFile,
  PIPELINE_NAMES,
} from "../cli/git-project.js";

type Files = Readonly<Record<string, string>>;

const FINAL = `(fun {test/suite name} {name})\n(fun {test/run suite} {suite})\n${PIPELINE_NAMES}`;
const COMPAT = `${OLD_MODULE}${PIPELINE_NAMES}; both\n`;
const LAYER = readFileSync(
  new URL("../../src/framework/builder-layer.valk", import.meta.url),
  "utf8",
);
const LOAD = `(load "${MODULE}")\n`;

interface Around extends Partial<FrameworkRequest> {
  readonly reach?: (path: string) => Reach;
  readonly locate?: (path: string) => string;
  readonly judgesPresent?: boolean;
  /** Files that cannot be read, and files that are not UTF-8. */
  readonly unread?: readonly string[];
  readonly lossy?: readonly string[];
}

const requestOf = ({ choice = "auto", path, given }: Around): FrameworkRequest => ({
  choice,
  path,
  given,
  texts: () => ({ final: FINAL, compat: COMPAT, layer: LAYER, registry: "", lists: "" }),
});

/** The files as transforms see them, in the dialect that they show. */
function projectOf(files: Files, { unread = [], lossy = [] }: Around = {}) {
  const read = (path: string) => files[path];
  const isText = (path: string) => ![...unread, ...lossy].includes(path);
  const glance = glanceReader((path) => (isText(path) ? glanceIn({ read }, path) : undefined));
  return { read, glance, dialect: detectDialect({ read }).dialect };
}

/** The files as the plan lists them. */
function listed(files: Files, { unread = [], lossy = [] }: Around = {}): readonly ListedText[] {
  return Object.entries(files).map(([path, text = ""]) => ({
    path,
    selected: true,
    isOpen: true,
    read: () =>
      unread.includes(path)
        ? { kind: "unread" }
        : { kind: lossy.includes(path) ? "lossy" : "text", text },
  }));
}

function modulesOf(files: Files, around: Around = {}) {
  const input: ModulePlanInput = {
    files: () => listed(files, around),
    project: projectOf(files, around),
    framework: requestOf(around),
    reach: around.reach,
    locate: around.locate,
    judgesPresent: around.judgesPresent === true,
  };
  return planModules(input);
}

/** What keeps the module at its usual place. */
const obstacle = (files: Files, around?: Around) =>
  modulesOf(files, around).modules.get(MODULE)?.obstacle;

/** A run over all files. */
function planOf(files: Files, around: Around = {}, selected = (_: string) => true): Plan {
  const paths = Object.keys(files);
  return plan({
    files: paths.map((path) => ({ path, selected: selected(path) })),
    readBytes: (path) => Buffer.from(files[path] as string),
    project: { read: (path: string) => files[path], paths: () => paths } as never,
    transform: defineToSuite,
    options: {},
    framework: requestOf(around),
    ...(around.reach && { reach: around.reach }),
    ...(around.locate && { locate: around.locate }),
    ...(around.judgesPresent && { judgesPresent: true }),
  });
}

/** The status of each file, with the codes of what refuses. */
function outcomes({ results }: Plan): Record<string, string> {
  return Object.fromEntries(
    results.map(({ path, status, findings }) => {
      const codes = findings.filter(({ severity }) => severity === "refuse");
      return [path, [status, ...codes.map(({ code }) => code)].join(" ")];
    }),
  );
}

const decisions = ({ frameworks = [] }: Plan): Record<string, string> =>
  Object.fromEntries(
    frameworks.map((one) => [
      one.module.path,
      one.action === "kept" ? `kept ${one.obstacle?.kind ?? ""}`.trim() : one.variant,
    ]),
  );

describe("a module is kept", () => {
  const files = { [MODULE]: OLD_MODULE, "test/a.valk": LOAD + oldFile("a") };

  test("not without a reason", () => {
    expect(obstacle(files)).toBeUndefined();
    const planned = planOf(files);
    expect(outcomes(planned)).toEqual({ "test/a.valk": "changed", [MODULE]: "changed" });
    expect(decisions(planned)).toEqual({ [MODULE]: "final" });
  });

  test("when it was asked for", () => {
    expect(obstacle(files, { choice: "keep" })).toEqual({
      kind: "asked",
      reason: "--framework keep",
    });
    const planned = planOf(files, { choice: "keep" });
    expect(outcomes(planned)).toEqual({
      "test/a.valk": "blocked new-on-old",
      [MODULE]: "unchanged",
    });
  });

  test("when the configuration names another one", () => {
    const other = { ...files, "lib/test.valk": OLD_MODULE };
    const reason = "the configuration names lib/test.valk in its place";
    expect(obstacle(other, { path: "lib/test.valk" })).toEqual({ kind: "reach", reason });
    expect(modulesOf(other, { path: "lib/test.valk" }).usual).toBe("lib/test.valk");
  });

  test.each<[Reach, string]>([
    ["excluded", "it is excluded from the run"],
    ["ignored", "git ignores it"],
    ["nested-repository", "it lies in another repository"],
    ["submodule", "it lies in a submodule"],
    ["outside-root", "it lies outside of the root"],
    ["outside-checkout", "it lies outside of the sparse checkout"],
    ["read-only", "it is read-only"],
  ])("when it is %s, and the files that it does not answer stay old", (kind, reason) => {
    const reach = (path: string): Reach => (path === MODULE ? kind : "listed");
    expect(obstacle(files, { reach })).toEqual({ kind: "reach", reason });
    const planned = planOf(files, { reach });
    expect(outcomes(planned)["test/a.valk"]).toBe("blocked new-on-old");
    const [finding] = planned.results.find(({ path }) => path === "test/a.valk")?.findings ?? [];
    expect(finding?.message).toBe(
      `${MODULE} does not answer test/add, ->, and it stays as it is: ${reason}`,
    );
    expect(obstacle(files, { reach, choice: "given", given: FINAL })?.kind).toBe("reach");
    const answering = planOf({ ...files, [MODULE]: COMPAT.replace("; both", "; mine") }, { reach });
    expect(outcomes(answering)["test/a.valk"]).toBe("changed");
  });

  test("and says so where another was asked for by name", () => {
    const reach = (path: string): Reach => (path === MODULE ? "ignored" : "listed");
    const planned = planOf(files, { reach, choice: "compat" });
    expect(outcomes(planned)).toEqual({
      "test/a.valk": "blocked new-on-old",
      [MODULE]: "blocked framework-kept",
    });
  });

  test.each<[Reach]>([["listed"], ["missing"]])("not when it is %s", (kind) => {
    expect(obstacle(files, { reach: () => kind })).toBeUndefined();
  });

  test("when another file means something else by the names of the layer", () => {
    const beside = (path: string, text: string) =>
      obstacle({ [MODULE]: LIST_MODULE, [path]: text }, { choice: "layer" })?.reason;
    expect(beside("test/own.valk", PIPELINE_NAMES)).toBe(
      "test/own.valk defines ->, which the builder layer defines, too",
    );
    const other = `packages/a/${MODULE}`;
    expect(beside(other, FINAL)).toContain(`${other} defines ->`);
    expect(beside(other, withLayer(`${LIST_MODULE}${PIPELINE_NAMES}`, LAYER))).toContain(other);
    // Whether there is one of this tool's differs before and after a run.
    expect(beside(other, COMPAT)).toContain(other);
    // Another runner of lists is one whether it has its layer already or gets it.
    expect(beside(other, withLayer(LIST_MODULE, LAYER))).toBeUndefined();
    expect(beside(other, LIST_MODULE)).toBeUndefined();
  });

  test("when it runs lists, unless one of the user's own is given", () => {
    const lists = { ...files, [MODULE]: LIST_MODULE };
    expect(obstacle(lists)).toEqual({ kind: "list", reason: "it runs lists of tests" });
    expect(obstacle(lists, { choice: "compat" })?.kind).toBe("list");
    expect(obstacle(lists, { choice: "given", given: FINAL })).toBeUndefined();
  });

  test("when its Valk has no atoms", () => {
    const later = `${OLD_MODULE}(fun {wait h} {aio/await h})\n`;
    expect(obstacle({ ...files, [MODULE]: later })?.kind).toBe("dialect");
    expect(obstacle({ ...files, [MODULE]: later }, { choice: "final" })?.kind).toBe("dialect");
    expect(
      obstacle({ ...files, [MODULE]: later }, { choice: "given", given: FINAL }),
    ).toBeUndefined();
    const both = `${later}(def {count} (atom 0))\n`;
    expect(obstacle({ ...files, [MODULE]: both })).toBeUndefined();
  });
});

describe("names that a successor lacks", () => {
  const module = `${OLD_MODULE}(fun {house/rule a & more} {a})\n(def {house/limit} 3)\n`;
  const lost = (users: Files, text = module, around: Around = {}) =>
    obstacle({ [MODULE]: text, "test/a.valk": LOAD + oldFile("a"), ...users }, around)?.reason;

  test.each<[string, string]>([
    ["a call", `${LOAD}(house/rule 1)\n`],
    ["a call in a body", `${LOAD}(fun {f x} {+ 1 (house/rule x)})\n`],
    ["a call without brackets of its own", `${LOAD}(fun {f x} {house/rule x})\n`],
    ["a value", `${LOAD}(map house/rule {1 2})\n`],
    ["a name in data, which may be evaluated", `${LOAD}(def {later} {house/rule 1})\n`],
  ])("keep it for %s", (_, text) => {
    expect(lost({ "src/user.valk": text })).toMatch(
      /^1 file \(src\/user\.valk\) uses house\/(rule|limit), which its successor does not define$/,
    );
  });

  test.each<[string, Files]>([
    ["in a comment", { "src/user.valk": `${LOAD}; (house/rule 1)\n` }],
    ["in a string", { "src/user.valk": `${LOAD}(print "(house/rule 1)")\n` }],
    ["as a part of another name", { "src/user.valk": `${LOAD}(house/rules 1)\n` }],
    ["as a keyword", { "src/user.valk": `${LOAD}(f :house/rule)\n` }],
    ["in the module itself", {}],
    [
      "of another file that is loaded later",
      {
        "src/own.valk": "(fun {house/rule a} {a})\n",
        "src/user.valk": `${LOAD}(load "src/own.valk")\n(house/rule 1)\n`,
      },
    ],
    [
      "of the user itself",
      { "src/user.valk": `${LOAD}(fun {house/rule a} {a})\n(house/rule 1)\n` },
    ],
  ])("do not keep it %s", (_, users) => {
    expect(lost(users)).toBeUndefined();
  });

  test("keep it where an earlier load defines the same name", () => {
    const own = { "src/own.valk": "(fun {house/rule a} {a})\n" };
    const user = `(load "src/own.valk")\n${LOAD}(house/rule 1)\n`;
    expect(lost({ ...own, "src/user.valk": user })).toContain("(src/user.valk) uses house/rule");
  });

  test("keep it for a file without loads, whose loaders nobody knows", () => {
    expect(lost({ "src/user.valk": "(fun {f} {house/rule 1})\n" })).toContain("house/rule");
  });

  test("are counted and named, a few of them", () => {
    const users = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((name) => [
        `src/${name}.valk`,
        `${LOAD}(house/rule house/limit)\n`,
      ]),
    );
    expect(lost(users)).toBe(
      "5 files (src/a.valk, src/b.valk, src/c.valk and 2 more) use house/rule, house/limit, which its successor does not define",
    );
  });

  test("are said at the module, once, and the files stay as they are", () => {
    const files = {
      [MODULE]: module,
      "src/user.valk": `${LOAD}(house/rule 1)\n`,
      "test/a.valk": LOAD + oldFile("a"),
    };
    const planned = planOf(files);
    expect(outcomes(planned)).toEqual({
      "src/user.valk": "unchanged",
      "test/a.valk": "blocked new-on-old",
      [MODULE]: "blocked framework-loses-name",
    });
    expect(planned.results.at(-1)?.findings).toHaveLength(1);
    expect(decisions(planOf(files, { choice: "given", given: FINAL }))).toEqual({
      [MODULE]: "kept names",
    });
  });

  test("keep it where a file that cannot be read may use them", () => {
    const unread = { "test/u.valk": "" };
    expect(lost(unread, module, { unread: ["test/u.valk"] })).toBe(
      "1 file (test/u.valk) cannot be read, and may use house/rule, house/limit, which its successor does not define",
    );
    expect(lost(unread, module)).toBeUndefined();
    expect(lost(unread, OLD_MODULE, { unread: ["test/u.valk"] })).toBeUndefined();
    const inner = `${OLD_MODULE}(fun {test/impl/own x} {x})\n(def {*test-own*} 1)\n`;
    expect(lost(unread, inner, { unread: ["test/u.valk"] })).toBeUndefined();
  });

  test("are looked for only in files that show them, where all are internal to the framework", () => {
    const files = {
      [MODULE]: `${OLD_MODULE}(def {*test-own*} 1)\n`,
      "src/user.valk": `${LOAD}(print *test-own*)\n`,
      "src/other.valk": LOAD,
    };
    const read: string[] = [];
    const input: ModulePlanInput = {
      files: () =>
        listed(files).map((file) => ({
          ...file,
          read: () => {
            read.push(file.path);
            return file.read();
          },
        })),
      project: projectOf(files),
      framework: requestOf({}),
      judgesPresent: false,
    };
    expect(planModules(input).modules.get(MODULE)?.obstacle?.reason).toContain(
      "1 file (src/user.valk) uses *test-own*",
    );
    expect(read).toContain("src/user.valk");
    expect(read).not.toContain("src/other.valk");
  });

  test("are looked for in files that are not UTF-8", () => {
    const user = { "src/user.valk": `${LOAD}(house/rule 1) ; \ufffd\n` };
    expect(lost(user, module, { lossy: ["src/user.valk"] })).toContain("uses house/rule");
  });

  test("may be there with narrower arguments", () => {
    const wide = OLD_MODULE.replace("{test/suite name}", "{test/suite name & flags}");
    const user = (call: string) => ({ "src/user.valk": `${LOAD}${call}\n` });
    expect(lost(user('(test/suite "S" :slow)'), wide)).toContain("uses test/suite");
    expect(lost(user('(test/suite "S")'), wide)).toBeUndefined();
    expect(lost(user("(map test/suite {1})"), wide)).toContain("uses test/suite");
    expect(lost(user('(test/suite "S" :slow)'), OLD_MODULE)).toBeUndefined();
  });
});

describe("a function that the module calls itself", () => {
  const module = `${OLD_MODULE}(fun {test/print name} {print name})
(fun {test/work name body} {do (test/print name) (eval body) (test/work name body)})
(def {house/all} (\\ {tests} {map test/work tests}))
(fun {test/run & args} {do (house/all args) *test-loud*})
(def {*test-loud*} 0)
(fun {test/check x} {test/equal x 1})
(fun {test/equal x y} {== x y})
(def {test/alias} test/print)
`;
  // All names, and no function that calls another.
  const names = "test/print test/work house/all *test-loud* test/check test/equal test/alias";
  const successor = `${FINAL}(fun {test/define name body} {name})\n(def {${names}} 1 2 3 4 5 6 7)\n`;
  const bound = (files: Files, given = successor) =>
    obstacle(
      { [MODULE]: module, "test/a.valk": LOAD + oldFile("a"), ...files },
      { choice: "given", given },
    )?.reason;
  const keeps = (name: string, path = "test/b.valk") =>
    `1 file (${path}) binds ${name}, which it calls or reads itself and its successor does not`;

  test.each<[string, string, string]>([
    ["far down", "test/print", "(fun {test/print name} {1})"],
    ["with others", "test/print", "(def {mine test/print} 1 2)"],
    ["in a body", "test/work", '(test/define "b" {do (def {test/work} 1) true})'],
    ["with = at top level", "test/print", "(= {test/print} 1)"],
    ["with = in what runs at top level", "test/print", "(if 1 {do (= {test/print} 1)})"],
    ["of any prefix", "house/all", "(fun {house/all tests} {1})"],
  ])("keeps it where a file binds it again, %s", (_, name, form) => {
    expect(bound({ "test/b.valk": `${LOAD}${form}\n${oldFile("b")}` })).toBe(keeps(name));
  });

  test.each<[string, string]>([
    ["that no run reaches", "(fun {test/equal x y} {1})"],
    ["that only calls itself", "(fun {test/check x} {1})"],
    ["that is read once, when the module is loaded", "(fun {test/alias x} {1})"],
    ["as a local", '(test/define "b" {do (= {test/print} 1) true})'],
    ["as a local of a function", "(fun {show x} {do (= {test/print} x) (test/print 1)})"],
    ["as a parameter", "(fun {show test/print} {test/print 1})"],
    ["of no such name", "(fun {test/printer x} {1})"],
  ])("does not keep it for a binding %s", (_, form) => {
    expect(bound({ "test/b.valk": `${LOAD}${form}\n${oldFile("b")}` })).toBeUndefined();
  });

  test("keeps it where what the file runs reaches the name by another function", () => {
    const files = { "test/b.valk": `${LOAD}(fun {test/equal x y} {1})\n(test/check 1)\n` };
    const runs = { "test/b.valk": `${files["test/b.valk"]}(test/run {})\n` };
    expect(bound(runs)).toBe(keeps("test/equal"));
  });

  test("does not keep it for a file that loads another module, or is one", () => {
    const own = "(fun {test/equal x y} {1})\n";
    const apart = {
      "lib/m.valk": OLD_MODULE,
      "test/b.valk": `(load "lib/m.valk")\n${own}${oldFile("b")}`,
    };
    expect(bound(apart)).toBeUndefined();
    expect(bound({ "lib/m.valk": `${OLD_MODULE}${own}` })).toBeUndefined();
  });

  describe("bound in a file that loads nothing", () => {
    const OWN = '(load "src/own.valk")\n';
    const own = "(fun {test/equal x y} {1})\n";
    const checks = '(test/define "b" {test/check 1})\n(test/run)\n';
    const boundWith = (user: string, text = own, path = "test/b.valk") =>
      bound({ "src/own.valk": text, [path]: user });
    const kept = keeps("test/equal", "src/own.valk");

    test.each<[string, string]>([
      ["loads it behind the module", `${LOAD}${OWN}${checks}`],
      ["loads it and gets the module on the command line", `${OWN}${checks}`],
      ["loads it otherwise than at top level", `${LOAD}(if 1 {load "src/own.valk"})\n${checks}`],
      ["loads what it computes", `${LOAD}(map load (list (str "src/" "own.valk")))\n${checks}`],
      ["does not run, so that others may do anything", `${LOAD}${OWN}`],
    ])("keeps it where a file %s", (_, user) => {
      expect(boundWith(user)).toBe(kept);
    });

    test.each<[string, string]>([
      ["is there", "(print 1)\n"],
      ["with tests loads it", `${LOAD}${checks}`],
      ["loads it behind the module", `${OWN}${LOAD}${checks}`],
      ["that loads it uses the module", `${OWN}(test/equal 1 1)\n`],
      [
        "that loads it uses what calls it",
        `${LOAD}${OWN}(test/define "b" {test/equal 1 1})\n(test/run)\n`,
      ],
    ])("does not keep it where no file %s", (_, user) => {
      expect(boundWith(user)).toBeUndefined();
    });

    test("keeps it where it is bound when a function is called", () => {
      const later = "(fun {mine} {def {test/equal} 1})\n";
      expect(boundWith(`${OWN}${LOAD}${checks}`, later)).toBe(kept);
    });

    test("keeps it where the file may stand behind the module on a command line", () => {
      expect(boundWith("", `${own}(test/define "b" {test/check 1})\n`)).toBe(kept);
      const state = {
        [MODULE]: module,
        "test/a.valk": LOAD + oldFile("a"),
        "src/own.valk": "(def {*test-loud*} 1)\n",
      };
      expect(obstacle(state)?.reason).toBe(keeps("*test-loud*", "src/own.valk"));
    });

    test("keeps it where a file cannot be read", () => {
      const files = {
        [MODULE]: module,
        "test/a.valk": LOAD + oldFile("a"),
        "src/own.valk": own,
        "test/u.valk": "",
      };
      const request = { choice: "given", given: successor } as const;
      expect(obstacle(files, { ...request, unread: ["test/u.valk"] })?.reason).toBe(kept);
      expect(obstacle(files, request)).toBeUndefined();
    });
  });

  test("keeps nothing where the successor calls it, too", () => {
    const files = { "test/b.valk": `${LOAD}(fun {test/print x} {1})\n${oldFile("b")}` };
    expect(bound(files, `${successor}(fun {test/any x} {test/print x})\n`)).toBeUndefined();
    expect(bound(files)).toBe(keeps("test/print"));
  });

  test("keeps it for state that only the old module reads", () => {
    const state = { "test/b.valk": `${LOAD}(def {*test-loud*} 1)\n${oldFile("b")}` };
    const old = { [MODULE]: module, "test/a.valk": LOAD + oldFile("a"), ...state };
    expect(obstacle(old)?.reason).toBe(keeps("*test-loud*"));
    expect(bound(state)).toBeUndefined();
  });

  test("is said at the module, with a way out, and nothing changes", () => {
    const files = {
      [MODULE]: module,
      "test/a.valk": LOAD + oldFile("a"),
      "test/b.valk": `${LOAD}(fun {test/print name} {1})\n${oldFile("b")}`,
    };
    const planned = planOf(files);
    expect(outcomes(planned)).toEqual({
      "test/a.valk": "blocked new-on-old",
      "test/b.valk": "blocked new-on-old",
      [MODULE]: "blocked framework-loses-name",
    });
    expect(planned.results.at(-1)?.findings[0]?.hint).toContain("give it another name");
  });
});

describe("a module behind a link", () => {
  const files = {
    "lib/real.valk": OLD_MODULE,
    "test/a.valk": '(load "lib/link.valk")\n(test/suite "A")\n(test/define "a" {1})\n(test/run)\n',
  };
  const linked = { ...files, "lib/link.valk": OLD_MODULE };
  const locate = (path: string) => (path === "lib/link.valk" ? "lib/real.valk" : path);

  test("is the one that the link leads to", () => {
    const input: ModulePlanInput = {
      files: () => listed(files),
      project: { read: (path) => linked[path as keyof typeof linked] },
      framework: requestOf({}),
      locate,
      judgesPresent: false,
    };
    const { modulesOf: loaded, outlook } = planModules(input);
    expect(loaded(["lib/link.valk"]).map(({ path }) => path)).toEqual(["lib/real.valk"]);
    expect(outlook.after.read("lib/link.valk")).toBe(COMPAT);
    expect(planModules({ ...input, locate: undefined }).outlook.after.read("lib/link.valk")).toBe(
      OLD_MODULE,
    );
  });
});

describe("several modules", () => {
  const USER = (module: string, name: string, extra = "") =>
    `(load "${module}")\n(test/suite "S")\n(test/define "${name}" {1})\n(test/run {})\n${extra}`;
  const LATE = '(test/define "late" {1})\n';

  test("are decided on by their own users", () => {
    const planned = planOf({
      "a/m.valk": OLD_MODULE,
      "b/m.valk": OLD_MODULE,
      "c/m.valk": OLD_MODULE,
      "test/a.valk": USER("a/m.valk", "a"),
      "test/b.valk": USER("b/m.valk", "b"),
      "test/b2.valk": USER("b/m.valk", "b2", LATE),
    });
    expect(decisions(planned)).toEqual({
      "a/m.valk": "final",
      "b/m.valk": "compat",
      "c/m.valk": "kept",
    });
    expect(outcomes(planned)["test/b2.valk"]).toContain("blocked");
  });

  test("are loaded through other files, too", () => {
    const planned = planOf({
      "a/m.valk": OLD_MODULE,
      "b/m.valk": OLD_MODULE,
      "test/all.valk": '(load "b/m.valk")\n',
      "test/a.valk": USER("a/m.valk", "a", LATE),
      "test/b.valk": USER("test/all.valk", "b"),
    });
    expect(decisions(planned)).toEqual({ "a/m.valk": "kept", "b/m.valk": "final" });
  });

  test("of which none is usual leave a file alone that loads none", () => {
    const files = { "a/m.valk": OLD_MODULE, "b/m.valk": OLD_MODULE, "test/a.valk": oldFile("a") };
    expect(modulesOf(files).usual).toBeUndefined();
    const planned = planOf(files);
    expect(outcomes(planned)["test/a.valk"]).toBe("blocked framework-ambiguous");
    expect(outcomes(planOf(files, { path: "b/m.valk" }))["test/a.valk"]).toBe("changed");
  });

  test("of which one has the usual path give it to a file that loads none", () => {
    const files = { "a/m.valk": OLD_MODULE, [MODULE]: OLD_MODULE, "test/a.valk": oldFile("a") };
    expect(modulesOf(files).usual).toBe(MODULE);
    expect(decisions(planOf(files))).toEqual({ "a/m.valk": "kept", [MODULE]: "final" });
  });

  test("stay old for a file of which nobody knows what it loads", () => {
    const planned = planOf({
      "a/m.valk": OLD_MODULE,
      "b/m.valk": OLD_MODULE,
      "test/a.valk": USER("a/m.valk", "a"),
      "test/broken.valk": '(test/define "x"',
    });
    expect(decisions(planned)).toEqual({ "a/m.valk": "compat", "b/m.valk": "kept" });
  });
});

describe("the target of a file", () => {
  const runs = (module: string) => `(load "${module}")\n(test/run {})\n`;

  test("is what its module runs", () => {
    const { targetFor } = modulesOf({ "a/m.valk": OLD_MODULE, "b/m.valk": LIST_MODULE });
    expect(targetFor(runs("a/m.valk"))).toBe("builder");
    expect(targetFor(runs("b/m.valk"))).toBe("list");
    expect(targetFor(`(load "a/m.valk")\n${runs("b/m.valk")}`)).toBe("list");
  });

  test("is a pipeline where no module runs lists", () => {
    expect(modulesOf({ [MODULE]: OLD_MODULE }).targetFor(runs(MODULE))).toBe("builder");
    expect(modulesOf({}).targetFor(runs(MODULE))).toBe("builder");
  });

  test("is a list for a file without loads beside the only module", () => {
    expect(modulesOf({ [MODULE]: LIST_MODULE }).targetFor("(test/run {})\n")).toBe("list");
  });

  test("makes lists of what is old among lists, and leaves the module alone", () => {
    const planned = planOf({
      [MODULE]: LIST_MODULE,
      "test/a.valk": LOAD + oldFile("a"),
      "test/b.valk": `${LOAD}(test/run (list (test "b" {1})) {:suite-name "B"})\n`,
    });
    expect(outcomes(planned)).toEqual({
      "test/a.valk": "changed",
      "test/b.valk": "unchanged",
      [MODULE]: "unchanged",
    });
    const [changed] = planned.results;
    expect(changed).toMatchObject({ newText: expect.stringContaining("(test/run (list") });
    expect(decisions(planned)).toEqual({ [MODULE]: "kept list" });
  });
});

describe("what files are judged by", () => {
  const files = {
    [MODULE]: OLD_MODULE.replaceAll("\n", "\r\n"),
    "test/new.valk": LOAD + newFile("n"),
  };

  test("is what the run leaves, with the line ends that are there", () => {
    const { outlook, willSpeakBoth } = modulesOf(files);
    expect(outlook.standing.read(MODULE)).toBe(COMPAT.replaceAll("\n", "\r\n"));
    expect(outlook.afterwards).toBe(outlook);
    expect(outlook.modules).toEqual([MODULE]);
    expect(outlook.after.read("test/new.valk")).toBe(files["test/new.valk"]);
    expect(willSpeakBoth).toBe(true);
    expect(outcomes(planOf(files))).toEqual({ "test/new.valk": "unchanged", [MODULE]: "changed" });
  });

  test("is the repository as it stands for those who only look", () => {
    const { outlook } = modulesOf(files, { judgesPresent: true });
    expect(outlook.standing.read(MODULE)).toBe(files[MODULE]);
    expect(outlook.afterwards.standing.read(MODULE)).toContain("; both");
    expect(outcomes(planOf(files, { judgesPresent: true }))["test/new.valk"]).toBe(
      "blocked new-on-old",
    );
  });

  test("is the module that was asked for", () => {
    const moduleFor = (around: Around) =>
      modulesOf({ [MODULE]: OLD_MODULE }, around).outlook.after.read(MODULE);
    expect(moduleFor({ choice: "final" })).toBe(FINAL);
    expect(moduleFor({ choice: "compat" })).toBe(COMPAT);
    expect(moduleFor({ choice: "given", given: "; mine\n" })).toBe("; mine\n");
    expect(moduleFor({ choice: "keep" })).toBe(OLD_MODULE);
  });

  test("speaks both only where the module for both is, or comes", () => {
    const speaks = (text: string, around: Around) =>
      modulesOf({ [MODULE]: text }, around).willSpeakBoth;
    expect(speaks(OLD_MODULE, { choice: "final" })).toBe(false);
    expect(speaks(OLD_MODULE, { choice: "keep" })).toBe(false);
    expect(speaks(COMPAT, { choice: "keep" })).toBe(true);
    expect(speaks(OLD_MODULE, { choice: "compat" })).toBe(true);
  });

  test("has a reason for what cannot be read", () => {
    const reach = (path: string): Reach => (path === "vendor/m.valk" ? "submodule" : "missing");
    const { outlook } = modulesOf(files, { reach });
    expect(outlook.whyUnread("vendor/m.valk")).toBe("it lies in a submodule");
    expect(outlook.whyUnread("gone.valk")).toBeUndefined();
    expect(outlook.whyKept(MODULE)).toBeUndefined();
    expect(outlook.whyKept("vendor/m.valk")).toBe("it lies in a submodule");
    expect(modulesOf(files).outlook.whyUnread("gone.valk")).toBeUndefined();
  });
});

describe("the final module while files stay old", () => {
  const files = {
    [MODULE]: OLD_MODULE,
    "test/a.valk": LOAD + oldFile("a"),
    "test/b.valk": `${LOAD}${oldFile("b")}(test/define "late" {1})\n`,
  };

  test("is no plan to be written, and says who is in the way", () => {
    const planned = planOf(files, { choice: "final" });
    expect(outcomes(planned)[MODULE]).toBe("blocked framework-breaks");
    expect(outcomes(planned)["test/a.valk"]).toBe("blocked new-on-old");
    expect(planned.results.at(-1)?.findings[0]?.message).toBe(
      "1 file still uses the old API: test/b.valk",
    );
    expect(planned.unanswered).toBeUndefined();
    expect(planOf({ ...files }, { choice: "final" }).totals.changed).toBe(0);
  });

  test("counts files that the run is not about", () => {
    const planned = planOf(files, { choice: "final" }, (path) => path === MODULE);
    expect(planned.results.at(-1)?.findings[0]?.message).toBe(
      "2 files still use the old API: test/a.valk, test/b.valk",
    );
  });
});
