// The scripts that measure, on the smallest of corpora; what they tell of time is not looked at.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { prepareAstGrep } from "../../scripts/ast-grep.mjs";
import { main as bench, costTable } from "../../scripts/bench.mjs";
import { multiplyCheckout, seededRandom, testFile, writeCorpus } from "../../scripts/corpus.mjs";
import { main as growth, growthTable } from "../../scripts/growth.mjs";
import { GROWTH_CASES } from "../../scripts/growth-cases.mjs";
import { main as growthChild } from "../../scripts/growth-child.mjs";
import { run } from "../cli/run-main.js";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

describe("a corpus", () => {
  test("is the same for the same seed, and about as long as asked for", () => {
    const text = testFile(seededRandom(3), 2000);
    expect(text).toBe(testFile(seededRandom(3), 2000));
    expect(text).not.toBe(testFile(seededRandom(4), 2000));
    expect(Math.abs(text.length - 2000)).toBeLessThan(400);
    expect(text).toContain("(test/define ");
  });

  test("stands in folders of a hundred files", () => {
    const folder = makeFolder();
    const bytes = writeCorpus(folder, 101, 100);
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
    expect(files.filter((file) => file.endsWith(".valk"))).toHaveLength(101);
    expect(readdirSync(join(folder, "part-1"))).toEqual(["test_100.valk"]);
    expect(bytes).toBeGreaterThan(101 * 100);
  });

  test("is a checkout, once or many times, with its Valk files alone", () => {
    const checkout = makeFolder({
      "a/test_b.valk": "(a)",
      "test_c.valk": "(cc)",
      "d.md": "no",
      "src/prelude.valk": "",
      "folder.valk/e.md": "no",
    });
    const [once, twice] = [makeFolder(), makeFolder()];
    expect(multiplyCheckout(checkout, once, 1)).toEqual({ files: 3, bytes: 7 });
    expect(readFileSync(join(once, "a/test_b.valk"), "utf8")).toBe("(a)");
    expect(multiplyCheckout(checkout, twice, 2)).toEqual({ files: 5, bytes: 14 });
    expect(existsSync(join(twice, "copy-1/test_c.valk"))).toBe(true);
    expect(existsSync(join(twice, "a/copy-1/test_b.valk"))).toBe(true);
  });
});

describe("the benchmark", () => {
  test("tells costs beside the first one's", () => {
    const costs = [
      { name: "one", milliseconds: 200, cpu: 250, megabytes: 50 },
      { name: "other", most: 3, milliseconds: 500, cpu: 400, megabytes: 100 },
      { name: "slow", most: 3, milliseconds: 1000, cpu: 400, megabytes: 100 },
    ];
    expect(
      costTable(costs)
        .split("\n")
        .map((line) => line.trim().split(/\s{2,}/)),
    ).toEqual([
      ["one", "200 ms", "1.00x", "cpu", "250 ms", "50 MB"],
      ["other", "500 ms", "2.50x", "cpu", "400 ms", "100 MB", "goal 3x: met"],
      ["slow", "1000 ms", "5.00x", "cpu", "400 ms", "100 MB", "goal 3x: missed"],
    ]);
    expect(costTable([{ name: "none", milliseconds: 0, cpu: 0, megabytes: 0 }])).toContain("0.00x");
  });

  /**
   * Starts, the small repository, the same with a file edited, one file, the same edited, the large
   * repository, other commands, verification.
   */
  const CONTENDERS = 5 + 7 + 3 + 4 + 4 + 6 + 7 + 3;

  const timed = (
    env: Record<string, string>,
    end = { status: 0, stderr: "warned\n0.1 0.02 2048\n" },
  ) =>
    createTestHost({
      env: { BENCH_ROUNDS: "2", BENCH_MB: "0.001", BENCH_WARM_UP: "0", ...env },
      run: ([command]) => (command === "/usr/bin/time" ? end : { stdout: "1.5 20\n" }),
    });

  test("of a generated corpus runs every contender in turn", async () => {
    const host = timed({ BENCH_FILES: "1,2", SGCONFIG: "sg.yml" });
    expect(await bench([], host)).toBe(0);
    const text = host.said.join("\n");
    expect(text).toMatch(
      /0\.001 MB a file: parse +\d+ MB\/s \(goal 100\), migrate with proof +\d+ MB\/s \(goal 30\)/,
    );
    expect(text).toMatch(/generated: 1 files, \d+ bytes; 2 files, \d+ bytes/);
    expect(text).toContain("small repository (median of 2)");
    expect(text.match(/ cpu +120 ms +2 MB/gm)).toHaveLength(CONTENDERS);
    const timedRuns = host.ran.filter(({ words }) => words[0] === "/usr/bin/time");
    expect(timedRuns).toHaveLength(3 * CONTENDERS);
    expect(text).toMatch(/migrate the file +20 ms +[\d.]+x {2}goal 2x: (met|missed)/);
    expect(text).toMatch(/valk-codemod --version .* goal 1.5x: (met|missed)/);
    expect(host.ran.filter(({ words }) => words.includes("ast-grep"))).toHaveLength(3 * 2);
    const words = ["/usr/bin/time", "-f", "%U %S %M", process.execPath, "-e", "0"];
    expect(host.ran[0]?.words).toEqual(words);
  });

  test("edits a file before each run that is to meet an edited one", async () => {
    const lengths: number[] = [];
    const checkout = makeFolder({ "test_a.valk": "(a)" });
    const host = createTestHost({
      env: { BENCH_ROUNDS: "2", BENCH_MB: "0.001", BENCH_WARM_UP: "0", VALK_REPO: checkout },
      run: ([command, ...words], options) => {
        const cwd = `${options?.cwd}`;
        if (words.includes("-q") && basename(cwd) === "small") {
          lengths.push(statSync(join(cwd, "test_a.valk")).size);
        }
        return command === "/usr/bin/time" ? { stderr: "0.1 0.02 2048\n" } : { stdout: "1.5 20\n" };
      },
    });
    await bench([], host);
    // With and without what is kept, once before and twice measured; then edited, as is a run in between.
    expect(lengths.slice(0, 6)).toEqual([3, 3, 3, 3, 3, 3]);
    const edit = "; a word more\n".length;
    expect(lengths.slice(6)).toEqual([1, 3, 5].map((edits) => 3 + edits * edit));
  });

  test("of a checkout takes it a hundred times", async () => {
    const host = timed({ VALK_REPO: makeFolder({ "test_a.valk": "(a)" }), BENCH_ROUNDS: "1" });
    expect(await bench([], host)).toBe(0);
    expect(host.said.join("\n")).toContain("checkout: 1 files, 3 bytes; 100 files, 300 bytes");
    expect(host.said.join("\n")).toContain("ast-grep, a rename");
    expect(host.ran[0]?.words.slice(0, 2)).toEqual(["npm", "install"]);
  });

  test.each([
    ["npm", "npm cannot install @ast-grep/cli-linux-x64-gnu@"],
    ["cc", "cc cannot compile its grammar"],
  ])("goes on without ast-grep where %s fails", (program, reason) => {
    const run = ([name]: readonly string[]) => ({ status: name === program ? 1 : 0 });
    expect(prepareAstGrep(makeFolder(), createTestHost({ run }), "linux")).toEqual({
      missing: expect.stringContaining(process.arch === "x64" ? reason : ""),
    });
    const missing = () => {
      throw new Error("ENOENT");
    };
    expect(prepareAstGrep(makeFolder(), createTestHost({ run: missing }))).toHaveProperty(
      "missing",
    );
    expect(prepareAstGrep(makeFolder(), createTestHost(), "plan9")).toHaveProperty("missing");
  });

  test("ends where a contender fails; a preview that finds something has status 1", async () => {
    const files = { BENCH_FILES: "1" };
    expect(await bench([], timed(files, { status: 1, stderr: "0 0 1" }))).toBe(0);
    await expect(bench([], timed(files, { status: 2, stderr: "gone" }))).rejects.toThrow(
      "-e 0: gone",
    );
    const host = timed(files);
    const run: typeof host.run = (command, args, options) =>
      args[0]?.endsWith("editor-child.mjs")
        ? { status: 1, stdout: "", stderr: "no tests" }
        : host.run(command, args, options);
    await expect(bench([], { ...host, run })).rejects.toThrow("the editor: no tests");
  });
});

describe("growth", () => {
  test("is told against the row above, a unit", () => {
    const rows = [
      { unit: "MB", size: 1, milliseconds: 100, megabytes: 50 },
      { unit: "MB", size: 10, milliseconds: 2000, megabytes: 250 },
    ];
    const lines = growthTable("parse", rows).split("\n");
    expect(lines.slice(1).map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ["parse"],
      ["1 MB", "100 ms", "1.00x a unit", "50 MB peak", "1.00x a unit"],
      ["10 MB", "2000 ms", "2.00x a unit", "250 MB peak", "0.50x a unit"],
    ]);
  });

  const env = { GROWTH_MB: "0.001,0.002", GROWTH_FILES: "1,2", GROWTH_CASES: "0.001" };

  test("is measured with a process for each file and each folder", () => {
    const sizes: number[] = [];
    const host = createTestHost({
      env,
      run(words) {
        const place = words[4] as string;
        const parts = join(place, "part-0");
        sizes.push(existsSync(parts) ? readdirSync(parts).length : 0);
        return { stdout: '{"milliseconds":1,"megabytes":2,"cpu":3}' };
      },
    });
    expect(growth([], host)).toBe(0);
    expect(sizes.slice(0, 8)).toEqual([0, 0, 0, 0, 1, 2, 1, 2]);
    expect(host.ran).toHaveLength(8 + GROWTH_CASES.length * 6);
    expect(host.ran.slice(0, 8).map(({ words }) => words[3])).toEqual(
      ["parse", "migrate", "run", "run"].flatMap((name) => [name, name]),
    );
    expect(host.said.join("\n")).toContain("write, files of 5 KB");
    expect(existsSync(host.ran[0]?.words[4] as string)).toBe(false);
  });

  test("fails where twice the size costs far more than twice as much", () => {
    const host = createTestHost({
      env,
      run(words) {
        const size = words.includes("lint") ? readdirSync(words[4] as string).length : 1;
        return { stdout: `{"milliseconds":1,"megabytes":2,"cpu":${size ** 2}}` };
      },
    });
    expect(growth([], host)).toBe(1);
    expect(host.said.filter((line) => line.includes("too much"))).toEqual([
      expect.stringMatching(/lint, a chain of loads +1 ms +4 ms +4\.00x {2}too much/),
    ]);
  });

  test.each(GROWTH_CASES)("has a case for $name", async ({ files, args }) => {
    const { status } = await run(args, { cwd: makeFolder(files(3)) });
    expect(status).toBe(["check", "lint"].includes(args[0] ?? "") ? 1 : 0);
  });

  test("ends with what a process complained of", () => {
    const host = createTestHost({ env, run: () => ({ status: 1, stderr: "out of memory" }) });
    expect(() => growth([], host)).toThrow("out of memory");
  });

  describe("in a process of its own", () => {
    const measured = async (...argv: string[]): Promise<unknown> => {
      const host = createTestHost();
      expect(await growthChild(argv, host)).toBe(0);
      return JSON.parse(host.said.join());
    };
    const cost = {
      milliseconds: expect.any(Number),
      megabytes: expect.any(Number),
      cpu: expect.any(Number),
    };
    const files = { "a.valk": testFile(seededRandom(1), 300), "none.valk": "(a)" };

    test.each(["parse", "migrate"])("is what it costs to %s a text", async (name) => {
      const file = join(makeFolder(files), "a.valk");
      expect(await measured(name, file, file)).toEqual(cost);
      expect(await measured(name, file)).toEqual(cost);
    });

    test("is what a whole run costs, which writes", async () => {
      const folder = makeFolder({ "a.valk": files["a.valk"] });
      expect(await measured("run", folder, "migrate", "--write", "--allow-no-vcs")).toEqual(cost);
      expect(readFileSync(join(folder, "a.valk"), "utf8")).not.toBe(files["a.valk"]);
    });

    test("is not measured where the work is not done", async () => {
      const folder = makeFolder(files);
      const host = createTestHost();
      await expect(growthChild(["migrate", join(folder, "none.valk")], host)).rejects.toThrow(
        "not migrated: unchanged",
      );
      await expect(growthChild(["run", folder, "no-command"], host)).rejects.toThrow("status 2");
      expect(await growthChild([], host)).toBe(2);
      expect(host.said).toEqual(["no such work: "]);
    });
  });
});
