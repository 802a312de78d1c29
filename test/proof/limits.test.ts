// Large and odd files: the proof neither recurses on depth nor slows down more than linearly.

import { describe, expect, test } from "vitest";
import { codesFor } from "./migration-pair.js";

const suite = (tests: readonly string[], call: string): string =>
  tests.map((body, index) => `    (${call} "t${index}" ${body})\n`).join("");

const proves = (tests: readonly string[]): boolean => {
  const old = `(test/suite "S")\n${suite(tests, "test/define")}(test/run)\n`;
  const now = `(-> (test/suite "S")\n${suite(tests, "test/add")}    (test/run))\n`;
  return codesFor(old, now).length === 0;
};

describe("size and depth", () => {
  test("deep nesting, prefixes and many brackets", () => {
    const depth = 50_000;
    expect(proves([`{${"(f ".repeat(depth)}1${")".repeat(depth)}}`])).toBe(true);
    expect(proves([`{${"'".repeat(depth)}x}`, `{${"()".repeat(depth)}}`])).toBe(true);
  });

  test("long atoms, strings and comments", () => {
    const long = "x".repeat(200_000);
    expect(proves([`{${long}}`, `{"${long}" ; ${long}\n}`])).toBe(true);
    expect(proves([`{"✅${long}"}`])).toBe(true);
  });

  test("ten thousand tests, each with comments", () => {
    const body = "{do ; why\n      (== 1 1)}";
    expect(proves(Array.from({ length: 10_000 }, () => body))).toBe(true);
  });

  test("more tests than a call takes arguments", () => {
    expect(proves(Array.from({ length: 150_000 }, () => "{1}"))).toBe(true);
  });

  test("ten thousand comments of one place, equal or not", () => {
    const count = 10_000;
    const blocks = Array.from({ length: count }, (_, index) => `; ${index % 7}\n\n`).join("");
    const old = `${blocks}(test/suite "S")\n${blocks}(test/define "a" {true})\n(test/run)\n`;
    const now = `${blocks}(-> (test/suite "S")\n${blocks}(test/add "a" {true})\n(test/run))\n`;
    expect(codesFor(old, now)).toEqual([]);
    expect(codesFor(old, now.replace("; 3", "; 4"))).toContain("proof-comment-added");
  });

  test("many failures", () => {
    const old = `${'(test/define "a" {true})\n'.repeat(5_000)}(test/run)\n`;
    const now = `(-> (test/suite "Valkyria Test Suite")\n${'(test/add "b" {1})\n'.repeat(5_000)}(test/run))\n`;
    expect(codesFor(old, now)).toEqual(["proof-tests-differ"]);
  });
});

describe("line ends", () => {
  const one = '(test/define "a" {true})(test/run)';
  const many = (end: string): string =>
    ['(-> (test/suite "Valkyria Test Suite")', '(test/add "a" {true})', "(test/run))"].join(end);

  test("a file in one line may get LF, and nothing else", () => {
    expect(codesFor(one, many("\n"))).toEqual([]);
    expect(codesFor(one, many("\r\n"))).toEqual(["proof-line-ends"]);
    expect(codesFor(one, many("\r"))).toEqual(["proof-line-ends"]);
  });

  test("a mixed file may use what it has", () => {
    const old = `\r\n\n${one}`;
    expect(codesFor(old, `\r\n\n${many("\n")}`)).toEqual([]);
    expect(codesFor(old, `\r\n\n${many("\r\n")}`)).toEqual([]);
  });

  test("line ends in strings say nothing about the file", () => {
    const inString = (end: string) => [
      `(def {s} "a${end}b")${one}`,
      `(def {s} "a${end}b")\n${many("\n")}`,
      `(def {s} "a${end}b")\r\n${many("\r\n")}`,
    ];
    const [old = "", withLf = "", withCrlf = ""] = inString("\r\n");
    expect(codesFor(old, withLf)).toEqual([]);
    expect(codesFor(old, withCrlf)).toEqual(["proof-line-ends"]);
  });

  test("a lone carriage return counts as one of its own", () => {
    expect(codesFor(`\r${one}`, `\r${many("\r")}`)).toEqual([]);
    expect(codesFor(`; a\rb\n\n${one}`, `; a\rb\n\n${many("\n")}`)).toEqual([]);
  });
});
