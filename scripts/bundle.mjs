// Bundles the command line for its start-up: one file with what every command needs, others that are
// loaded by the command that needs them, and the packages they use within. CommonJS, which Node
// starts sooner than modules; names and lines stay, so that a stack trace can be read.

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
    plugins: [ownPlace(root)],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.write({
    dir: folder,
    format: "cjs",
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
      filter: { code: "import.meta.url" },
      handler(code, id) {
        const place = JSON.stringify(`../${relative(root, id).replaceAll("\\", "/")}`);
        return code.replaceAll("import.meta.url", `new URL(${place}, import.meta.url).href`);
      },
    },
  };
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
