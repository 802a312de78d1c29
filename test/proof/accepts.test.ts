// What the proof accepts: correct migrations by hand, and what it then says about them.

import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { codesOf, provePair } from "./migration-pair.js";
import { ASYNC, DEFAULT_NAME, FLAGS, LAYOUT, LIST, PAIRS } from "./pairs.js";

const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

describe("a correct migration is proven", () => {
  test.each(PAIRS)("$name", (pair) => {
    expect(codesOf(provePair(pair))).toEqual([]);
  });
});

describe("the proof says what the file holds", () => {
  test("of synchronous tests", () => {
    const result = provePair(LAYOUT);
    const body = ["{", "do", "(", "=", "{", "s", "}", '"two\nlines"', ")"];
    const rest = ["(", "==", "(", "+", "1", "2", ")", "3", ")", "}"];
    expect(result).toMatchObject({
      ok: true,
      proof: {
        path: "test/sample.valk",
        oldHash: sha256(LAYOUT.old),
        newHash: sha256(LAYOUT.new),
        suite: '"Arithmetic"',
        runner: { name: "test/run", argument: null },
        flags: [],
        tests: [
          { name: '"adds"', mode: "sync", bodyHash: sha256([...body, ...rest].join("\0")) },
          {
            name: '"bumps"',
            mode: "sync",
            bodyHash: sha256("{ == ( bump 1 ) 11 }".replaceAll(" ", "\0")),
          },
        ],
        comments: { old: 5, new: 5 },
        forms: 4,
      },
    });
  });

  test("of asynchronous tests, computed names and the run's argument", () => {
    const result = provePair(ASYNC);
    expect(result).toMatchObject({
      proof: {
        runner: { name: "test/run-async", argument: "aio" },
        tests: [
          { name: '"waits"', mode: "async" },
          { name: '(str "fails " 1)', mode: "async" },
        ],
        forms: 2,
      },
    });
  });

  test("of flags, and of bodies that are not ASCII", () => {
    const result = provePair(FLAGS);
    const body = ["{", "==", '"\\\\ {x}"', '"\\"✅"', "}"].join("\0");
    expect(result).toMatchObject({
      proof: {
        suite: '"Flags"',
        flags: [
          { name: "test/debug", argument: "1" },
          { name: "test/skip", argument: '(str "not " "now")' },
          { name: "test/debug", argument: "0" },
          { name: "test/expect-exit", argument: "1" },
        ],
        tests: [{ name: '"a"' }, { name: '"b"', bodyHash: sha256(body) }],
        forms: 3,
      },
    });
  });

  test("of a suite without a name", () => {
    expect(provePair(DEFAULT_NAME)).toMatchObject({ proof: { suite: '"Valkyria Test Suite"' } });
  });

  test("of a list, in the words of the old file", () => {
    expect(provePair(LIST)).toMatchObject({
      proof: {
        suite: '"List"',
        flags: [{ name: "test/debug" }, { name: "test/skip" }, { name: "test/expect-exit" }],
        comments: { old: 11, new: 11 },
      },
    });
  });

  test("bodies that differ only in layout and comments have the same hash", () => {
    const [old, now] = ["{do (a) (b)}", "{do\n  ; first\n  (a) (b)\n}"].map((body) =>
      provePair({
        name: "",
        target: "builder",
        old: `(test/define "a" ${body})\n(test/run)`,
        new: `(-> (test/suite "Valkyria Test Suite")\n(test/add "a" ${body})\n(test/run))`,
      }),
    );
    const hashes = [old, now].map((result) =>
      result?.ok && "tests" in result.proof ? result.proof.tests[0]?.bodyHash : "",
    );
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).toHaveLength(64);
  });
});
