// Runs that are repeated: which files each looks at, what ends them, and that none of them writes.

import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { WatchFolder } from "../../src/cli/watch-folder.js";
import { watchFolder } from "../../src/cli/watch-folder.js";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import { MODULE, makeProject, OLD_MODULE, oldFile } from "./git-project.js";
import { type RunOptions, type RunResult, run } from "./run-main.js";

const project = {
  [MODULE]: OLD_MODULE,
  "test/a.valk": oldFile("a"),
  "test/b.valk": oldFile("b"),
};

/** Changes files, and answers which paths are told of. */
type Step = (folder: string) => readonly string[];

interface Watched extends RunResult {
  /** What each run wrote to standard output. */
  readonly runs: readonly string[];
  readonly isStopped: boolean;
}

/** Takes a step whenever the run waits for changes, and interrupts at the end. */
async function watched(
  args: readonly string[],
  cwd: string,
  steps: readonly Step[],
  options: RunOptions = {},
): Promise<Watched> {
  const controller = new AbortController();
  let onChange = (_: string): void => {};
  let isStopped = false;
  let shown = "";
  const runs: string[] = [];
  const left = [...steps];
  const fake: WatchFolder = async (_, __, listener) => {
    onChange = listener;
    return async () => {
      isStopped = true;
    };
  };
  const result = await run(args, {
    cwd,
    signal: controller.signal,
    watchFolder: fake,
    onOutput: (text) => {
      shown += text;
    },
    onError: (text) => {
      if (!text.startsWith("Watching")) {
        return;
      }
      runs.push(shown);
      shown = "";
      const step = left.shift();
      if (step === undefined) {
        controller.abort();
      }
      for (const path of step?.(cwd) ?? []) {
        onChange(join(cwd, path));
      }
    },
    ...options,
  });
  return { ...result, runs, isStopped };
}

const write =
  (files: Readonly<Record<string, string>>): Step =>
  (folder) => {
    writeFiles(folder, files);
    return Object.keys(files);
  };

describe("migrate --watch", () => {
  test("previews all, then what changed alone, and ends cleanly", async () => {
    const folder = makeProject(project);
    const step = write({ "test/a.valk": oldFile("a", "new") });
    const { status, runs, stderr, isStopped } = await watched(["migrate", "--watch"], folder, [
      step,
    ]);
    expect({ status, isStopped }).toEqual({ status: 0, isStopped: true });
    expect(stderr).toBe(
      "Watching; Ctrl-C ends this.\n\nChanged: test/a.valk\nWatching; Ctrl-C ends this.\n",
    );
    const [all = "", again = ""] = runs;
    expect(all).toContain("test/b.valk");
    expect(again).toContain('(test/add "new"');
    expect(again).not.toContain('(test/add "b"');
    expect(readdirSync(folder).sort()).toEqual([".git", "src", "test"]);
  });

  test.each<[string, Step]>([
    ["a file that the run is not about", write({ [MODULE]: `${OLD_MODULE}; mine\n` })],
    ["the configuration", write({ "valk-codemod.config.json": '{"target": "list"}' })],
    [
      "a file that is gone",
      (folder) => {
        rmSync(join(folder, "test/a.valk"));
        return ["test/a.valk"];
      },
    ],
  ])("looks at all again after %s", async (_, step) => {
    const { runs } = await watched(["migrate", "--watch", "test"], makeProject(project), [step]);
    expect(runs[1]).toContain("test/b.valk");
  });

  test("looks at all again after a file that others load, which may keep them as they are", async () => {
    const helper = (name: string): string => `(fun {mk n} {${name} n {true}})\n`;
    const folder = makeProject({
      ...project,
      "src/helper.valk": helper("test/define"),
      "test/c.valk": '(load "src/helper.valk")\n(mk "c")\n(test/run)\n',
    });
    const steps = [
      write({ "test/c.valk": '(load "src/helper.valk")\n(mk "d")\n(test/run)\n' }),
      write({ "src/helper.valk": helper("test/async") }),
    ];
    const { runs } = await watched(["migrate", "--watch"], folder, steps);
    // The two change only together, and all files are of the run.
    expect(runs[1]).not.toContain("graph-not-selected");
    expect(runs[1]).toContain('(mk "d")');
    expect(runs[2]).toContain("test/c.valk: blocked, left as it is");
  });

  test("goes on after an error, which the next change may mend", async () => {
    const config = "valk-codemod.config.json";
    const steps = [write({ [config]: "{" }), write({ [config]: "{}" })];
    const { status, stderr, runs } = await watched(
      ["migrate", "--watch"],
      makeProject(project),
      steps,
    );
    expect(status).toBe(0);
    expect(stderr).toContain(`error: ${config}:1:2`);
    expect(runs[1]).toBe("");
    expect(runs[2]).toContain("test/a.valk");
  });

  test("an error of the first run ends it", async () => {
    const { status, isStopped } = await watched(
      ["migrate", "--watch", "nowhere"],
      makeProject(project),
      [],
    );
    expect({ status, isStopped }).toEqual({ status: 2, isStopped: false });
    const broken = makeProject({ ...project, "valk-codemod.config.json": "{" });
    expect(await watched(["migrate", "--watch"], broken, [])).toMatchObject({ status: 2 });
  });

  test("several changes at once are one run", async () => {
    const both = { "test/a.valk": oldFile("a1"), "test/b.valk": oldFile("b1") };
    const { runs, stderr } = await watched(
      ["migrate", "--watch", "--quiet"],
      makeProject(project),
      [write(both)],
    );
    expect(runs).toHaveLength(2);
    expect(stderr).toContain("Changed: test/a.valk, test/b.valk\n");
  });

  test.each([["--write"], ["--interactive"], ["--output", "x"], ["--proof", "x"], ["-"]])(
    "is refused with %s",
    async (...args) => {
      const folder = makeProject(project);
      const { status, stderr } = await run(["migrate", "--watch", ...args], { cwd: folder });
      expect(status).toBe(2);
      expect(stderr).toContain("error: --watch only shows\n");
      expect(readdirSync(folder)).not.toContain("x");
    },
  );
});

describe("lint --watch", () => {
  const racy = `(def {count} 0)
(aio/interval (aio/start) 10 (\\ {_} {(def {count} (+ count 1))}))
(print count)
`;

  test("lints what changed, and sees it in the light of the rest", async () => {
    const folder = makeProject({ "src/a.valk": racy, "src/b.valk": "(print 1)\n" });
    const step = write({ "src/b.valk": racy.replaceAll("count", "other") });
    const { status, runs } = await watched(["lint", "--watch"], folder, [step]);
    expect(status).toBe(0);
    expect(runs[0]).toContain("src/a.valk:3:");
    expect(runs[1]).toContain("src/b.valk:3:");
    expect(runs[1]).not.toContain("src/a.valk");
  });

  test.each([["--fix"], ["--baseline", "x", "--update-baseline"], ["--output", "x"]])(
    "is refused with %s",
    async (...args) => {
      const folder = makeProject({ "src/a.valk": racy });
      const { status, stderr } = await run(["lint", "--watch", ...args], { cwd: folder });
      expect(status).toBe(2);
      expect(stderr).toContain("error: --watch only shows\n");
    },
  );
});

test("real files are heard of, and others are not", async () => {
  const folder = makeFolder({ "a.valk": "1", "node_modules/x.valk": "1", ".git/y.valk": "1" });
  const heard: string[] = [];
  let last = (): void => {};
  const end = new Promise<void>((resolve) => {
    last = resolve;
  });
  const stop = await watchFolder(folder, false, (path) => {
    heard.push(path);
    if (path.endsWith("last.valk")) {
      last();
    }
  });
  for (const path of ["node_modules/x.valk", ".git/y.valk", "notes.txt", "a.valk"]) {
    writeFileSync(join(folder, path), "22");
  }
  mkdirSync(join(folder, "sub"));
  writeFileSync(join(folder, "sub/last.valk"), "1");
  await end;
  await stop();
  expect(new Set(heard)).toEqual(new Set([join(folder, "a.valk"), join(folder, "sub/last.valk")]));
});
