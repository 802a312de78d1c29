// Bundles the command line for its start-up: one file with what every command needs, others that are
// loaded by the command that needs them, and the packages they use within. CommonJS, which Node
// starts sooner than modules; names and lines stay, so that a stack trace can be read.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { rolldown } from "rolldown";

/**
 * @typedef {import("rolldown").Plugin} Plugin
 * @typedef {{ readonly name: string, readonly version: string, readonly license: string, readonly text: string }} Notice
 */

/**
 * Writes `bin.cjs`, its parts and the notices of the packages in them.
 * @param {string} root the repository
 * @param {string} folder two levels below the package's own
 */
export async function bundleProgram(root, folder) {
  const bundle = await rolldown({
    cwd: root,
    input: join(root, "src/cli/bin.ts"),
    platform: "node",
    // How long a part of the build takes is nothing to be warned of.
    checks: { pluginTimings: false },
    plugins: [
      ownPlace(root),
      kindsAsData(root),
      lateProcesses(),
      lateBuiltins(),
      lateWidths(),
      plainExports(),
      plainCharacters(),
      buildId(),
    ],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.write({
    dir: folder,
    format: "cjs",
    exports: "named",
    entryFileNames: "[name].cjs",
    chunkFileNames: "[name]-[hash].cjs",
    comments: { legal: false, annotation: false, jsdoc: false },
  });
  await bundle.close();
  const modules = output.flatMap((part) => ("moduleIds" in part ? part.moduleIds : []));
  writeFileSync(join(folder, "THIRD-PARTY-NOTICES.txt"), formatNotices(noticesOf(modules)));
}

/**
 * A module finds files beside it by its address: in a bundle it is told where it stood in `dist`.
 * @param {string} root
 * @returns {Plugin}
 */
function ownPlace(root) {
  return {
    name: "own-place",
    transform: {
      // What the bundle itself is given stands in it.
      filter: { code: "import.meta.url", id: { exclude: /^\0/ } },
      handler(code, id) {
        const place = JSON.stringify(`../${relative(root, id).replaceAll("\\", "/")}`);
        return code.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`);
      },
    },
  };
}

/**
 * What parses the command line can start other programs, which nothing here asks for: what it would do
 * that with is loaded when it does, since no part of Node takes longer.
 * @returns {Plugin}
 */
function lateProcesses() {
  const early = "const childProcess = require('node:child_process');";
  const late =
    "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) };";
  return {
    name: "late-processes",
    transform: {
      filter: { id: /[\\/]commander[\\/]lib[\\/]command\.js$/ },
      handler(code) {
        if (!code.includes(early)) {
          throw new Error("commander loads child processes in another way now");
        }
        return code.replace(early, () => late);
      },
    },
  };
}

/**
 * Few runs start another program, make a hash or tell the engine something, and no parts of Node take longer to
 * load: they are loaded when something of them is called.
 * @returns {Plugin}
 */
function lateBuiltins() {
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const used = {
    "node:child_process": ["execFileSync", "spawn", "spawnSync"],
    "node:crypto": ["createHash", "hash", "randomBytes", "randomUUID"],
    "node:fs/promises": [
      ...["copyFile", "mkdir", "mkdtemp", "readdir", "readlink"],
      ...["realpath", "symlink", "writeFile"],
    ],
    "node:v8": ["cachedDataVersionTag", "setFlagsFromString"],
  };
  return {
    name: "late-builtins",
    resolveId: {
      filter: { id: /^node:(?:child_process|crypto|fs\/promises|v8)$/ },
      // Packages have ways of their own to ask for them.
      handler: (id, importer) =>
        importer === undefined || /[\\/]node_modules[\\/]/.test(importer) ? null : `\0late:${id}`,
    },
    load: {
      filter: { id: /^\0late:node:/ },
      handler(id) {
        const name = id.slice("\0late:".length);
        const calls = (used[name] ?? []).map(
          (call) =>
            `export const ${call} = (...args) => process.getBuiltinModule("${name}").${call}(...args);`,
        );
        return calls.join("\n");
      },
    },
  };
}

/**
 * What one file takes from another it reads with every use, and a plain property is read several times
 * faster than one that is computed. Where the bundler makes modules that fill in their exports later, they
 * stay as they are.
 * @returns {Plugin}
 */
function plainExports() {
  const computed =
    /Object\.defineProperty\(exports, "([\w$]+)", \{\s*enumerable: true,\s*get: function\(\) \{\s*return ([\w$]+);\s*\}\s*\}\);/g;
  return {
    name: "plain-exports",
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === "chunk" && !part.code.includes("__esmMin(")) {
          part.code = part.code.replace(computed, "exports.$1 = $2;");
        }
      }
    },
  };
}

/**
 * A file of plain characters is read and compiled several times faster than one in which a single other
 * one stands. Escapes mean the same wherever such characters stand, but for raw templates.
 * @returns {Plugin}
 */
function plainCharacters() {
  return {
    name: "plain-characters",
    generateBundle(_options, bundle) {
      for (const part of Object.values(bundle)) {
        if (part.type === "chunk") {
          part.code = escapeCharacters(part.code);
        }
      }
    },
  };
}

/**
 * Tells the program which build it is, by a hash of all its parts as they are written.
 * @returns {Plugin}
 */
function buildId() {
  const place = '"@build@"';
  return {
    name: "build-id",
    generateBundle(_options, bundle) {
      const parts = Object.values(bundle).filter((part) => part.type === "chunk");
      const sum = createHash("sha256");
      for (const { fileName, code } of parts.toSorted((a, b) =>
        a.fileName < b.fileName ? -1 : 1,
      )) {
        sum.update(`${fileName}\0${code}\0`);
      }
      const id = sum.digest("hex").slice(0, 16);
      for (const part of parts) {
        part.code = part.code.replace(place, `"${id}"`);
      }
    },
  };
}

/**
 * The code in ASCII. Throws an error where an escape would say something else: in a raw template, and
 * behind a backslash.
 * @param {string} code
 */
export function escapeCharacters(code) {
  const place = /\bString\.raw`[^`]*[^\0-\x7f]|(?<!\\)(?:\\\\)*\\[^\0-\x7f]/.exec(code);
  if (place !== null) {
    throw new Error(`cannot be written in ASCII: ${place[0]}`);
  }
  return code.replaceAll(
    /[^\0-\x7f]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * Few texts hold anything but plain characters, and the tables of all others take longer to load than
 * most commands run: they are a part of their own, which the first text that needs it loads.
 * @returns {Plugin}
 */
function lateWidths() {
  const stub = "\0late:string-width";
  const part = "string-width.cjs";
  return {
    name: "late-widths",
    resolveId: {
      filter: { id: /^string-width$/ },
      handler: (_id, importer) => (importer === undefined ? null : stub),
    },
    load: {
      filter: { id: /^\0late:string-width$/ },
      handler() {
        this.emitFile({ type: "chunk", id: "string-width", fileName: part });
        return `import { createRequire } from "node:module";
let measure;
export default (text, options) => {
  measure ??= createRequire(import.meta.url)("./${part}").default;
  return measure(text, options);
};`;
      },
    },
  };
}

/**
 * What there is to explain is data: the program is given it without the code that it stands beside.
 * @param {string} root
 * @returns {Plugin}
 */
function kindsAsData(root) {
  const file = join(root, "src/outcome/kind-list.ts");
  return {
    name: "kinds-as-data",
    load: {
      filter: { id: /kind-list\.ts$/ },
      async handler(id) {
        if (relative(id, file) !== "") return null;
        const { listedKinds } = await evaluate(file);
        const data = JSON.stringify(JSON.stringify([...listedKinds]));
        const code = `export const listedKinds = new Map(JSON.parse(${data}));`;
        return { code, moduleType: "js" };
      },
    },
  };
}

/** The exports of a module of the program, which need not have been compiled. @param {string} file */
async function evaluate(file) {
  const bundle = await rolldown({ input: file, platform: "node" });
  const { output } = await bundle.generate({ format: "esm", codeSplitting: false });
  await bundle.close();
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`);
}

/**
 * The licence of each package that the modules come from, by name.
 * @param {readonly string[]} modules their paths
 * @returns {readonly Notice[]}
 */
export function noticesOf(modules) {
  const folders = new Set(
    modules.filter((path) => /[\\/]node_modules[\\/]/.test(path)).map(packageOf),
  );
  return [...folders].map(readNotice).sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The folder of the package around a module. @param {string} path @returns {string} */
function packageOf(path) {
  const folder = dirname(path);
  const file = join(folder, "package.json");
  // Some packages mark folders of theirs with a nameless one.
  const isPackage = existsSync(file) && "version" in JSON.parse(readFileSync(file, "utf8"));
  return isPackage ? folder : packageOf(folder);
}

/** @param {string} folder @returns {Notice} */
function readNotice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) {
    throw new Error(`the package ${name} comes without the text of its licence`);
  }
  return { name, version, license, text: readFileSync(join(folder, file), "utf8") };
}

/** @param {readonly Notice[]} notices */
function formatNotices(notices) {
  const parts = notices.map(
    ({ name, version, license, text }) => `${name} ${version} (${license})\n\n${text.trim()}\n`,
  );
  return ["The program in this folder contains these packages.\n", ...parts].join(
    `\n${"-".repeat(80)}\n\n`,
  );
}
