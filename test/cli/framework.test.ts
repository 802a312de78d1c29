import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readFrameworkTexts } from "../../src/cli/framework-texts.js";
import { identifyModule } from "../../src/plan/framework-state.js";
import { readOldUses } from "../../src/plan/old-uses.js";
import { diskFileSystem } from "../../src/project/file-system.js";
import { makeFolder } from "../temporary-folder.js";
import { commitAll, MODULE, makeProject, newFile, OLD_MODULE, oldFile } from "./git-project.js";
import { type RunOptions, run } from "./run-main.js";

const { compat, final } = readFrameworkTexts();
const project = {
  [MODULE]: OLD_MODULE,
  "test/a.valk": oldFile("a", "b", "c"),
  "test/b.valk": newFile("d"),
  "test/broken.valk": '(test/define "e"',
};
const migrated = { [MODULE]: compat, "test/b.valk": newFile("d", "f") };

const framework = (folder: string, args: string, options: RunOptions = {}) =>
  run(["framework", ...args.split(" ")], { cwd: folder, guarded: true, ...options });
const moduleIn = (folder: string): string => readFileSync(join(folder, MODULE), "utf8");

describe("framework install", () => {
  test("installs the module that speaks both APIs, and undo takes it back", async () => {
    const folder = makeProject(project);
    const { status, stdout, stderr } = await framework(folder, "install --compat --write");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(
      /^src\/modules\/test.valk: the old module is replaced by the module for both APIs\nwritten {2}src\/modules\/test.valk\nThis is taken back by: valk-codemod undo \S+\n$/,
    );
    expect(moduleIn(folder)).toBe(compat);
    expect((await run(["runs"], { cwd: folder })).stdout).toMatch(
      /finished .* 1 file .* framework/,
    );
    expect((await run(["undo"], { cwd: folder })).status).toBe(0);
    expect(moduleIn(folder)).toBe(OLD_MODULE);
  });

  test("previews without --write", async () => {
    const folder = makeProject(project);
    const { status, stdout } = await framework(folder, "install --compat");
    expect(status).toBe(0);
    expect(stdout).toContain(
      "would be replaced by the module for both APIs\nNothing was written; --write does it.\n",
    );
    expect(moduleIn(folder)).toBe(OLD_MODULE);
  });

  test.each(["framework install --compat", "migrate test/b.valk --target builder"])(
    "names files that run no tests and are no failures then: %s",
    async (words) => {
      const cwd = makeProject({
        [MODULE]: OLD_MODULE,
        "test/a.valk": `(load "${MODULE}")\n(test/suite "None")\n(test/run)\n`,
        "test/b.valk": `(load "${MODULE}")\n(test/define "b" {== 1 1})\n(test/run)\n`,
      });
      const { status, stdout } = await run(words.split(" "), { cwd, guarded: true });
      expect(status).toBe(0);
      expect(stdout).toContain(
        `${MODULE}:1:1  review  empty-suite  1 file (test/a.valk) runs no tests: `,
      );
    },
  );

  test("refuses the final module while anything old remains, and lists it", async () => {
    const folder = makeProject(project);
    const { status, stdout, stderr } = await framework(folder, "install --final --write");
    expect(status).toBe(2);
    expect(stdout).toBe(
      "test/a.valk:1:1  5 uses of the old API, also at 2:1, 3:1 and 2 more\n" +
        "test/broken.valk:1:1  1 use of the old API\n",
    );
    expect(stderr).toContain("error: old-api-in-use: 2 files still use the old API: see above");
    expect(moduleIn(folder)).toBe(OLD_MODULE);
  });

  test("refuses the final module for a text that becomes code, and every run keeps the old API", async () => {
    const reading = '(eval (read "(test/define \\"z\\" {true})"))\n';
    const folder = makeProject({
      [MODULE]: OLD_MODULE,
      "test/a.valk": reading + oldFile("a"),
      "test/b.valk": newFile("b"),
    });
    const run1 = await run(["migrate", "--write"], { cwd: folder });
    expect(run1.stdout).toContain(
      "review  quoted-call  a registration in a text that becomes code",
    );
    expect(moduleIn(folder)).toBe(compat);
    commitAll(folder);
    const again = await run(["migrate"], { cwd: folder });
    expect(again.stdout).toContain("still uses the old one (test/a.valk)");
    expect(again.stdout).toContain("Nothing to migrate.");
    const refused = await framework(folder, "install --final --write");
    expect(refused.stdout).toBe("test/a.valk:1:13  1 use of the old API\n");
    expect(refused.stderr).toContain("error: old-api-in-use: 1 file still uses the old API");
    const { stdout } = await framework(folder, "status");
    expect(stdout).toContain("old API: 0 tests in 1 file (test/a.valk)\n");
    expect((await run(["status"], { cwd: folder })).stdout).toContain(
      "Everything is migrated, but for what still needs the old API: test/a.valk",
    );
  });

  test.each(["\n", "\r\n"])("keeps what the module loads, with line ends %j", async (end) => {
    const withLoads = (text: string): string =>
      `(load "src/prelude.valk")\n${text}(load "src/more.valk")\n`.replaceAll("\n", end);
    const folder = makeProject({
      [MODULE]: withLoads(OLD_MODULE),
      "src/prelude.valk": "(def {nil} {})\n",
      "src/more.valk": "(def {more} 1)\n",
      "test/a.valk": oldFile("a"),
      "test/b.valk": oldFile("b"),
    });
    expect((await run(["migrate", "test/a.valk", "--write"], { cwd: folder })).status).toBe(0);
    expect(moduleIn(folder)).toBe(withLoads(compat));
    expect((await framework(folder, "status")).stdout).toContain("the module for both APIs");
    expect((await framework(folder, "diff --compat")).stdout).not.toContain("load");
    commitAll(folder);
    expect((await run(["migrate", "--write"], { cwd: folder })).status).toBe(0);
    expect(moduleIn(folder)).toBe(withLoads(final));
    const again = await run(["migrate"], { cwd: folder });
    expect(again.stdout).toContain("is already the final module");
  });

  test("asks for a look where the module does something of its own", async () => {
    const registry = "(def {*test-registry*} {})\n";
    const folder = makeProject({
      [MODULE]: `${registry}${OLD_MODULE}(print "ready")\n`,
      "test/a.valk": oldFile("a"),
    });
    const { status, stdout } = await run(["migrate", "--write"], { cwd: folder });
    expect(status).toBe(0);
    expect(moduleIn(folder)).toBe(final);
    expect(stdout).toContain(`${MODULE}:2:1  review  framework-edited  has its own test/suite, `);
    expect(stdout).toContain("its successor does what the known registries do");
    const given = makeFolder({ "own.valk": OLD_MODULE.replaceAll("test/define", "test/add") });
    const own = ["--framework", join(given, "own.valk")];
    expect((await run(["migrate", ...own], { cwd: folder })).stdout).not.toContain("edited");
  });

  test("stays where the module loads what registers tests, which nobody would change with it", async () => {
    const folder = makeProject({
      [MODULE]: `(load "src/more.valk")\n${OLD_MODULE}`,
      "src/more.valk": "(fun {case name} {test/define name {1}})\n",
      "test/a.valk": oldFile("a"),
    });
    const { status, stdout } = await run(["migrate", "--write"], { cwd: folder });
    expect(status).toBe(1);
    expect(stdout).toContain("it loads src/more.valk, which registers tests or sets flags");
    expect(moduleIn(folder)).toContain(OLD_MODULE);
  });

  test("keeps the old API for a script without tests that looks into the framework", async () => {
    const looking = `(load "${MODULE}")\n(print *test-suite-name*)\n`;
    const folder = makeProject({
      [MODULE]: OLD_MODULE,
      "test/a.valk": oldFile("a"),
      "scripts/look.valk": looking,
    });
    const { status, stdout } = await run(["migrate", "--write"], { cwd: folder });
    expect(status).toBe(0);
    expect(stdout).toContain("1 file still uses the old one (scripts/look.valk)");
    expect(moduleIn(folder)).toBe(compat);
  });

  test("installs the final module when nothing old remains, with the file's line ends", async () => {
    const folder = makeProject({ ...migrated, [MODULE]: compat.replaceAll("\n", "\r\n") });
    const { status, stdout } = await framework(folder, "install --final --write");
    expect(status).toBe(0);
    expect(stdout).toContain("the module for both APIs is replaced by the final module");
    expect(moduleIn(folder)).toBe(final.replaceAll("\n", "\r\n"));
  });

  test("says where it is there already", async () => {
    const folder = makeProject(migrated);
    const { status, stdout } = await framework(folder, "install --compat --write");
    expect(status).toBe(0);
    expect(stdout).toMatch(/is the module for both APIs of valk-codemod \S+ already.\n$/);
  });

  test("refuses a module with changes that are not committed, unless allowed", async () => {
    const folder = makeProject(project);
    writeFileSync(join(folder, MODULE), `${compat}; mine\n`);
    const refused = await framework(folder, "install --compat --write");
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain("uncommitted-changes");
    expect(refused.stdout).toContain("a changed copy of the module for both APIs is replaced");
    expect(refused.stdout).toContain("Nothing was written.");
    expect((await framework(folder, "install --compat --write --allow-dirty")).status).toBe(0);
    expect(moduleIn(folder)).toBe(compat);
  });

  test("refuses to write outside git, unless allowed", async () => {
    const folder = makeFolder(project);
    const refused = await framework(folder, "install --compat --write");
    expect(refused.stderr).toContain("no-repository");
    expect((await framework(folder, "install --compat --write --allow-no-vcs")).status).toBe(0);
  });

  test("fails for names that would be lost and are used", async () => {
    const folder = makeProject({
      ...project,
      [MODULE]: `${OLD_MODULE}(fun {house/rule} {1})\n`,
      "src/uses.valk": '(load "src/modules/test.valk")\n(house/rule)\n; test/\n',
    });
    const { status, stdout, stderr } = await framework(folder, "install --compat --write");
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(
      "error: module-kept: src/modules/test.valk stays as it is: 1 file (src/uses.valk) uses house/rule",
    );
    expect(moduleIn(folder)).not.toBe(compat);
  });

  test("says so when the file cannot be written", async () => {
    const folder = makeProject(project);
    const fileSystem = {
      ...diskFileSystem,
      status: (path: string) => {
        const status = diskFileSystem.status(path);
        return path.endsWith(MODULE) ? { ...status, mode: 0o444 } : status;
      },
    };
    const { status, stderr } = await framework(folder, "install --compat --write", { fileSystem });
    expect(status).toBe(2);
    expect(stderr).toContain("src/modules/test.valk: write-protected: it is read-only");
    expect(moduleIn(folder)).toBe(OLD_MODULE);
  });

  test.each(["install --compat --write", "status", "diff"])(
    "%s stops when it is told to",
    async (args) => {
      const folder = makeProject(project);
      const { status } = await framework(folder, args, { signal: AbortSignal.abort() });
      expect(status).toBe(130);
      expect(moduleIn(folder)).toBe(OLD_MODULE);
    },
  );

  test.each([
    ["install", "needs to know which module"],
    ["install --compat --final", "exclude each other"],
    ["status --final", "framework status takes no --final"],
    ["diff --write", "framework diff takes no --write"],
    ["diff --format json", "framework diff takes no --format"],
    ["remove", "there is no action remove: there are install, status, diff\nhint: valk-codemod"],
    [
      "instal",
      "there is no action instal: there are install, status, diff\nhint: did you mean install?",
    ],
  ])("%s is refused", async (args, message) => {
    const { status, stderr } = await framework(makeProject(project), args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });

  test.each(["install --compat", "diff"])("%s needs exactly one module", async (args) => {
    const none = await framework(makeProject({ "test/a.valk": oldFile("a") }), args);
    expect(none.status).toBe(2);
    expect(none.stderr).toContain("no file here defines test/suite and test/run");
    const folder = makeProject({ "a/test.valk": OLD_MODULE, "b/test.valk": OLD_MODULE });
    const several = await framework(folder, args);
    expect(several.status).toBe(2);
    expect(several.stderr).toContain("several files define the test framework: a/test.valk, b/");
  });
});

describe("framework status", () => {
  const statusOf = async (files: Record<string, string>, args = "status"): Promise<string> => {
    const { status, stdout, stderr } = await framework(makeProject(files), args);
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    return stdout;
  };

  test("says who uses what, and what is missing", async () => {
    expect(await statusOf(project)).toBe(
      `src/modules/test.valk: the old module
old API: 4 tests in 2 files (test/a.valk, test/broken.valk)
new API: 1 test in 1 file (test/b.valk)
cannot be read: 1 test in 1 file (test/broken.valk); valk-codemod status shows the places
This module lacks the new API, which files use: valk-codemod framework install --compat --write
`,
    );
  });

  test("knows the shipped modules, and when they are done with", async () => {
    const text = await statusOf({ ...migrated, [MODULE]: compat.replaceAll("\n", "\r\n") });
    expect(text).toMatch(/the module for both APIs, as valk-codemod \S+ ships it\n/);
    expect(text).toContain("Nothing old remains: valk-codemod framework install --final --write");
  });

  test("sees what was changed by hand, and how to look at it", async () => {
    const text = await statusOf({ ...project, [MODULE]: `${final}; mine\n` });
    expect(text).toMatch(/final module, but not as valk-codemod \S+ ships it \(\+0 -1 lines\)/);
    expect(text).toContain("valk-codemod framework diff shows the difference");
    expect(text).toContain("This module lacks the old API");
  });

  test("answers in JSON", async () => {
    expect(JSON.parse(await statusOf(project, "status --format json"))).toMatchObject({
      version: 1,
      modules: [{ path: MODULE, kind: "old", isShipped: false }],
      users: [
        { path: "test/a.valk", usesOld: true, tests: { old: 3, new: 0 } },
        { path: "test/b.valk", usesOld: false, tests: { old: 0, new: 1 } },
        { path: "test/broken.valk", usesOld: true },
      ],
      totals: { old: 2, new: 1 },
    });
  });

  test("is no error without a module, and with several", async () => {
    expect(await statusOf({ "test/b.valk": newFile("d") })).toContain(
      "there is no framework module",
    );
    const several = await statusOf({ "a/test.valk": OLD_MODULE, "b/test.valk": OLD_MODULE });
    expect(several).toContain("Several modules: name the project's folder with --root.");
    expect(several).toContain("old API: 0 tests in 0 files");
  });

  test("takes the folder that is named", async () => {
    const folder = makeProject({ "one/src/modules/test.valk": OLD_MODULE, "a.valk": "" });
    const { stdout } = await framework(folder, "status --root one");
    expect(stdout).toContain("src/modules/test.valk: the old module");
  });
});

describe("framework diff", () => {
  test("compares with the module that it resembles", async () => {
    const folder = makeProject({ ...project, [MODULE]: `; mine\u001b\n${compat}` });
    const { stdout } = await framework(folder, "diff");
    expect(stdout).toMatch(/^--- src\/modules\/test.valk\n\+\+\+ compat module of valk-codemod /);
    expect(stdout).toContain("\n-; mine\\x1b\n");
  });

  test("or with the one that is named, in colours on a terminal", async () => {
    const folder = makeProject(migrated);
    commitAll(folder);
    const { stdout } = await framework(folder, "diff --final", { terminal: 80 });
    expect(stdout).toContain("\u001b[31m-(def {*test-registry* *test-async-registry*} {} {})");
    expect(stdout).toContain("\u001b[36m@@");
    expect(stdout).toContain("\u001b[32m+");
  });

  test("says where there is none", async () => {
    const folder = makeProject({ ...migrated, [MODULE]: final });
    const { stdout, stderr } = await framework(folder, "diff");
    expect(stdout).toBe("");
    expect(stderr).toBe("src/modules/test.valk is the final module as shipped.\n");
  });
});

test.each([
  [OLD_MODULE, "old"],
  [`${final}\n`, "final"],
  [`${compat}\n`, "compat"],
  ["(fun {test name body} {1}) (fun {test/run tests & more} {1})", "list"],
  ["(fun {test/run} {1})", "other"],
])("a module is known by what it defines (%#)", (text, kind) => {
  expect(identifyModule(text, { final, compat, layer: "", registry: "", lists: "" })).toEqual({
    kind,
    isShipped: false,
  });
});

test("old uses are calls, and names that only the old API has", () => {
  const text = `(test/suite "S")
(fun {case n} {test/define n {1}})
(case "a")
(test/define "b" {len *test-registry*})
(test/run)
`;
  const places = readOldUses(text).map(({ line, column }) => `${line}:${column}`);
  expect(places).toEqual(["1:1", "2:16", "3:1", "4:1", "4:23", "5:1"]);
  expect(readOldUses(newFile("a"))).toEqual([]);
});
