// Configurations below the root, as the commands honour them.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { makeFolder, writeFiles } from "../temporary-folder.js";
import {
  git,
  MODULE,
  makeProject,
  newFile,
  OLD_MODULE,
  oldFile,
  PIPELINE_NAMES,
} from "./git-project.js";
import { run } from "./run-main.js";

const CONFIG = "valk-codemod.config.json";
const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;

/** A project in which folders have these configurations; "" is the root. */
function project(
  configs: Readonly<Record<string, object>>,
  files: Readonly<Record<string, string>> = {},
): string {
  const written = Object.entries(configs).map(([folder, config]) => [
    folder === "" ? CONFIG : `${folder}/${CONFIG}`,
    json(config),
  ]);
  const tests = ["test/t", "packages/a/test/a", "packages/a/gen/g", "packages/b/test/b"];
  return makeFolder({
    [MODULE]: OLD_MODULE,
    ...Object.fromEntries(tests.map((path) => [`${path}.valk`, oldFile(path.slice(-1))])),
    ...Object.fromEntries(written),
    ...files,
  });
}

const call = (cwd: string, line: string) => run(line.split(" "), { cwd });

/** What a migration without the module would be about. */
async function taken(cwd: string, args = ""): Promise<readonly string[]> {
  const { stdout } = await call(cwd, `migrate --framework keep --format json${args}`);
  const { files } = JSON.parse(stdout) as { files: readonly { path: string }[] };
  return files.map(({ path }) => path).filter((path) => path !== MODULE);
}

const ALL = [
  "packages/a/gen/g.valk",
  "packages/a/test/a.valk",
  "packages/b/test/b.valk",
  "test/t.valk",
];
const without = (...paths: readonly string[]) => ALL.filter((path) => !paths.includes(path));

describe("patterns", () => {
  test("are relative to their folder, and hold in it alone", async () => {
    const cwd = project({ "packages/a": { exclude: ["/gen/"] } }, { "gen/x.valk": oldFile("x") });
    expect(await taken(cwd)).toEqual(["gen/x.valk", ...without("packages/a/gen/g.valk")]);
  });

  test("of the nearest configuration that has the key win", async () => {
    const cwd = project({
      "": { exclude: ["a.valk"], include: ["test/"] },
      packages: { exclude: ["b.valk"] },
      "packages/a": { include: ["*.valk"] },
    });
    // The top's patterns for what packages/ says nothing of, and the other way round.
    expect(await taken(cwd)).toEqual([
      "packages/a/gen/g.valk",
      "packages/a/test/a.valk",
      "test/t.valk",
    ]);
  });

  test("of the command line win over all", async () => {
    const cwd = project({ "packages/a": { exclude: ["gen/"], include: ["gen/"] } });
    expect(await taken(cwd, " --exclude b.valk")).toEqual(["packages/a/gen/g.valk", "test/t.valk"]);
    expect(await taken(cwd, " --include test/ --exclude t.valk")).toEqual([
      "packages/a/test/a.valk",
      "packages/b/test/b.valk",
    ]);
  });

  test("hold for files that are named, and for a run that starts further down", async () => {
    const cwd = project({ packages: { exclude: ["g.valk"] } });
    expect(await taken(cwd, " packages/a/gen/g.valk")).toEqual([]);
    expect(await taken(cwd, " packages/a")).toEqual(["packages/a/test/a.valk"]);
    expect(await taken(join(cwd, "packages/a"), " --root ../..")).toEqual([
      "packages/a/test/a.valk",
    ]);
  });

  test("that leave a folder out leave its configuration out, broken or not", async () => {
    const cwd = project(
      { "": { exclude: ["packages/a/"] } },
      { [`packages/a/${CONFIG}`]: "broken" },
    );
    expect(await taken(cwd)).toEqual(without("packages/a/gen/g.valk", "packages/a/test/a.valk"));
    expect(await taken(cwd, " --exclude packages/")).toEqual(["test/t.valk"]);
  });

  test("hold for check, status, lint and verify", async () => {
    const cwd = project({ packages: { exclude: ["*"] } });
    expect((await call(cwd, "check")).stdout).not.toContain("packages/");
    expect((await call(cwd, "status")).stdout).not.toContain("packages/");
    expect(JSON.parse((await call(cwd, "lint -f json")).stdout).files).toBe(2);
    expect((await call(cwd, "verify --format json")).stdout).not.toContain("packages/");
  });

  test("hold for what changed", async () => {
    const cwd = makeProject({ [MODULE]: OLD_MODULE });
    writeFiles(cwd, {
      [`packages/a/${CONFIG}`]: json({ exclude: ["gen/"] }),
      "packages/a/gen/g.valk": oldFile("g"),
      "packages/a/a.valk": oldFile("a"),
    });
    git(cwd, "add", "--all");
    expect(await taken(cwd, " --staged")).toEqual(["packages/a/a.valk"]);
  });
});

describe("roots", () => {
  test("narrow a run that names no path", async () => {
    const cwd = project({ "packages/a": { roots: ["./test"] }, "packages/b": { roots: ["."] } });
    expect(await taken(cwd)).toEqual(without("packages/a/gen/g.valk"));
    expect(await taken(cwd, " packages/a/gen")).toEqual(["packages/a/gen/g.valk"]);
    expect(await taken(join(cwd, "packages/a/gen"), " --root ../../..")).toEqual([
      "packages/a/gen/g.valk",
    ]);
  });

  test("have to exist", async () => {
    const cwd = project({ "packages/a": { roots: ["tests"] } });
    const { status, stderr } = await call(cwd, "check");
    expect(status).toBe(2);
    expect(stderr).toContain(
      `packages/a/${CONFIG}:2:3: roots: tests is no folder or file below packages/a`,
    );
    const out = project({ "packages/a": { roots: ["../b"] } });
    expect((await call(out, "check")).stderr).toContain("../b is no folder or file below");
  });
});

describe("severities", () => {
  const twice = `${oldFile("x")}(print "after")\n`;
  const files = { "packages/a/test/a.valk": twice, "test/t.valk": twice };

  test("are merged by code, the nearest one first", async () => {
    const cwd = project(
      {
        "": { severities: { "forms-after-run": "refuse" } },
        packages: { severities: { "quoted-call": "off" } },
        "packages/a": { severities: { "forms-after-run": "off" } },
      },
      files,
    );
    const { stdout } = await call(cwd, "migrate --format json");
    const { files: planned } = JSON.parse(stdout) as {
      files: readonly { path: string; status: string }[];
    };
    const statusOf = (path: string) => planned.find((file) => file.path === path)?.status;
    expect(statusOf("packages/a/test/a.valk")).toBe("changed");
    expect(statusOf("test/t.valk")).toBe("blocked");
    expect((await call(cwd, "status")).stdout).toMatch(/files +5 +0 +3 +0 +1 /);
    const check = await call(cwd, "check --format json");
    const codes = (JSON.parse(check.stdout).new as readonly { path: string; code: string }[])
      .filter(({ code }) => code === "forms-after-run")
      .map(({ path }) => path);
    expect(codes).toEqual(["test/t.valk"]);
  });
});

/** A module that answers whatever a file of these may become, and stays. */
const MODULE_OF_ALL = `${OLD_MODULE}${PIPELINE_NAMES}(fun {test name body} {list name body})\n`;

describe("target and indentation", () => {
  const answering = { [MODULE]: MODULE_OF_ALL };
  const textOf = (cwd: string, path: string) => readFileSync(join(cwd, path), "utf8");

  test("are those of the folder", async () => {
    const cwd = project(
      {
        "": { indentation: 2 },
        packages: { target: "list" },
        "packages/b": { indentation: "tab" },
      },
      answering,
    );
    await call(cwd, "migrate --framework keep --write");
    expect(textOf(cwd, "test/t.valk")).toContain('(-> (test/suite "S")\n  (test/add');
    expect(textOf(cwd, "packages/a/test/a.valk")).toContain('(list\n  (test "a" {== 1 1})');
    expect(textOf(cwd, "packages/b/test/b.valk")).toContain('\n\t(test "b" {== 1 1})');
  });

  test("of the command line win", async () => {
    const cwd = project({ packages: { target: "list" } }, answering);
    await call(cwd, "migrate --framework keep --target builder --write");
    expect(textOf(cwd, "packages/a/test/a.valk")).toContain('(test/add "a"');
  });

  test("hold for code blocks of Markdown", async () => {
    const cwd = project(
      { packages: { indentation: 2 } },
      { ...answering, "packages/a/readme.md": `\`\`\`valk\n${oldFile("m")}\`\`\`\n` },
    );
    await call(cwd, "migrate --framework keep --markdown --write");
    expect(textOf(cwd, "packages/a/readme.md")).toContain('\n  (test/add "m"');
  });

  test("that differ keep files apart that would change together", async () => {
    const parts = {
      ...answering,
      "packages/b/part.valk": '(test/define "p" {== 1 1})\n',
      "packages/a/test/a.valk":
        '(test/suite "A")\n(load "packages/b/part.valk")\n(test/define "a" {== 1 1})\n(test/run {})\n',
    };
    const same = project({ packages: { target: "list" } }, parts);
    const fine = await call(same, "migrate --framework keep packages");
    expect(fine.stdout).not.toContain("graph-blocked");
    const cwd = project({ "packages/b": { target: "list" } }, parts);
    const { stdout } = await call(cwd, "migrate --framework keep packages");
    expect(stdout).toContain(
      "packages/a/test/a.valk is to become what its module runs and packages/b/part.valk, which changes together with it, list: the configurations of their folders differ",
    );
    expect(stdout).toContain("2 blocked");
  });
});

describe("what the linter is told", () => {
  const global = "(def {counter} 0)\n(fun {count} {def {counter} (+ counter 1)})\n";
  const findings = async (cwd: string) => {
    const { stdout } = await call(cwd, "lint -f json");
    return (JSON.parse(stdout).findings as readonly { path: string }[]).map(({ path }) => path);
  };
  const files = { "packages/a/g.valk": global, "packages/b/g.valk": global };

  test("holds in its folder", async () => {
    const reason = "a counter of calls";
    const exceptions = [{ name: "counter", reason }];
    expect(new Set(await findings(project({}, files)))).toEqual(
      new Set(["packages/a/g.valk", "packages/b/g.valk"]),
    );
    const cwd = project({ "packages/a": { lint: { exceptions } } }, files);
    expect(new Set(await findings(cwd))).toEqual(new Set(["packages/b/g.valk"]));
    const byPath = [{ name: "counter", path: "g.valk", reason }];
    const one = project({ "packages/b": { lint: { exceptions: byPath } } }, files);
    expect(new Set(await findings(one))).toEqual(new Set(["packages/a/g.valk"]));
    const functions = project({ packages: { lint: { entryPoints: { "srv/on": [0] } } } }, files);
    expect((await call(functions, "lint")).status).toBe(1);
  });
});

describe("keys that a run has one of", () => {
  test("are left aside, which is said where it matters", async () => {
    const cwd = project({
      "packages/a": { baseline: "b.json", framework: "src/modules/test.valk" },
      "packages/b": { target: "builder" },
    });
    const path = `packages/a/${CONFIG}`;
    expect((await call(cwd, "check")).stderr).toBe(
      `note: ${path}: baseline is left aside; --root packages/a makes it count\n`,
    );
    for (const command of ["migrate", "verify"]) {
      expect((await call(cwd, command)).stderr).toBe(
        `note: ${path}: framework is left aside; --root packages/a makes it count\n`,
      );
    }
    expect((await call(cwd, "migrate --quiet")).stderr).toBe("");
    expect((await call(cwd, "lint")).stderr).toBe("");
  });
});

describe("the options", () => {
  const configs = { "": { exclude: ["t.valk"] }, packages: { exclude: ["*"] } };

  test("--no-config and --config switch configurations of folders off", async () => {
    const cwd = project(configs);
    expect(await taken(cwd)).toEqual([]);
    expect(await taken(cwd, " --no-config")).toEqual(ALL);
    writeFiles(cwd, { "mine.json": json({ exclude: ["g.valk"] }) });
    expect(await taken(cwd, " --config mine.json")).toEqual(without("packages/a/gen/g.valk"));
    expect((await call(cwd, "status --no-config")).stdout).toContain("packages/");
  });

  test.each(["migrate", "lint", "verify", "check", "status"])(
    "--print-config of %s shows them",
    async (command) => {
      const cwd = project({ ...configs, "packages/a": { baseline: "b.json" } });
      const { stdout } = await call(cwd, `${command} --print-config`);
      expect(JSON.parse(stdout)).toMatchObject({
        config: join(cwd, CONFIG),
        folders: [{ folder: "packages", config: { exclude: ["*"] }, leftAside: [] }],
      });
      const none = await call(project({}), `${command} --print-config`);
      expect(JSON.parse(none.stdout)).not.toHaveProperty("folders");
    },
  );
});

describe("a configuration that does not fit", () => {
  test.each(["migrate", "check", "status", "lint", "verify", "migrate --print-config"])(
    "stops %s, with its place",
    async (line) => {
      const cwd = project({ "packages/a": { target: "bilder" } });
      const { status, stdout, stderr } = await call(cwd, line);
      expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
      expect(stderr).toMatch(
        /^error: packages\/a\/valk-codemod.config.json:2:3: target: must be "builder" or "list"\nhint: /,
      );
    },
  );

  test("is not looked for in folders that git ignores, or in another repository", async () => {
    const cwd = makeProject({ ".gitignore": "build/\n", [MODULE]: OLD_MODULE });
    writeFiles(cwd, {
      [`build/${CONFIG}`]: "broken",
      [`vendor/${CONFIG}`]: "broken",
      "vendor/.git/HEAD": "",
      "test/a.valk": newFile("a"),
    });
    expect((await call(cwd, "status")).status).toBe(0);
  });
});
