// The fuzzer for as long as CI may wait; `npm run fuzz` goes on for hours. The seed is fixed, so a
// finding here is a regression.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fuzz, main } from "../../scripts/fuzz.mjs";
import { migrateFile } from "../../src/kit/migrate-file.js";
import type { Transform } from "../../src/kit/transform.js";
import { parse } from "../../src/syntax/parser.js";
import { transforms } from "../../transforms/all-transforms.js";
import { stubTransform } from "../plan/stub-transform.js";
import { createTestHost } from "../scripts/test-host.js";
import { makeFolder } from "../temporary-folder.js";
import { checkText } from "./fuzz-check.mjs";
import { fuzzInputs } from "./fuzz-inputs.mjs";

/** As many texts as the machine manages, but the same on every machine that is fast enough. */
const SECONDS = 18;
const TEXTS = 2000;
const program = { parse, migrateFile, transforms };

test("no text makes the parser or a transform fail", { timeout: 60_000 }, () => {
  const deadline = performance.now() + SECONDS * 1000;
  const wrong: string[] = [];
  let count = 0;
  for (const { kind, text } of fuzzInputs(20)) {
    if (performance.now() > deadline || count === TEXTS || wrong.length > 0) {
      break;
    }
    count += 1;
    wrong.push(
      ...checkText(program, text).map((one) => `${kind} ${count}: ${one}\n${text.slice(0, 300)}`),
    );
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(100);
});

test("the same seed makes the same texts", () => {
  const take = (seed: number): string[] => {
    const inputs = fuzzInputs(seed);
    return Array.from({ length: 30 }, () => inputs.next().value.text);
  };
  expect(take(7)).toEqual(take(7));
  expect(take(7)).not.toEqual(take(8));
});

describe("a defect is found", () => {
  const withTransform = (transform: Transform): string[] =>
    checkText({ ...program, transforms: new Map([["stub", transform]]) }, "(test/old) THROW");

  test("a transform that throws", () => {
    expect(withTransform(stubTransform)[0]).toMatch(/^stub, builder: threw the stub was told/);
  });

  test("a change that fails its proof, and one that is changed again", () => {
    const check = (text: string, transform = stubTransform): string[] =>
      checkText({ ...program, transforms: new Map([["stub", transform]]) }, text);
    expect(check("(test/old) UNPROVEN")[0]).toContain("failed its proof: proof-tests-differ");
    const growing: Transform = {
      ...stubTransform,
      judge: (source, context) =>
        stubTransform.judge(source.replace("test/new", "test/old"), context),
    };
    expect(check("(test/old)", growing)).toEqual([
      "stub, builder: changes its own result",
      "stub, list: changes its own result",
    ]);
  });

  test("a parser that throws, or loses something", () => {
    const broken = (act: () => never): string[] =>
      checkText({ ...program, parse: act, transforms: new Map() }, "x");
    expect(
      broken(() => {
        throw new Error("no");
      }),
    ).toEqual(["parse threw Error: no"]);
    expect(checkText({ ...program, parse: () => parse("y"), transforms: new Map() }, "x")).toEqual([
      "the tree does not hold the text",
    ]);
  });
});

describe("the script", () => {
  test("writes down each kind of finding once, as short as it still shows", () => {
    const folder = makeFolder();
    const said: string[] = [];
    const check = (text: string): string[] => [
      ...(text.includes("!!") ? [`bad at ${text.indexOf("!!")}: "${text}"`] : []),
      ...(text.length > 9 ? [`slow: ${text.length} ms`] : []),
    ];
    const inputs = ["fine", "one !! here", "!!"].map((text) => ({ kind: "plain", text }));
    const options = { check, seconds: 60, folder, log: (line: string) => void said.push(line) };
    expect(fuzz(inputs, options)).toBe(2);
    expect(readFileSync(join(folder, "finding-1.valk"), "utf8")).toBe("!!");
    expect(readFileSync(join(folder, "finding-2.valk"), "utf8")).toBe("one !! here");
    expect(said).toEqual([
      `${join(folder, "finding-1.valk")}: plain: bad at 4: "one !! here"`,
      `${join(folder, "finding-2.valk")}: plain: slow: 11 ms`,
      "2 times: bad at N: …",
      "1 times: slow: N ms",
      "3 texts, 2 kinds of findings",
    ]);
  });

  test("goes on until its time is over", async () => {
    const host = createTestHost({ env: { FUZZ_SECONDS: "0", FUZZ_SEED: "7" } });
    expect(await main([], host)).toBe(0);
    expect(host.said[0]).toMatch(/^seed 7, 0 seconds, findings go into /);
    expect(host.said.at(-1)).toMatch(/^[01] texts, 0 kinds of findings$/);
    const random = createTestHost({ env: { FUZZ_SECONDS: "-1" } });
    expect(await main([], random)).toBe(0);
    expect(random.said[0]).toMatch(/^seed \d+, /);
  });
});
