import { describe, expect, test } from "vitest";
import { DEFAULT_DIALECT, dialectNamed } from "../../src/dialect/dialects.js";
import type { FileFinding } from "../../src/finding/finding.js";
import { isFailing, lint } from "../../src/lint/lint.js";
import { lintKinds } from "../../src/lint/rules/lint-rules.js";
import { lintCases } from "./cases.js";

const sourcesOf = (files: string | Readonly<Record<string, string>>) =>
  typeof files === "string"
    ? [{ path: "", source: files }]
    : Object.entries(files).map(([path, source]) => ({ path, source }));

const shown = ({ path, line, code, name = "" }: FileFinding): string =>
  `${path === "" ? "" : `${path}:`}${line} ${code} ${name}`;

const findingsIn = (files: string | Readonly<Record<string, string>>, options = {}) =>
  lint(sourcesOf(files), options).findings.map(shown);

describe("labelled cases", () => {
  test.each(lintCases)("$title", ({ files, expected }) => {
    expect(findingsIn(files).toSorted()).toEqual(expected.toSorted());
  });

  test("there are enough of them", () => {
    expect(lintCases.length).toBeGreaterThanOrEqual(30);
  });
});

describe("examples", () => {
  test.each([...lintKinds.values()])("the example of $code has it", (kind) => {
    const { code, example = "", exampleDialect } = kind;
    const dialect = dialectNamed(exampleDialect ?? "") ?? DEFAULT_DIALECT;
    const project = { read: () => undefined, dialect };
    const { findings } = lint([{ path: "a.valk", source: example }], { project });
    expect(findings.map((found) => found.code)).toContain(code);
  });

  test.each([...lintKinds.values()])("$code is explained", ({ summary, hint, explanation }) => {
    expect(summary).not.toContain("\n");
    expect(hint).not.toContain("\n");
    expect(explanation.length).toBeGreaterThan(80);
  });
});

describe("what a race shows", () => {
  const source = `(def {hits} 0)
(fun {count} {def {hits} (+ hits 1)})
(http2/server-listen aio 0 (\\ {req} {count}))
(println hits)`;
  const [race] = lint([{ path: "a.valk", source }]).findings;

  test("the other place and the way to the event loop", () => {
    expect(race?.related).toEqual([
      { path: "a.valk", line: 4, column: 10, message: "hits is read here, at top level" },
      {
        path: "a.valk",
        line: 3,
        column: 37,
        message: "the event loop gets here: handed to http2/server-listen",
      },
      { path: "a.valk", line: 3, column: 38, message: "the event loop gets here: count" },
    ]);
  });

  test("the place itself", () => {
    expect(race).toMatchObject({ path: "a.valk", line: 2, column: 20, name: "hits" });
  });
});

describe("options", () => {
  const counter = "(def {n} 0)\n(every-second (\\ {} {def {n} (+ n 1)}))\n(println n)";

  test("further entry points", () => {
    expect(findingsIn(counter)).toEqual(["2 mutation n"]);
    expect(findingsIn(counter, { entryPoints: { "every-second": [0] } })).toEqual(["2 race n"]);
  });

  test.each<[string, object, number]>([
    ["by name", { name: "n", reason: "shown" }, 0],
    ["of another file", { name: "n", path: "b.valk", reason: "shown" }, 1],
    ["of another name", { name: "m", reason: "shown" }, 1],
  ])("exceptions %s", (_, exception, left) => {
    const result = lint([{ path: "a.valk", source: counter }], {
      exceptions: [exception as never],
    });
    expect(result.findings.length).toBe(left);
    expect(result.suppressed.length).toBe(1 - left);
  });

  test("exceptions by the beginning of a name", () => {
    const source = "(def {test/n} 0)\n(fun {f} {def {test/n} 1})";
    const exceptions = [{ name: "test/*", reason: "vanishes with the old framework" }];
    expect(findingsIn(source, { exceptions })).toEqual([]);
  });

  test("loaded files come from the project", () => {
    const project = {
      read: (path: string) => (path === "lib.valk" ? "(fun {f x} {x})" : undefined),
    };
    const source = '(load "lib.valk")\n(load "missing.valk")\n(fun {f x} {1})';
    expect(findingsIn(source, { project })).toEqual(["3 redefinition f"]);
  });
});

describe("files that load one another", () => {
  test("a library calls back into the script that loads it, and not into others", () => {
    const files = {
      "lib.valk": "(fun {run k} {hook k})",
      "loop.valk": '(load "lib.valk")\n(aio/schedule aio 1 (\\ {} {run 1}))',
      "main.valk": '(load "lib.valk")\n(fun {hook k} {do (def {x} k) x})\n(run 1)',
    };
    expect(findingsIn(files)).toEqual(["main.valk:2 leak x"]);
  });

  test("cycles end", () => {
    const files = { "a.valk": '(load "b.valk")\n(def {x} 1)', "b.valk": '(load "a.valk")' };
    expect(findingsIn(files)).toEqual([]);
  });

  test("a file with a read error is said to be unread", () => {
    expect(findingsIn("(def {x")).toEqual(["1 unreadable-file "]);
  });
});

describe("severities", () => {
  const { findings } = lint([{ path: "a.valk", source: "(def {x} 1)\n(def {x} 2)" }]);

  test.each(["error", "warning", "info"] as const)("--fail-on %s", (failOn) => {
    expect(isFailing(findings, failOn)).toBe(failOn !== "error");
  });
});

describe("cost", () => {
  const sourceOf = (tests: number): string =>
    Array.from(
      { length: tests },
      (_, at) => `(test/define "${at}" {do (def {h} (f ${at})) (def {x${at}} h) (== h x${at})})\n`,
    ).join("");

  const timeOf = (tests: number): number => {
    const source = sourceOf(tests);
    const start = performance.now();
    lint([{ path: "a.valk", source }]);
    return performance.now() - start;
  };

  test("grows no faster than the file", () => {
    timeOf(500);
    const small = Math.min(timeOf(1000), timeOf(1000), timeOf(1000));
    const large = Math.min(timeOf(8000), timeOf(8000));
    expect(large / small).toBeLessThan(24);
  });

  test("deep nesting overflows nothing", () => {
    const source = `${"(do ".repeat(20_000)}(def {x} 1)${")".repeat(20_000)}`;
    expect(findingsIn(source)).toEqual([]);
  });
});
