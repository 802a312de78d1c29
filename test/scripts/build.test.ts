import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { main } from "../../scripts/build.mjs";
import { bundleProgram } from "../../scripts/bundle.mjs";
import { main as checkNoGlobals } from "../../scripts/check-no-globals.mjs";
import { host as hostOf } from "../../scripts/host.mjs";
import { makeFolder } from "../temporary-folder.js";
import { createTestHost } from "./test-host.js";

let root: string;
beforeEach(() => {
  root = makeFolder({
    "src/cli/bin.ts": "",
    "src/framework/test.valk": "(def {a} 1)",
    "src/framework/read.ts": "",
    "src/review-page/page.html": "<!doctype html>",
    "src/review-page/tsconfig.json": "{}",
    "transforms/all-transforms.ts": "",
    "package.json": '{ "type": "module" }',
    "tsconfig.json": "{}",
    "tsconfig.build.json": "{}",
  });
});

const COMPILED = {
  "commands.js": "export const commands = ['x'];",
  "manual.js": "export const writeManual = async ([x], v) => new Map([[x + '.1', v]]);",
  "version.js": "export const readVersion = () => '1.2.3';",
};

/** A host whose compiler makes its folders, and of the sources only what the build itself calls. */
const compiling = (status = 0) =>
  createTestHost({
    root,
    run() {
      mkdirSync(join(root, "dist/src/framework"), { recursive: true });
      mkdirSync(join(root, "dist/src/cli"));
      for (const [name, text] of Object.entries(COMPILED)) {
        writeFileSync(join(root, "dist/src/cli", name), text);
      }
      return { status };
    },
  });

/** How many builds it takes with `--if-needed`. */
async function buildsNeeded(): Promise<number> {
  const host = compiling();
  expect(await main(["--if-needed"], host)).toBe(0);
  return host.ran.length;
}

/** Changes the file, an hour later. */
function change(path: string): void {
  const later = Date.now() / 1000 + 3600;
  utimesSync(join(root, path), later, later);
}

test("a build compiles, copies what is no TypeScript, and bundles an executable", async () => {
  writeFileSync(join(root, "stale"), "");
  mkdirSync(join(root, "dist/src"), { recursive: true });
  writeFileSync(join(root, "dist/src/stale.js"), "");
  const host = compiling();
  expect(await main([], host)).toBe(0);
  expect(host.ran[0]?.words.slice(1)).toEqual([
    expect.stringMatching(/typescript.bin.tsc$/),
    "-p",
    "tsconfig.build.json",
  ]);
  const isThere = (path: string): boolean => existsSync(join(root, "dist", path));
  expect(isThere("src/framework/test.valk")).toBe(true);
  expect(isThere("src/framework/read.ts")).toBe(false);
  expect(isThere("src/review-page/page.html")).toBe(true);
  expect(isThere("src/review-page/tsconfig.json")).toBe(false);
  expect(isThere("src/stale.js")).toBe(false);
  expect(readFileSync(join(root, "dist/man/x.1"), "utf8")).toBe("1.2.3");
  expect(statSync(join(root, "dist/cli/bin.cjs")).mode & 0o111).toBe(0o111);
});

test("a build is only needed once, until a source changes or goes", async () => {
  expect(await buildsNeeded()).toBe(1);
  expect(await buildsNeeded()).toBe(0);
  change("src/framework/read.ts");
  expect(await buildsNeeded()).toBe(1);
  change("dist/.complete");
  expect(await buildsNeeded()).toBe(0);
  rmSync(join(root, "src/framework/read.ts"));
  utimesSync(join(root, "src/framework"), Date.now() / 1000 + 7200, Date.now() / 1000 + 7200);
  expect(await buildsNeeded()).toBe(1);
});

test("a build that fails is not complete", async () => {
  expect(await main([], compiling(2))).toBe(2);
  expect(existsSync(join(root, "dist/.complete"))).toBe(false);
  expect(await buildsNeeded()).toBe(1);
});

test("globals are looked for in the package's modules or the folders named, once it is built", () => {
  const lint = (argv: readonly string[], statuses: readonly number[]): [number, string[]] => {
    const left = [...statuses];
    const host = createTestHost({ run: () => ({ status: left.shift() ?? 0 }) });
    const status = checkNoGlobals(argv, host);
    return [status, host.ran.map(({ words }) => words.slice(1).join(" "))];
  };
  const build = "scripts/build.mjs --if-needed";
  const bin = "dist/cli/bin.cjs lint";
  expect(lint([], [0, 0])).toEqual([0, [build, `${bin} src/framework`]]);
  expect(lint(["a", "b"], [0, 1])).toEqual([1, [build, `${bin} a b`]]);
  expect(lint([], [2])).toEqual([2, [build]]);
});

test("a bundle has a part for each import on demand, addresses that hold, and the licences", async () => {
  const licensed = (name: string) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: "1.2.3",
      license: "MIT",
      main: "lib/index.js",
    }),
    [`node_modules/${name}/lib/package.json`]: '{ "type": "module" }',
    [`node_modules/${name}/lib/index.js`]: `export const name = new Map([[0, "${name}"]]);`,
    [`node_modules/${name}/license`]: `Copyright of ${name}`,
  });
  const folder = makeFolder({
    "package.json": '{ "type": "module" }',
    "src/cli/bin.ts": 'import("./asked.js").then(({ say }) => say());',
    "src/cli/asked.ts": `import { readFileSync } from "node:fs";
import { name } from "b";
import { name as other } from "a";
const text: string = readFileSync(new URL("../text/words.txt", import.meta.url), "utf8");
export const say = () => console.log(name.get(0), other.get(0), text);`,
    "dist/src/text/words.txt": "words",
    ...licensed("a"),
    ...licensed("b"),
  });
  await bundleProgram(folder, join(folder, "dist/cli"));
  const { stdout } = hostOf.run(process.execPath, [join(folder, "dist/cli/bin.cjs")]);
  expect(stdout).toBe("b a words\n");
  expect(readdirSync(join(folder, "dist/cli"))).toHaveLength(3);
  const notices = readFileSync(join(folder, "dist/cli/THIRD-PARTY-NOTICES.txt"), "utf8");
  expect(notices.split(/\n-+\n\n/).slice(1)).toEqual([
    "a 1.2.3 (MIT)\n\nCopyright of a\n",
    "b 1.2.3 (MIT)\n\nCopyright of b\n",
  ]);
  rmSync(join(folder, "node_modules/a/license"));
  await expect(bundleProgram(folder, join(folder, "dist/cli"))).rejects.toThrow(
    "the package a comes without the text of its licence",
  );
});

describe("what few runs need", () => {
  const packageOf = (name: string, main: string, text: string) => ({
    [`node_modules/${name}/package.json`]: JSON.stringify({
      name,
      version: "1.2.3",
      license: "MIT",
      type: "module",
      main,
    }),
    [`node_modules/${name}/${main}`]: text,
    [`node_modules/${name}/license`]: "free",
  });
  const said = async (files: Readonly<Record<string, string>>): Promise<string> => {
    const folder = makeFolder({ "package.json": '{ "type": "module" }', ...files });
    await bundleProgram(folder, join(folder, "dist/cli"));
    return hostOf.run(process.execPath, [join(folder, "dist/cli/bin.cjs")]).stdout;
  };

  test("the widths of characters are loaded when a text asks for one", async () => {
    const bin = `import width from "string-width";
const before = String(globalThis.widths);
console.log(before, width("ab"), width("abc"), globalThis.widths);`;
    const widths = `globalThis.widths = (globalThis.widths ?? 0) + 1;
export default (text) => text.length * 2;`;
    const files = { "src/cli/bin.ts": bin, ...packageOf("string-width", "index.js", widths) };
    expect(await said(files)).toBe("undefined 4 6 1\n");
  });

  test("kinds of findings are data, without the code beside them", async () => {
    const files = {
      "src/cli/bin.ts": `import { listedKinds } from "../outcome/kind-list.js";
import { other } from "../other/kind-list.js";
console.log(JSON.stringify([...listedKinds]), globalThis.isMade, other());`,
      "src/other/kind-list.ts": 'export const other = () => "code";',
      "src/outcome/kind-list.ts": `import { check } from "./check.js";
export const listedKinds = new Map([["a", { code: "a", shown: "info", check }]]);`,
      "src/outcome/check.ts": "globalThis.isMade = true;\nexport const check = () => [];",
    };
    expect(await said(files)).toBe('[["a",{"code":"a","shown":"info"}]] undefined code\n');
  });

  test("a build has a name that is another with every other text of a part", async () => {
    const nameOf = async (text: string): Promise<unknown> => {
      const folder = makeFolder({
        "src/cli/bin.ts": `export const name = "@build@"; export const late = import("./late.js");`,
        "src/cli/late.ts": `export const text = "${text}";`,
      });
      await bundleProgram(folder, join(folder, "dist/cli"));
      return import(join(folder, "dist/cli/bin.cjs")).then(({ name }) => name);
    };
    const name = await nameOf("one");
    expect(name).toMatch(/^[0-9a-f]{16}$/);
    expect([await nameOf("one"), await nameOf("two")]).toEqual([
      name,
      expect.not.stringMatching(`${name}`),
    ]);
  });

  test("child processes are not loaded for the sake of the command line", async () => {
    const commander = (text: string) => ({
      "src/cli/bin.ts": 'import { run } from "commander";\nrun();',
      ...packageOf("commander", "lib/command.js", text),
      "node_modules/commander/lib/package.json": '{ "type": "commonjs" }',
    });
    const running = `const childProcess = require('node:child_process');
exports.run = () => {
  const before = process.moduleLoadList.includes("NativeModule child_process");
  console.log(before, typeof childProcess.spawn(process.execPath, ["-e", "0"]).pid);
};`;
    expect(await said(commander(running))).toBe("false number\n");
    const other = running.replace("const childProcess", "var childProcess");
    await expect(said(commander(other))).rejects.toThrow("child processes in another way");
  });
});

test("a bundle with something to warn of is none", async () => {
  const folder = makeFolder({ "package.json": "{}", "src/cli/bin.ts": 'import "./missing.js";' });
  await expect(bundleProgram(folder, join(folder, "dist/cli"))).rejects.toThrow("missing");
});
