// Async tests that call `done`, on modules whose runner awaits what a test answers: what they become,
// with the proof, and what keeps them as they are.

import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../../src/dialect/2026-02.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import type { Outlook } from "../../../src/program/outlook.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { listedProjectOf } from "./fixtures.js";
import { newTexts, planRepository } from "./graph-fixtures.js";

const MODULE = `(fun {-> value & stages} {value})
(fun {test name body} {list name body})
(fun {test-async name body} {list name body})
(fun {test/suite & args} {args})
(fun {test/add & args} {args})
(fun {test/add-async & args} {args})
(fun {test/expect-exit & args} {args})
(fun {test/run & args} {shutdown 0})
(fun {test/run-async aio & args} {map (\\ {one} {aio/await ((nth 2 one))}) args})
`;

const PATH = "test/test_async.valk";

function migrate(source: string, target: "builder" | "list" = "builder", module = MODULE) {
  const files = { "src/modules/test.valk": module, [PATH]: source };
  const project = { ...listedProjectOf(files), dialect: FEBRUARY_2026 };
  const outlook: Outlook = {
    after: project,
    standing: project,
    whyKept: () => undefined,
    whyUnread: () => undefined,
    modules: ["src/modules/test.valk"],
    usual: "src/modules/test.valk",
    get afterwards() {
      return this;
    },
  };
  const options = { target, outlook };
  return migrateFile(defineToSuite, source, { path: PATH, project, options });
}

const suite = (...bodies: readonly string[]): string =>
  [
    '(load "src/modules/test.valk")',
    '(test/suite "Async")',
    ...bodies.map((body, at) => `(test/async "t${at}" ${body})`),
    "(test/run-async aio)",
    "",
  ].join("\n");

function newTextFor(body: string, target?: "builder" | "list"): string {
  const result = migrate(suite(body), target);
  return result.status === "changed" ? result.newText : JSON.stringify(result, null, 2);
}

describe("a test that ends in done on every way answers a handle", () => {
  test.each<readonly [string, string, string]>([
    [
      "in a callback",
      "(\\ {done} {(aio/then h (\\ {r} {(done (ok? r))}))})",
      "(\\ {} {(aio/then h (\\ {r} {(if (ok? r) {true} {false})}))})",
    ],
    ["at once", "(\\ {done} {(done (f 1))})", "(\\ {} {(aio/pure (if (f 1) {true} {false}))})"],
    ["as its body", "(\\ {done} {done true})", "(\\ {} {aio/pure true})"],
    [
      "as the body of a callback",
      "(\\ {done} {aio/then h (\\ {r} {done (ok? r)})})",
      "(\\ {} {aio/then h (\\ {r} {if (ok? r) {true} {false}})})",
    ],
    [
      "under another name, with a comment in its argument",
      "(\\ {end} {(do (f) (end (and a ; why\n b)))})",
      "(\\ {} {(do (f) (aio/pure (if (and a ; why\n b) {true} {false})))})",
    ],
    [
      "behind other forms, in a branch",
      "(\\ {done} {(f) (if c {(done 0)} {aio/then h (\\ {r} {(= {x} r) (done (g x))})})})",
      "(\\ {} {(f) (if c {(aio/pure 0)} {aio/then h (\\ {r} {(= {x} r) (if (g x) {true} {false})})})})",
    ],
    [
      "one handle after the other",
      "(\\ {done} {(aio/then h (\\ {r} {(aio/then (g r) (\\ {s} {(done s)}))}))})",
      "(\\ {} {(aio/then h (\\ {r} {(aio/then (g r) (\\ {s} {(if s {true} {false})}))}))})",
    ],
    [
      "after a time",
      "(\\ {done} {(aio/schedule aio 5 (\\ {} {(done true)}))})",
      "(\\ {} {(aio/schedule aio 5 (\\ {} {true}))})",
    ],
    [
      "where a failure is caught",
      "(\\ {done} {(aio/catch (aio/then h (\\ {r} {(done (f r))})) (\\ {e} {(done false)}))})",
      "(\\ {} {(aio/catch (aio/then h (\\ {r} {(if (f r) {true} {false})})) (\\ {e} {false}))})",
    ],
    [
      "where a failure is what is wanted",
      "(\\ {done} {(aio/catch (aio/then h (\\ {r} {(done false)})) (\\ {e} {(done (f e))}))})",
      "(\\ {} {(aio/catch (aio/then h (\\ {r} {false})) (\\ {e} {(if (f e) {true} {false})}))})",
    ],
    [
      "with something at the end",
      "(\\ {done} {(aio/finally (aio/then h (\\ {r} {(done r)})) (\\ {} {(stop)}))})",
      "(\\ {} {(aio/finally (aio/then h (\\ {r} {(if r {true} {false})})) (\\ {} {(stop)}))})",
    ],
  ])("%s", (_name, body, expected) => {
    const indented = (blanks: string) => expected.replace("\n", `\n${blanks}`);
    expect(newTextFor(body)).toContain(`\n    (test/add-async "t0" ${indented("    ")})\n`);
    expect(newTextFor(body, "list")).toContain(`\n  (test-async "t0" ${indented("  ")}))\n`);
  });

  const wrapped = (value: string): string => `(if ${value} {true} {false})`;

  test.each([
    "true",
    "false",
    "1",
    "0",
    "(== a b)",
    "(!= (f) 2)",
    "(>= (len xs) 2)",
    "(error? r)",
    "(nil? r)",
    "(list? r)",
    "(handle? r)",
    "(not (error? r))",
    "(and (== a 1) (and (> b 2) (not (nil? c))))",
  ])("%s is a verdict as it is", (value) => {
    expect(newTextFor(`(\\ {done} {(done ${value})})`)).toContain(`{(aio/pure ${value})}`);
    const chained = `(\\ {done} {(aio/then h (\\ {r} {(done ${value})}))})`;
    expect(newTextFor(chained)).toContain(`{(aio/then h (\\ {r} {${value}}))}`);
  });

  test.each([
    "5",
    "-1",
    '"s"',
    "nil",
    "r",
    "'x",
    "(f)",
    "(or (== a 1) (== b 2))",
    "(and (== a 1) b)",
    "(not b)",
    "(not)",
    "(== 1)",
    "(== 1 1 1)",
    "((f) 1)",
    "(if c {1} {2})",
  ])("%s is asked for what it is", (value) => {
    expect(newTextFor(`(\\ {done} {(done ${value})})`)).toContain(`{(aio/pure ${wrapped(value)})}`);
    const body = newTextFor(`(\\ {done} {aio/then h (\\ {r} {done ${value}})})`);
    expect(body).toContain(`{aio/then h (\\ {r} {if ${value} {true} {false}})}`);
  });

  test.each([
    ["(fun {not x} {x})", "(not (== a 1))"],
    ["(fun {f true} {true})", "true"],
    ["(fun {f <} {g})", "(< a 1)"],
    ["(fun {f x} {= {error?} x})", "(error? a)"],
    ["(def {f} (\\ {and} {g}))", "(and 1 0)"],
  ])("nor with a name of the file's own: %s", (binding, value) => {
    const source = `${binding}\n${suite(`(\\ {done} {(done ${value})})`)}`;
    const result = migrate(source);
    expect(result).toMatchObject({ status: "changed" });
    expect(result.status === "changed" && result.newText).toContain(
      `{(aio/pure ${wrapped(value)})}`,
    );
  });

  test("with its layout, its comments and the tests around it", () => {
    const source = `(load "src/modules/test.valk")
(test/suite "Async")

; waits
(test/async "waits" (\\ {done} {
  (aio/then (aio/sleep aio 10) (\\ {_} {
    (done (== 1 1)) ; right
  }))
}))
(test/expect-exit 1)
(test/async "ends" (\\ {done} {done false}))
(test/run-async aio)
`;
    expect(migrate(source, "list")).toMatchObject({
      status: "changed",
      newText: `(load "src/modules/test.valk")
(test/run-async aio (list

  ; waits
  (test-async "waits" (\\ {} {
    (aio/then (aio/sleep aio 10) (\\ {_} {
      (== 1 1) ; right
    }))
  }))
  (test-async "ends" (\\ {} {aio/pure false})))
  {:suite-name "Async" :expected-exit 1})
`,
    });
  });

  test("but not on a runner that calls done", () => {
    const calling = MODULE.replace("aio/await ((nth 2 one))", "(nth 2 one) (\\ {ok} {ok})");
    const result = migrate(suite("(\\ {done} {(keep done)})"), "builder", calling);
    expect(result).toMatchObject({ status: "changed" });
  });
});

describe("a test that does not is left as it is, with the place", () => {
  // The place is where the arrow points.
  test.each<readonly [string, string, string]>([
    ["handed on", "(\\ {done} {▸(check 1 done)})", "nobody knows"],
    ["kept", "(\\ {done} {▸(def {cb} done)})", "nobody knows"],
    ["called first", "(\\ {done} {(done true) ▸(f)})", "done is not called"],
    ["called twice", "(\\ {done} {(do (▸done true) (done false))})", "is used here"],
    ["called beside", "(\\ {done} {(aio/then (f ▸done) (\\ {r} {(done r)}))})", "is used here"],
    ["bound anew", "(\\ {done} {(done (g (\\ {▸done} {1})))})", "is used here"],
    ["called with two", "(\\ {done} {▸(done 1 2)})", "takes the verdict"],
    ["called with none", "(\\ {done} {▸(done)})", "takes the verdict"],
    ["given a keyword", "(\\ {done} {(done ▸:pass)})", "was no verdict"],
    ["given data", "(\\ {done} {(done ▸{:status :pass})})", "was no verdict"],
    ["commented", "(\\ {done} {▸(done ; why\n true)})", "a comment"],
    ["called on one way", "(\\ {done} {▸(if c {(done 1)})})", "one way"],
    ["not called on another", "(\\ {done} {(if c {(done 1)} {▸2})})", "done is not called"],
    ["called in a call", "(\\ {done} {(if c ▸{(f) (done 1)} {(done 1)})})", "done is not called"],
    ["called in no branch", "(\\ {done} {(if c ▸x {(done 1)})})", "done is not called"],
    ["never called", "(\\ {done} ▸{true})", "done is not called"],
    ["in nothing", "(\\ {done} {▸(do)})", "done is not called"],
    ["elsewhere", "(\\ {done} {(aio/then h ▸f)})", "is not written here"],
    ["elsewhere, a test", "▸f", "is not written here"],
    ["more than one", "(\\ ▸{done more} {(done 1)})", "something else"],
    ["none", "(\\ ▸{} {(aio/pure 1)})", "something else"],
    [
      "called in a handle of a callback that answers values",
      "(\\ {done} {(aio/schedule aio 1 (\\ {} {▸(aio/then h (\\ {r} {(done r)}))}))})",
      "nobody knows",
    ],
    [
      "called where an error becomes another verdict",
      "(\\ {done} {▸(aio/catch (aio/then h (\\ {r} {(done (f r))})) (\\ {e} {(done true)}))})",
      "would be caught here",
    ],
    ["called where nothing is caught", "(\\ {done} {(aio/catch ▸h)})", "done is not called"],
  ])("%s", (_name, marked, message) => {
    const source = suite("(\\ {done} {done true})", marked.replace("▸", ""));
    const result = migrate(source);
    expect(result.status).toBe("blocked");
    const [found] = result.findings.filter(({ code }) => code === "wrong-protocol");
    expect(found?.message).toContain(message);
    expect(found?.span.start).toBe(source.indexOf('"t1" ') + 5 + marked.indexOf("▸"));
  });

  test("nor where a function registers it, or a pipeline is there already", () => {
    const helper = `(load "src/modules/test.valk")
(fun {case n} {test/async n (\\ {done} {done true})})
(case "a")
(test/run-async aio)
`;
    const merged = `(load "src/modules/test.valk")
(test/async "late" (\\ {done} {done true}))
(-> (test/suite "S") (test/add-async "a" (\\ {} {aio/pure true})) (test/run-async aio))
`;
    const among = `(load "src/modules/test.valk")
(-> (test/suite "S") (test/async "late" (\\ {done} {done true})) (test/run-async aio))
`;
    const ways = ["a top-level form", "a file that stands alone", "a file that stands alone"];
    for (const [at, source] of [helper, merged, among].entries()) {
      const result = migrate(source);
      expect(result.status).toBe("blocked");
      expect(result.findings.map(({ hint }) => hint).join()).toContain(ways[at]);
      expect(result.findings.map(({ message }) => message).join()).toContain(
        "done is only left out",
      );
    }
  });
});

describe("files that load each other's tests, on a runner that awaits handles", () => {
  const loads = '(load "src/prelude.valk")\n(load "src/modules/test.valk")\n';
  const texts = (files: Readonly<Record<string, string>>) =>
    newTexts(planRepository(files, "builder", { module: MODULE, framework: "keep" }));

  test("of which none is async", () => {
    const files = {
      "test/a.valk": `${loads}(load "test/lib.valk")
(test/suite "A")
(load "test/part.valk")
(case "own")
(test/run)
`,
      "test/lib.valk": '(fun {case n} {test/define (str "case " n) {true}})\n',
      "test/part.valk": '(test/define "shared" {true})\n',
    };
    expect(texts(files)).toEqual({
      "test/a.valk": `${loads}(load "test/lib.valk")
(load "test/part.valk")

(-> (test/suite "A")
    part-tests
    (case "own")
    (test/run))
`,
      "test/lib.valk": '(fun {case n} {test/add (str "case " n) {true}})\n',
      "test/part.valk": `(fun {part-tests suite} {-> suite
    (test/add "shared" {true})})
`,
    });
  });

  test("but not with their own async tests", () => {
    const files = {
      "test/a.valk": `${loads}(test/suite "A")
(load "test/part.valk")
(test/run-async aio)
`,
      "test/part.valk": '(test/async "shared" (\\ {done} {done true}))\n',
    };
    expect(texts(files)).toEqual({});
  });
});
