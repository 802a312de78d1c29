// What the linter says in one dialect and not in another.

import { describe, expect, test } from "vitest";
import { JANUARY_2026 } from "../../src/dialect/2026-01.js";
import { FEBRUARY_2026 } from "../../src/dialect/2026-02.js";
import type { Dialect } from "../../src/dialect/dialect.js";
import { lint } from "../../src/lint/lint.js";

type Files = Readonly<Record<string, string>>;

function findingsIn(files: string | Files, dialect: Dialect = FEBRUARY_2026) {
  const texts: Files = typeof files === "string" ? { "a.valk": files } : files;
  const sources = Object.entries(texts).map(([path, source]) => ({ path, source }));
  return lint(sources, { project: { read: (path) => texts[path], dialect } }).findings;
}

const shown = (files: string | Files, dialect?: Dialect) =>
  findingsIn(files, dialect).map(
    ({ line, column, code, name }) => `${line}:${column} ${code} ${name}`,
  );

describe("removed names", () => {
  test("are found where they are called, passed on, or called in quoted code", () => {
    const source = `(def {n} (atom 0))
(map atom/get (list n))
(test "counts" {do (atom/add! n 1) (== (quote x) 'x)})
(def {code} '(f (http2/request-on-conn c r)))`;
    expect(shown(source)).toEqual([
      "1:11 removed-name atom",
      "2:6 removed-name atom/get",
      "3:21 removed-name atom/add!",
      "3:41 removed-name quote",
      "4:18 removed-name http2/request-on-conn",
    ]);
    expect(shown(source, JANUARY_2026)).toEqual([]);
  });

  test("say what took their place", () => {
    expect(findingsIn("(quote x)")).toMatchObject([
      {
        message: "quote does not exist in 2026-02",
        hint: "write `'x` or `{x}`",
        severity: "refuse",
      },
    ]);
  });

  test("are none where they are data, locals, or the repository's own", () => {
    expect(shown("(def {names} '(list {atom quote}))\n(def {k} {atom})")).toEqual([]);
    expect(shown("(fun {use atom} {atom 1})")).toEqual([]);
    const own = { "src/atoms.valk": "(fun {atom x} {list x})", "a.valk": "(atom 0)" };
    expect(shown(own)).toEqual([]);
  });

  test("are files that the runtime has no more, where a form loads them and they are not there", () => {
    const gone = '(load "src/modules/sse.valk")';
    const source = `x\n(load other)\n(load "src/own.valk")\n${gone}\n(print "src/modules/sse.valk")\n()\n`;
    expect(findingsIn(source)).toMatchObject([
      {
        line: 4,
        code: "removed-name",
        message: "src/modules/sse.valk does not exist in 2026-02",
        hint: "load `src/modules/aio/sse.valk`",
      },
    ]);
    expect(shown({ "a.valk": gone, "src/modules/sse.valk": "" })).toEqual([]);
  });

  test("are accepted by a comment with a reason", () => {
    const accepted =
      "; valk-codemod-disable-next-line removed-name runs in January only\n(atom 0)\n";
    expect(shown(accepted)).toEqual([]);
  });
});

describe("files of the runtime that are gone", () => {
  const load = '(load "src/modules/sse.valk")\n(load "./src/modules/sse.valk")\n(load "x.valk")\n';

  test("are found where they are loaded", () => {
    expect(findingsIn(load).map(({ line, hint }) => [line, hint])).toEqual([
      [1, "load `src/modules/aio/sse.valk`"],
      [2, "load `src/modules/aio/sse.valk`"],
    ]);
    expect(shown(load, JANUARY_2026)).toEqual([]);
  });

  test("and are fine where the repository has them", () => {
    expect(shown({ "a.valk": load, "src/modules/sse.valk": "(def {x} 1)" })).toEqual([]);
  });
});

describe("functions that the reader captures", () => {
  const source = `(fun {type x} {x})
(def {Some} (\\ {x} {x}))
(fun {f match} {do (= {sig} (\\ {y} {y})) match})
(def {Ok} 1)`;

  test("are found in the dialect that captures them", () => {
    expect(shown(source)).toEqual([
      "1:7 captured-function type",
      "2:7 captured-function Some",
      "3:24 captured-function sig",
    ]);
    expect(shown(source, JANUARY_2026)).toEqual([]);
  });

  test("say who takes their calls", () => {
    expect(findingsIn(source).map(({ message }) => message.split(" and ")[0])).toEqual([
      "calls of type go to the reader",
      "calls of Some go to the prelude's constructor",
      "calls of sig go to the reader",
    ]);
  });
});

describe("hints", () => {
  const state = `(def {aio} (aio/start))
(def {*hits*} 0)
(aio/interval aio 10 (\\ {} {def {*hits*} (+ *hits* 1)}))
(println "%ld" *hits*)
(def {total} 0)
(fun {add n} {def {total} (+ total n)})
`;

  test("speak of atoms only where there are any", () => {
    const hintsIn = (dialect: Dialect) =>
      findingsIn(state, dialect).map(({ code, hint }) => [code, /atom/.test(hint)]);
    const codes = ["earmuffed-global", "race", "mutation"];
    expect(hintsIn(JANUARY_2026)).toEqual(codes.map((code) => [code, true]));
    expect(hintsIn(FEBRUARY_2026)).toEqual(codes.map((code) => [code, false]));
  });

  test("say what a read error does to those who load the file", () => {
    const [january] = findingsIn("(f", JANUARY_2026);
    const [february] = findingsIn("(f");
    expect(january?.hint).toBe("mend the error; the interpreter stops there as well");
    expect(february?.hint).toContain("a script that loads the file stops at the load");
  });
});

describe("async tests", () => {
  const source = `(def {count} 0)
(test/run-async aio (list
  (test-async "answers a handle" (\\ {} {do
    (def {step} 1)
    (aio/then (aio/sleep aio 1) (\\ {_} {do (def {first} (+ step 1)) (== first 2)}))}))
  (test-async "another" (\\ {} {
    aio/then (aio/sleep aio 1) (\\ {_} {do (def {first} 3) (== first 3)})}))))
`;

  test("run on the main thread where the runner awaits them, their continuations on the loop", () => {
    expect(shown(source)).toEqual(["4:11 leak step", "5:50 leak first", "7:49 leak first"]);
    const used = `${source}(println "%ld" first)\n`;
    expect(shown(used).filter((one) => one.includes("race"))).toEqual([
      "5:50 race first",
      "7:49 race first",
    ]);
  });
});
