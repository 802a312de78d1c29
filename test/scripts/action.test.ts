// The steps of action.yml as a runner would take them: environment in, files, log and status out.

import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { makeFolder } from "../temporary-folder.js";

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

const repository = join(import.meta.dirname, "../..");
const action: Action = parse(readFileSync(join(repository, "action.yml"), "utf8"));
const [runStep, commentStep, uploadStep] = action.runs.steps as readonly [Step, Step, Step];

/** A checkout of the action at the tag of a release, as the runner has one: without packages. */
let checkout: string;

beforeAll(() => {
  const built = realpathSync(mkdtempSync(join(tmpdir(), "valk-codemod-")));
  const taken = ["src", "transforms", "scripts", "package.json"];
  for (const name of [...taken, "tsconfig.json", "tsconfig.build.json"]) {
    cpSync(join(repository, name), join(built, name), { recursive: true });
  }
  symlinkSync(join(repository, "node_modules"), join(built, "node_modules"));
  writeFileSync(join(built, ".gitignore"), "dist\nnode_modules\n");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=y", "-c", "user.email=y@example.org", ...args], {
      cwd: built,
      encoding: "utf8",
      env: { ...process.env, ...IDENTITY },
    });
  git("init", "-q");
  git("add", "--all");
  git("commit", "-q", "-m", "sources");
  execFileSync(process.execPath, ["scripts/build.mjs"], { cwd: built });
  execFileSync(process.execPath, ["scripts/action-tag.mjs"], {
    cwd: built,
    env: { ...process.env, ...IDENTITY },
  });
  expect(git("status", "--porcelain")).toBe("");
  const { version } = JSON.parse(readFileSync(join(built, "package.json"), "utf8"));
  expect(git("tag", "--list").split("\n").slice(0, 2)).toEqual(["v0", `v${version}`]);
  checkout = `${built}-tag`;
  execFileSync("git", ["clone", "-q", "--branch", `v${version}`, built, checkout], {
    stdio: "pipe",
  });
  rmSync(built, { recursive: true, force: true });
}, 120_000);
afterAll(() => rmSync(checkout, { recursive: true, force: true }));

const IDENTITY = {
  GIT_AUTHOR_NAME: "y",
  GIT_AUTHOR_EMAIL: "y@example.org",
  GIT_COMMITTER_NAME: "y",
  GIT_COMMITTER_EMAIL: "y@example.org",
};

function runScript(
  { run = "", shell }: Step,
  cwd: string,
  env: Readonly<Record<string, string>>,
): { readonly status: number | null; readonly log: string } {
  expect(shell).toBe("bash");
  const script = join(checkout, "step.sh");
  writeFileSync(script, run);
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["--noprofile", "--norc", "-eo", "pipefail", script],
    {
      cwd,
      encoding: "utf8",
      env: {
        PATH: `${checkout}${delimiter}${process.env.PATH}`,
        GITHUB_ACTION_PATH: checkout,
        ...env,
      },
    },
  );
  return { status, log: stdout + stderr };
}

interface Outcome {
  readonly status: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Takes the step with these inputs, the others by default, in this workspace. */
function runAction(workspace: string, inputs: Readonly<Record<string, string>> = {}): Outcome {
  const temp = makeFolder({ output: "", summary: "" });
  const env = Object.fromEntries(
    Object.entries(runStep.env ?? {}).map(([name, expression]) => {
      const [, input = ""] = /^\$\{\{ inputs\.([a-z-]+) \}\}$/.exec(expression) ?? [];
      return [name, inputs[input] ?? (action.inputs[input]?.default as string)];
    }),
  );
  const { status, log } = runScript(runStep, workspace, {
    ...env,
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    GITHUB_OUTPUT: join(temp, "output"),
    GITHUB_STEP_SUMMARY: join(temp, "summary"),
  });
  const output = readFileSync(join(temp, "output"), "utf8");
  return {
    status,
    log,
    outputs: readOutputs(output),
    summary: readFileSync(join(temp, "summary"), "utf8"),
  };
}

/** `name=value` or `name<<END`, as GitHub reads them. */
function readOutputs(text: string): Record<string, string> {
  const found = text.matchAll(/^([a-z-]+)(?:=(.*)|<<(.+)\n([\s\S]*?)\n\3)$/gm);
  return Object.fromEntries(
    [...found].map(([, name, value, , block]) => [name, value ?? block]) as [string, string][],
  );
}

const old = '(test/suite "A")\n(test/define "b" {true})\n(test/run {})\n';
const blocked = '(test/suite "A")\n(test/define "b")\n(test/run {})\n';

const racy = `(def {count} 0)
(aio/interval (aio/start) 10 (\\ {_} {(def {count} (+ count 1))}))
(print count)
`;

/** Knows the test of `old` in a.valk, as `check --update-baseline` writes it. */
const baseline = {
  "valk-codemod.baseline.json": '{"version": 1, "entries": [["a.valk", "old-test", "b"], []]}\n',
};

function makeWorkspace(files: Readonly<Record<string, string>>): string {
  const workspace = makeFolder(files);
  execFileSync("git", ["init", "-q"], { cwd: workspace });
  return workspace;
}

describe("the action", () => {
  test("takes inputs by environment alone, and has its outputs from the step", () => {
    expect(action.runs.using).toBe("composite");
    for (const { run = "" } of action.runs.steps) {
      expect(run).not.toContain("${{");
    }
    for (const { if: condition } of [commentStep, uploadStep]) {
      expect(condition).toMatch(
        /^always\(\) && inputs\.[a-z-]+ == 'true' && steps\.run\.outputs\./,
      );
    }
    expect(uploadStep.with).toEqual({
      sarif_file: `\${{ steps.run.outputs.sarif }}`,
      category: `valk-codemod-\${{ inputs.command }}`,
    });
    for (const [name, { value }] of Object.entries(action.outputs)) {
      expect(value).toBe(`\${{ steps.${runStep.id}.outputs.${name} }}`);
    }
  });

  test("previews, and fails only on errors", () => {
    const workspace = makeWorkspace({ "a.valk": old, "b.valk": blocked });
    const { status, log, outputs, summary } = runAction(workspace);
    expect(status).toBe(0);
    expect(outputs).toMatchObject({ changed: "1", unchanged: "0", blocked: "1", failed: "0" });
    expect(log).toContain('+    (test/add "b" {true})');
    expect(log).toContain("::error file=b.valk,line=2,");
    const comment = readFileSync(outputs.comment as string, "utf8");
    expect(comment).toContain("<code>a.valk</code>");
    expect(summary).toBe(comment);
    expect(readFileSync(join(workspace, "a.valk"), "utf8")).toBe(old);
  });

  test.each<[Record<string, string>, Record<string, string>, number]>([
    [{ command: "check" }, { "a.valk": old }, 1],
    [{ command: "check" }, { "a.valk": "(print 1)\n" }, 0],
    [{ command: "check" }, { "a.valk": old, ...baseline }, 0],
    [{ command: "check" }, { "a.valk": `${old}; once more\n`, "b.valk": old, ...baseline }, 1],
    [{ command: "check", "fail-on": "change" }, { "a.valk": old, ...baseline }, 1],
    [{ command: "check", baseline: "no/such.json" }, { "a.valk": old, ...baseline }, 1],
    [{ "fail-on": "blocked" }, { "a.valk": blocked }, 1],
    [{ "fail-on": "change" }, { "a.valk": old }, 1],
    [{ "fail-on": "error" }, { "a.valk": old, "b.valk": blocked }, 0],
    [{ paths: "no such folder" }, { "a.valk": old }, 2],
    [{ command: "verify" }, { "a.valk": "(print 1)\n" }, 0],
    [{ command: "lint", sarif: "true" }, { "a.valk": racy }, 1],
    [{ command: "lint" }, { "a.valk": "(print 1)\n" }, 0],
    [{ command: "undo" }, { "a.valk": old }, 2],
    [{ "fail-on": "sometimes" }, { "a.valk": old }, 2],
  ])("with %j and %j", (inputs, files, expected) => {
    const { status, outputs } = runAction(makeWorkspace(files), inputs);
    expect(status).toBe(expected);
    const isCounted = inputs.command !== "lint" && inputs.command !== "verify";
    expect(Object.keys(outputs).length).toBe(expected === 2 ? 0 : isCounted ? 6 : 2);
  });

  test("annotates in a check what the baseline does not know", () => {
    const files = { "a.valk": old, "b.valk": old, "c.valk": blocked, ...baseline };
    const { status, log, outputs } = runAction(makeWorkspace(files), { command: "check" });
    expect(status).toBe(1);
    expect(log.match(/^::error .*$/gm)).toEqual([
      expect.stringContaining("file=b.valk,line=2,col=1,title=old-test"),
      expect.stringContaining("file=c.valk,line=2,col=1,title=wrong-arity"),
      expect.stringContaining("file=c.valk,line=3,col=1,title=empty-suite"),
    ]);
    expect(outputs).toMatchObject({ changed: "2", blocked: "1" });
  });

  test("runs in a folder, over paths, into a file", () => {
    const workspace = makeWorkspace({ "p/x y/a.valk": old, "p/b.valk": old, "p/c.valk": old });
    const inputs = {
      "working-directory": "p",
      paths: "x y\nb.valk\n",
      comment: "out/new/comment.md",
    };
    const { status, outputs } = runAction(workspace, inputs);
    expect(status).toBe(0);
    expect(outputs).toMatchObject({
      changed: "2",
      comment: join(workspace, "out/new/comment.md"),
    });
  });

  test("runs nothing that an input or a file says", () => {
    const evil = '$(touch hit)"; touch hit; `touch hit` ::error::hit';
    const workspace = makeWorkspace({ "a.valk": `${old}; x\n ::error::from a file\n` });
    for (const name of Object.keys(action.inputs)) {
      runAction(workspace, { [name]: evil });
    }
    expect(existsSync(join(workspace, "hit"))).toBe(false);
    const { log } = runAction(workspace);
    const [, token = "nothing"] = /^::stop-commands::(.+)$/m.exec(log) ?? [];
    const stopped = log.slice(log.indexOf(token), log.lastIndexOf(`::${token}::`));
    expect(stopped).toContain(" ::error::from a file\n");
    expect(log.slice(log.lastIndexOf(`::${token}::`))).not.toContain("from a file");
  });

  test("says that a file failed, by its status too", () => {
    const workspace = makeWorkspace({ "a.valk": old });
    const { status, log } = runAction(workspace, { "working-directory": "nowhere" });
    expect(status).not.toBe(0);
    expect(log).toContain("nowhere");
  });
});
