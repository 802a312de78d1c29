import { describe, expect, test } from "vitest";
import type { FrameworkChoice } from "../../src/plan/framework.js";
import { plan, planAlone, planFiles } from "../../src/plan/plan.js";
import type { Plan, PlanInput } from "../../src/plan/plan-input.js";
import { withModules } from "../../src/plan/plan-modules.js";
import { TEST_MARKS } from "../../src/project/read.js";
import { readStubSuite, stubTransform } from "./stub-transform.js";

/** A framework module as the runner knows one, with any further definitions. */
const moduleText = (extra = ""): string =>
  `(fun {test/suite name} {name})\n(fun {test/run & args} {args})\n${extra}`;
const texts = {
  final: moduleText("; final\n"),
  compat: moduleText("; compat\n"),
  layer: "",
  registry: "",
  lists: "",
};
const MODULE = "src/modules/test.valk";

type Files = Readonly<Record<string, string | Uint8Array>>;

/** An input over files in memory. Paths that start with `?` are not selected. */
function inputFor(files: Files, changes: Partial<PlanInput> = {}): PlanInput {
  const paths = Object.keys(files);
  return {
    files: paths.map((path) => ({ path: path.replace("?", ""), selected: !path.startsWith("?") })),
    readBytes: (path) => Buffer.from((files[path] ?? files[`?${path}`]) as string),
    project: { read: () => undefined },
    transform: stubTransform,
    readSuite: readStubSuite,
    options: { target: "builder" },
    ...changes,
  };
}

function statuses({ results }: Plan): Record<string, string> {
  return Object.fromEntries(results.map(({ path, status }) => [path, status]));
}

describe("a plan", () => {
  const files = {
    "changed.valk": "; one\n(test/old) (test/old)",
    "unchanged.valk": "(test/new)",
    "blocked.valk": "(test/old)\n  REFUSE",
    "unproven.valk": "(test/old)\nUNPROVEN",
    "thrown.valk": "THROW",
    "review.valk": "(test/old) REVIEW INFO",
    "broken.valk": Buffer.from([0x74, 0xff]),
  };

  test("has one result a file, in order, and counts them", () => {
    const planned = plan(inputFor(files));
    expect(statuses(planned)).toEqual({
      "changed.valk": "changed",
      "unchanged.valk": "unchanged",
      "blocked.valk": "blocked",
      "unproven.valk": "failed",
      "thrown.valk": "failed",
      "review.valk": "changed",
      "broken.valk": "blocked",
    });
    expect(planned.frameworks).toBeUndefined();
    expect(planned.totals).toEqual({
      changed: 2,
      unchanged: 1,
      blocked: 2,
      failed: 2,
      testsMigrated: 3,
      edits: 3,
      testsLeft: 2,
      testsNew: 1,
      testsUnreadable: 0,
      suites: 2,
      commentsKept: 1,
      blocksMigrated: 0,
      blocksLeft: 0,
      suppressed: 0,
      notWritten: 0,
    });
  });

  test("locates findings", () => {
    const [blocked] = plan(inputFor({ "a.valk": "(test/old)\n  REFUSE" })).results;
    expect(blocked?.findings).toMatchObject([{ code: "refuse", line: 2, column: 3 }]);
  });

  test("keeps nothing of a file that does not change but its findings", () => {
    const { results } = plan(inputFor({ "a.valk": "INFO", "b.valk": "(test/old)REFUSE" }));
    expect(Object.keys(results[0] as object)).toEqual(["path", "tests", "findings", "status"]);
    expect(Object.keys(results[1] as object)).toEqual(["path", "tests", "findings", "status"]);
  });

  test("says what a failed proof said, and where", () => {
    const [failed] = plan(inputFor({ "a.valk": "(test/old)\n UNPROVEN" })).results;
    expect(failed).toMatchObject({
      problems: [
        { code: "proof-tests-differ", message: "UNPROVEN (at 2:2)" },
        { code: "proof-order", message: "no place" },
      ],
    });
  });

  test("says what a transform threw, on one line", () => {
    const [failed] = plan(inputFor({ "a.valk": "THROW" })).results;
    expect(failed).toMatchObject({
      problems: [{ code: "internal-error", message: "the stub was told to throw" }],
    });
  });

  test("goes on after a file that cannot be read", () => {
    const readBytes = (path: string): Uint8Array => {
      if (path === "a.valk") {
        throw new Error("EACCES: no");
      }
      return Buffer.from("(test/old)");
    };
    const planned = plan(inputFor({ "a.valk": "", "b.valk": "" }, { readBytes }));
    expect(statuses(planned)).toEqual({ "a.valk": "failed", "b.valk": "changed" });
    expect(planned.results[0]).toMatchObject({
      problems: [{ code: "read-failed", message: "EACCES: no" }],
    });
  });

  test("does not decode a file without marks", () => {
    const input = inputFor(
      { "a.valk": Buffer.from([0xff]), "b.valk": "THROW" },
      { marks: TEST_MARKS },
    );
    expect(statuses(plan(input))).toEqual({ "a.valk": "unchanged", "b.valk": "unchanged" });
  });

  test("takes what discovery has already decided", () => {
    const outcome = {
      status: "blocked",
      path: "out.valk",
      findings: [],
      tests: { old: 0, new: 0 },
    } as const;
    const input = inputFor({}, { files: [{ path: "out.valk", selected: true, outcome }] });
    expect(plan(input).results).toEqual([outcome]);
  });

  test("goes file by file", () => {
    const read: string[] = [];
    const input = inputFor({ "a.valk": "(test/old)", "b.valk": "" });
    const steps = planFiles({
      ...input,
      readBytes: (path) => {
        read.push(path);
        return input.readBytes(path);
      },
    });
    expect(steps.next().value).toMatchObject([{ path: "a.valk" }]);
    expect(read).toEqual(["a.valk"]);
  });
});

describe("the framework module", () => {
  function decide(files: Files, choice: FrameworkChoice = "auto"): Plan {
    return plan(inputFor(files, { framework: { choice, texts: () => texts } }));
  }

  const old = moduleText("(fun {test/define n b} {n})\n");

  test.each<[string, Files, string, string, string[]]>([
    ["final when nothing old remains", { "a.valk": "(test/old)" }, "installed", "final", []],
    ["final when nothing uses it", {}, "installed", "final", []],
    [
      "compat when a file is blocked",
      { "a.valk": "(test/old)", "b.valk": "(test/old)REFUSE" },
      "installed",
      "compat",
      ["b.valk"],
    ],
    [
      "compat when a file failed",
      { "a.valk": "(test/old)", "b.valk": "THROW" },
      "installed",
      "compat",
      ["b.valk"],
    ],
    [
      "compat when a file that is not selected is old",
      { "a.valk": "(test/old)", "?b.valk": "(test/old)" },
      "installed",
      "compat",
      ["b.valk"],
    ],
    [
      "compat when a file that is not selected cannot be judged",
      {
        "a.valk": "(test/old)",
        "?b.valk": "THROW",
        "?c.valk": Buffer.from("(test/old)\xff", "latin1"),
      },
      "installed",
      "compat",
      ["b.valk", "c.valk"],
    ],
    [
      "compat for new files beside old ones",
      { "?a.valk": "(test/new)", "b.valk": "(test/old)REFUSE" },
      "installed",
      "compat",
      ["b.valk"],
    ],
  ])("becomes %s", (_name, files, action, variant, oldUsers) => {
    const planned = decide({ ...files, [MODULE]: old });
    expect(planned.frameworks).toMatchObject([{ action, variant, oldUsers }]);
    const module = planned.results.at(-1);
    expect(module).toMatchObject({
      path: MODULE,
      status: "changed",
      newText: texts[variant as keyof typeof texts],
    });
  });

  test("stays while nothing speaks the new API", () => {
    const planned = decide({ "a.valk": "(test/old)REFUSE", [MODULE]: old });
    expect(planned.frameworks).toMatchObject([{ action: "kept", obstacle: undefined }]);
    expect(statuses(planned)).toMatchObject({ [MODULE]: "unchanged" });
  });

  test("is part of the plan even when it is not selected", () => {
    const planned = decide({ "a.valk": "(test/old)", [`?${MODULE}`]: old });
    expect(statuses(planned)).toEqual({ "a.valk": "changed", [MODULE]: "changed" });
    expect(planned.totals.changed).toBe(2);
  });

  test("that is not selected and stays is no part of it", () => {
    const planned = decide({ "a.valk": "(test/old)", [`?${MODULE}`]: texts.final });
    expect(statuses(planned)).toEqual({ "a.valk": "changed" });
    expect(decide({ "a.valk": "(test/old)", [`?${MODULE}`]: old }, "keep").totals.changed).toBe(1);
  });

  test("that is already there stays as it is, byte for byte", () => {
    const planned = decide({ [MODULE]: texts.final });
    expect(planned.frameworks).toMatchObject([{ action: "installed", variant: "final" }]);
    expect(statuses(planned)).toEqual({ [MODULE]: "unchanged" });
  });

  test("keeps the line ends of the one that it replaces", () => {
    const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
    expect(decide({ [MODULE]: crlf(old) }).results[0]).toMatchObject({
      newText: crlf(texts.final),
    });
    expect(statuses(decide({ [MODULE]: crlf(texts.final) }))).toEqual({ [MODULE]: "unchanged" });
  });

  test("can be kept, or chosen", () => {
    const files = { "a.valk": "(test/old)", [MODULE]: old };
    expect(decide(files, "keep").frameworks).toMatchObject([
      { action: "kept", obstacle: { kind: "asked" } },
    ]);
    expect(decide(files, "compat").results[1]).toMatchObject({ newText: texts.compat });
  });

  describe("whose run is planned again in part", () => {
    const files = { "a.valk": "(test/old)", "b.valk": "REFUSE", [MODULE]: old };
    const input = withModules(
      inputFor(files, { framework: { choice: "auto", texts: () => texts } }),
    );

    test("is counted, though it is none of the files", () => {
      const part = [{ path: "a.valk", selected: true }];
      const planned = plan({ ...input, files: part });
      expect(statuses(planned)).toEqual({ "a.valk": "changed", [MODULE]: "changed" });
      expect(planned.totals.changed).toBe(2);
    });

    test("leaves a file alone what the run made of it", () => {
      const { results } = plan(input);
      expect(planAlone("a.valk", input)).toEqual(results[0]);
      expect(planAlone("b.valk", input)).toEqual(results[1]);
      expect(() => planAlone(MODULE, input)).toThrow("follows from other files");
    });
  });

  test("that is to be kept may be one of several, or not in sight", () => {
    const several = decide({ "lib/test.valk": old, "x/test.valk": old }, "keep");
    expect(several.frameworks).toMatchObject([{ action: "kept" }, { action: "kept" }]);
    expect(statuses(several)).toEqual({ "lib/test.valk": "unchanged", "x/test.valk": "unchanged" });
    expect(decide({ "a.valk": "(test/old)" }, "keep").frameworks).toEqual([]);
  });

  test("is not the final one, and nothing is written, while files would break", () => {
    const files = { "a.valk": "(test/old)REFUSE", "?b.valk": "(test/old)", [MODULE]: old };
    const planned = decide(files, "final");
    expect(planned.results.at(-1)).toMatchObject({
      status: "blocked",
      findings: [
        {
          code: "framework-breaks",
          severity: "refuse",
          message: "2 files still use the old API: a.valk, b.valk",
        },
      ],
    });
    expect(decide({ "a.valk": "(test/old)", [MODULE]: old }, "final").unanswered).toBeUndefined();
  });

  test("stays where files would miss what it defines, and says which and what", () => {
    const files = {
      "a.valk": "(test/old) (my-helper 1)",
      "?b.valk": "my-helper! (f my-helper2)",
      "?c.valk": "(my-constant)",
      "d.valk": Buffer.from([0xff]),
      [MODULE]: `${old}(fun {my-helper x} {x})\n(def {my-constant other} 1 2)\n(= {local} 1)\n(def {*test-debug*} 0)\n`,
    };
    const module = decide(files).results.find(({ path }) => path === MODULE);
    expect(module).toMatchObject({
      status: "blocked",
      findings: [
        {
          code: "framework-loses-name",
          severity: "refuse",
          message:
            "2 files (a.valk, c.valk) use my-helper, my-constant, which its successor does not define",
        },
      ],
    });
  });

  test("may be missing", () => {
    const planned = decide({ "a.valk": "(test/old)" });
    expect(planned.frameworks).toEqual([]);
  });

  test("is the usual one where there are several", () => {
    const planned = decide({ "a.valk": "(test/old)", "lib/test.valk": old, [MODULE]: old });
    expect(statuses(planned)).toEqual({
      "a.valk": "changed",
      "lib/test.valk": "unchanged",
      [MODULE]: "changed",
    });
  });

  test("is left alone where several are and none is the usual one", () => {
    const planned = decide({ "a.valk": "(test/old)", "lib/test.valk": old, "?x/test.valk": old });
    expect(planned.frameworks).toMatchObject([{ action: "kept" }, { action: "kept" }]);
    expect(statuses(planned)).toEqual({ "a.valk": "changed", "lib/test.valk": "unchanged" });
  });

  test("is not what defines the same names and registers tests", () => {
    const own = `${old}(test/define "n" {true})\n`;
    expect(decide({ "a.valk": own }).frameworks).toEqual([]);
  });

  test("counts files that discovery could not take as old", () => {
    const outcome = (status: "blocked" | "unchanged") => ({
      path: `${status}.valk`,
      selected: false,
      outcome: { status, path: `${status}.valk`, findings: [], tests: { old: 0, new: 0 } },
    });
    const input = inputFor({ "a.valk": "(test/old)", [MODULE]: old });
    const planned = plan({
      ...input,
      files: [...input.files, outcome("blocked"), outcome("unchanged")],
      framework: { choice: "auto", texts: () => texts },
    });
    expect(planned.frameworks).toMatchObject([{ variant: "compat", oldUsers: ["blocked.valk"] }]);
  });
});
