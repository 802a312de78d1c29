// A run about one file looks at the others only until nothing that they can tell changes what becomes of the
// modules. What it decides is what a look at all of them decides.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { plan } from "../../src/plan/plan.js";
import type { Plan } from "../../src/plan/plan-input.js";
import { detectDialect } from "../../src/program/detect-dialect.js";
import { glanceIn, glanceReader } from "../../src/program/glance.js";
import { TEST_MARKS } from "../../src/project/read.js";
import { defineToSuite } from "../../transforms/define-to-suite.js";
import { LIST_MODULE, MODULE, newFile, OLD_MODULE, oldFile } from "../cli/git-project.js";
import { fc } from "../properties.js";

const shipped = (name: string): string =>
  readFileSync(new URL(`../../src/framework/${name}.valk`, import.meta.url), "utf8");
const TEXTS = {
  final: shipped("test"),
  compat: shipped("test-compat"),
  layer: shipped("builder-layer"),
  registry: shipped("registry-layer"),
  lists: shipped("list-layer"),
};

const LOAD = `(load "${MODULE}")\n`;
const LIST = '(test/run (list (test "a" {== 1 1})))\n';

/** What a file may be, by a name for it. */
const KINDS: Readonly<Record<string, string>> = {
  plain: "(def {x} 1)\n",
  loads: LOAD,
  old: LOAD + oldFile("a"),
  homeless: oldFile("a"),
  new: LOAD + newFile("a"),
  list: LOAD + LIST,
  bare: `${LOAD}(test/define "a" {== 1 1})\n(test/run)\n`,
  nothing: `${LOAD}(test/suite "A")\n; (test/define "a" {== 1 1})\n(test/run)\n`,
  both: LOAD + LIST + newFile("a"),
  open: `${LOAD}(test/define "a" {== 1 1`,
  speaks: `${LOAD}(print "test/define")\n; (-> (test/suite "S"))\n`,
};

const MODULES: Readonly<Record<string, string>> = {
  old: OLD_MODULE,
  list: LIST_MODULE,
  final: TEXTS.final,
  compat: TEXTS.compat,
  joint: TEXTS.compat + TEXTS.lists,
  layered: LIST_MODULE + TEXTS.layer,
  "layered-old": LIST_MODULE + TEXTS.layer + TEXTS.registry,
};

interface Repository {
  readonly module: string;
  /** Of which kind the files are; the run is about the first. */
  readonly kinds: readonly string[];
}

function planFirst({ module, kinds }: Repository, looksNoFurther: boolean) {
  const files = new Map([
    [MODULE, MODULES[module] ?? ""],
    ...kinds.map((kind, at): [string, string] => [`test/${at}.valk`, KINDS[kind] ?? ""]),
  ]);
  const paths = [...files.keys()];
  const read = (path: string): string | undefined => files.get(path);
  const judged = new Set<string>();
  const planned = plan({
    files: paths.map((path) => ({ path, selected: path === "test/0.valk" })),
    readBytes: (path) => Buffer.from(read(path) ?? ""),
    project: {
      read,
      paths: () => paths,
      glance: glanceReader((path) => glanceIn({ read }, path)),
      dialect: detectDialect({ read }).dialect,
    } as never,
    transform: {
      ...defineToSuite,
      judge: (text, context) => {
        judged.add(context.path);
        return defineToSuite.judge(text, context);
      },
    },
    options: {},
    marks: TEST_MARKS,
    framework: { choice: "auto", texts: () => TEXTS },
    looksNoFurther,
  });
  return { planned, judged };
}

const decisions = ({ frameworks = [] }: Plan) =>
  frameworks.map((one) =>
    one.action === "kept" ? ["kept", one.obstacle?.kind] : [one.variant, one.newText],
  );

describe("a run about one file", () => {
  test("decides what a look at all files decides", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.keys(MODULES)),
        fc.array(fc.constantFrom(...Object.keys(KINDS)), { minLength: 1, maxLength: 6 }),
        (module, kinds) => {
          const [some, all] = [true, false].map(
            (looksNoFurther) => planFirst({ module, kinds }, looksNoFurther).planned,
          );
          expect(some && decisions(some)).toEqual(all && decisions(all));
          expect(some?.results).toEqual(all?.results);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each<[string, string, readonly string[], readonly string[]]>([
    [
      "the first old user, where nobody else may be new",
      "old",
      ["plain", "loads", "old", "old"],
      ["2"],
    ],
    [
      "whoever may be new, where there is an old user",
      "old",
      ["plain", "old", "old", "speaks", "old"],
      ["1", "3"],
    ],
    ["both, and no further", "compat", ["new", "new", "old", "old", "new"], ["0", "2"]],
    [
      "old users first, wherever they are",
      "compat",
      ["plain", "new", "loads", "old", "old"],
      ["3", "1"],
    ],
    ["all, where nobody is old", "final", ["plain", "new", "new"], ["1", "2"]],
  ])("looks at %s", (_, module, kinds, expected) => {
    const { judged } = planFirst({ module, kinds }, true);
    expect([...judged].map((path) => path.replace(/\D/g, ""))).toEqual(expected);
  });
});
