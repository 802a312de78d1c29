import { describe, expect, test } from "vitest";
import { detectDialect } from "../../src/program/detect-dialect.js";

/** The dialect of a project with these files, and why. */
function detect(files: Readonly<Record<string, string>>, modulePath?: string) {
  const project = { read: (path: string) => files[path], paths: () => Object.keys(files) };
  const { dialect, reason } = detectDialect(project, modulePath);
  return `${dialect.name}: ${reason}`;
}

const FUN = "(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))\n";
const NOTHING = "2026-01: nothing here tells dialects apart";

describe("the prelude decides", () => {
  test("with types, whatever the tests still call", () => {
    const files = {
      "src/prelude.valk": `${FUN}(sig 'nil? {-> A Num})\n(type {Order} {LT} {EQ} {GT})\n`,
      "test/a.valk": "(def {counter} (atom 0))\n",
      "test/b.valk": "(atom/add! counter 1)\n",
    };
    expect(detect(files)).toBe("2026-02: src/prelude.valk uses sig, type, LT and 2 more");
  });

  test("without them, and what it defines itself is its own", () => {
    const files = { "src/prelude.valk": `${FUN}(fun {get x} {x}) (get 1)`, "a.valk": "(rand 6)" };
    expect(detect(files)).toBe("2026-01: src/prelude.valk has nothing newer");
  });

  test("only where it is one", () => {
    expect(detect({ "src/prelude.valk": "(fun {f x} {x})" })).toBe(NOTHING);
  });
});

describe("the framework module decides where there is no prelude", () => {
  const awaiting = "(fun {test/run-async aio tests} {map (\\ {t} {aio/await (t)}) tests})";

  test("by the calls of its runner", () => {
    const files = { "src/modules/test.valk": awaiting, "test/a.valk": "(atom 0)" };
    expect(detect(files)).toBe("2026-02: src/modules/test.valk uses aio/await");
    expect(detect({ "src/modules/test.valk": "(fun {test/run} {atom/get n})" })).toBe(
      "2026-01: src/modules/test.valk uses atom/get",
    );
  });

  test("wherever the configuration says that it is", () => {
    expect(detect({ "lib/t.valk": awaiting }, "lib/t.valk")).toBe(
      "2026-02: lib/t.valk uses aio/await",
    );
  });

  test("not where it speaks for both", () => {
    const files = { "src/modules/test.valk": "(aio/await (atom 1))" };
    expect(detect(files)).toBe("2026-01: as many files speak for 2026-01 as for 2026-02");
  });
});

describe("most files decide where neither does", () => {
  test("each counts once", () => {
    const files = {
      "a.valk": "(atom 0) (atom/get a) (atom/set! a 1)",
      "b.valk": "(fun {f x} {match x {(Some :value v) v}})",
      "c.valk": '(json/parse "1")',
    };
    expect(detect(files)).toBe("2026-02: 2 files use match, Some, json/parse");
    expect(detect({ "a.valk": "(atom 0)" })).toBe("2026-01: 1 file uses atom");
  });

  test("and what any of them defines counts for nothing", () => {
    expect(detect({ "a.valk": "(def {compare} (\\ {a b} {a}))", "b.valk": "(compare 1 2)" })).toBe(
      NOTHING,
    );
  });

  test("nor do comments, strings, and names that are not called", () => {
    expect(detect({ "a.valk": '; (aio/await h)\n(print "(aio/await h)" {f type match})' })).toBe(
      NOTHING,
    );
  });

  test("a project that cannot list its files shows nothing", () => {
    expect(detectDialect({ read: () => undefined }).reason).toBe(
      "nothing here tells dialects apart",
    );
  });
});
