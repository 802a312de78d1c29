import { describe, expect, test } from "vitest";
import { type FileBehaviour, judgeRuns } from "../../../src/behaviour/file-behaviour.js";
import { unknownRun } from "../../../src/behaviour/run-report.js";
import { createBehaviourCounter } from "../../../src/behaviour/totals.js";
import { behaviourFormats } from "../../../src/report/verify/behaviour-formats.js";
import { escapeXml } from "../../../src/report/verify/junit.js";
import type { BehaviourReportOptions } from "../../../src/report/verify/report.js";
import { createStyle } from "../../../src/text/style.js";
import { allPassed, fail, head, pass, run, skip, unsure } from "../../behaviour/outputs.js";
import { expectValid } from "../published-schemas.js";

const both = [head(2), pass("a"), pass("b", 1500), allPassed(2)];
const CRASH = { kind: "signal", signal: "SIGSEGV" } as const;
const STATUS_1 = { kind: "status", status: 1 } as const;
const files: readonly FileBehaviour[] = [
  judgeRuns("test/equal.valk", 2, run(["x", ...both]), run(["x", ...both])),
  judgeRuns("test/short.valk", 3, run(both), run(both)),
  judgeRuns(
    "test/different.valk",
    2,
    run([...both, "About to exit with code 0"]),
    run([head(2), pass("a"), fail('<b>&"\u0007'), "❌ ERROR: Only 1 of 2"], STATUS_1),
  ),
  judgeRuns("test/expected.valk", 1, run([head(1), fail("e")]), run([head(1), fail("e")])),
  judgeRuns(
    "test/unknown.valk",
    2,
    run([head(2), unsure("u", "mem/heap"), skip("s")], CRASH),
    run([head(2), unsure("u", "mem/heap"), skip("s")], CRASH),
  ),
  judgeRuns("test/late.valk", 0, unknownRun("a\u001b[31m"), unknownRun("steps")),
];

async function report(
  format: string,
  shown: readonly FileBehaviour[],
  more: Partial<BehaviourReportOptions> = {},
  changes = 1,
  blocked = 0,
): Promise<string> {
  const create = await behaviourFormats.get(format)?.();
  let text = "";
  const info = {
    toolVersion: "0.0.0",
    root: "/project",
    engine: "evaluator",
    transform: "define-to-suite",
    target: "builder",
    framework: "src/modules/test.valk, final module",
    changes,
    blocked,
    notRun: 2,
  } as const;
  const options = { style: createStyle(false), columns: undefined, isQuiet: false, ...more };
  const made = create?.((part) => (text += part), info, options);
  const counter = createBehaviourCounter();
  for (const file of shown) {
    counter.add(file);
    made?.file(file);
  }
  made?.finish(counter.totals());
  return text;
}

describe("text", () => {
  test("shows what is not equal, then the summary", async () => {
    await expect(await report("text", files)).toMatchSnapshot();
  });
  test("quiet shows only what differs", async () => {
    expect(await report("text", files, { isQuiet: true })).toMatchSnapshot();
  });
  test("moves no cursor, and wraps", async () => {
    const text = await report("text", files, { style: createStyle(true), columns: 40 });
    expect(text).toContain("a\\x1b[31m");
    expect(text).toContain("\u001b[31mdifferent\u001b[39m");
  });
  test.each([
    [files.slice(0, 1), "Everything does the same."],
    [files.slice(5), "No difference, but 1 file could not be known in full."],
    [[], "There was nothing to run."],
  ])("ends with a conclusion", async (shown, conclusion) => {
    expect(await report("text", shown)).toContain(`\n\n${conclusion}\n`);
  });
});

describe("where the plan changes nothing", () => {
  const itself = "each file was compared with itself, which proves nothing";
  test.each(["text", "markdown"])("%s says that it proves nothing", async (format) => {
    for (const shown of [files.slice(0, 1), files.slice(4)]) {
      const said = await report(format, shown, {}, 0);
      expect(said).toContain(itself);
      expect(said).toContain("git worktree add FOLDER COMMIT");
      expect(said).not.toContain("Everything does the same.");
    }
    for (const shown of [[], files]) {
      expect(await report(format, shown, {}, 0)).not.toContain(itself);
    }
    expect(await report(format, files.slice(0, 1), {}, 1)).not.toContain(itself);
  });

  test.each(["text", "markdown"])(
    "%s says so if that is since files are blocked",
    async (format) => {
      const said = await report(format, files.slice(0, 1), {}, 0, 2);
      expect(said).toContain(
        "Nothing can be migrated, 2 files blocked: each file was compared with itself",
      );
      expect(said).toContain("2 files left alone");
      expect(said).not.toContain("Nothing is left to migrate");
      expect(await report(format, files.slice(0, 1), {}, 1, 2)).toContain("2 files left alone");
    },
  );

  test("one line says it, too", async () => {
    expect(await report("text", files.slice(0, 1), { isQuiet: true }, 0)).toBe(
      "1 file: 1 equal, 0 different, 0 unknown, each compared with itself\n",
    );
  });

  test("json has the number", async () => {
    expect(JSON.parse(await report("json", files, {}, 0))).toMatchObject({ changes: 0 });
  });
});

describe("markdown", () => {
  test("shows what differs first, then what is unknown, as text that opens nothing", async () => {
    await expect(await report("markdown", files)).toMatchSnapshot();
  });
  test("what does not fit is counted", async () => {
    const many = Array.from({ length: 2000 }, () => files[2] as FileBehaviour);
    const text = await report("markdown", many);
    expect(text.length).toBeLessThanOrEqual(65_000);
    expect(text).toMatch(/\n\d+ more files not shown\.\n$/);
  });
});

describe("json", () => {
  test("holds both runs of every file, and the totals", async () => {
    const text = await report("json", files);
    const read = JSON.parse(text);
    expectValid("verify.schema.json", read);
    expect(read).toMatchObject({ version: 1, engine: "evaluator" });
    expect(
      read.files.map(({ path, result }: { path: string; result: string }) => [path, result]),
    ).toEqual([
      ["test/equal.valk", "equal"],
      ["test/short.valk", "equal"],
      ["test/different.valk", "different"],
      ["test/expected.valk", "equal"],
      ["test/unknown.valk", "unknown"],
      ["test/late.valk", "unknown"],
    ]);
    expect(read.files[0].before).toEqual({
      exit: { kind: "status", status: 0 },
      suites: [
        {
          suite: "S",
          mode: "sync",
          total: 2,
          tests: [
            { name: "a", verdict: "pass", microseconds: 1 },
            { name: "b", verdict: "pass", microseconds: 1500 },
          ],
          result: { kind: "passed", passed: 2 },
        },
      ],
      printed: ["x"],
      printedLines: 1,
    });
    expect(read.totals).toMatchObject({ equal: 3, different: 1, unknown: 2, testsUnknown: 1 });
    expect(text).not.toContain("\u0007");
  });
});

describe("junit", () => {
  test("holds both runs and the comparisons", async () => {
    expect(await report("junit", files)).toMatchSnapshot();
  });
  test("is well-formed", async () => {
    expect(openTags(await report("junit", files))).toEqual([]);
    expect(openTags("<a><b></a>")).not.toEqual([]);
  });
  test.each([
    ["a<b>&\"'", "a&lt;b&gt;&amp;&quot;'"],
    ["\u0000\u001b\ufffe\ud800x", "\ufffd\ufffd\ufffd\ufffdx"],
    ["é 😀\n\t\r", "é 😀\n\t&#13;"],
  ])("escapes %j", (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped);
  });
});

/** Tags that are not closed, or closed where another one is open. */
function openTags(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = "", rest = ""] of xml.matchAll(/<(\/?)([a-z]+)([^<>]*)>/g)) {
    if (slash === "/" && open.at(-1) === name) {
      open.pop();
    } else if (slash === "/" || !rest.endsWith("/")) {
      open.push(slash + name);
    }
  }
  return open;
}
