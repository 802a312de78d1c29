// ast-grep as the benchmark's peer: the one on the path with a configuration of the user's, or the one of
// the registry with a grammar that reads most of Valk, compiled here.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {import("./host.mjs").Host} Host
 * @typedef {{ readonly command: string, readonly args: readonly string[] }} Command
 */

/** What its packages call the platforms that it runs on. */
const PLATFORMS = /** @type {Readonly<Record<string, string>>} */ ({
  linux: "-gnu",
  win32: "-msvc",
  darwin: "",
});

const VERSION = "0.51.1";
/** Emacs Lisp has the strings, comments and brackets of Valk; braces are characters of symbols to it. */
const GRAMMAR = "tree-sitter-elisp@1.7.2";

const CONFIGURATION = `ruleDirs: [rules]
customLanguages:
  valk:
    libraryPath: grammar.so
    languageSymbol: tree_sitter_elisp
    extensions: [valk]
    expandoChar: _
`;

const RULE = `id: rename
language: valk
rule: { pattern: "(test/define $$$ARGUMENTS)" }
fix: "(test/add $$$ARGUMENTS)"
`;

/**
 * The command that has ast-grep rename one call in a folder, without writing, or why there is none.
 * @param {string} folder where it may be installed
 * @param {Host} host
 * @param {string} [platform]
 * @returns {Command | { readonly missing: string }}
 */
export function prepareAstGrep(folder, { env, run }, platform = process.platform) {
  if (env.SGCONFIG !== undefined) {
    return { command: "ast-grep", args: ["scan", "--config", env.SGCONFIG, "."] };
  }
  const suffix = PLATFORMS[platform];
  if (suffix === undefined) {
    return { missing: `it has no package for ${platform}` };
  }
  const name = `@ast-grep/cli-${platform}-${process.arch}${suffix}`;
  mkdirSync(join(folder, "rules"), { recursive: true });
  writeFileSync(join(folder, "sgconfig.yml"), CONFIGURATION);
  writeFileSync(join(folder, "rules/rename.yml"), RULE);
  const packages = [`${name}@${VERSION}`, GRAMMAR];
  const npm = ["install", "--ignore-scripts", "--force", "--no-save", "--prefix", folder];
  const installed = attempt(() => run("npm", [...npm, ...packages], { cwd: folder }));
  if (installed.status !== 0) {
    return { missing: `npm cannot install ${packages.join(" and ")}` };
  }
  const source = join(folder, "node_modules/tree-sitter-elisp/src");
  const object = ["-O2", "-fPIC", "-shared", "-I", source, join(source, "parser.c")];
  const compiled = attempt(() => run("cc", [...object, "-o", join(folder, "grammar.so")]));
  if (compiled.status !== 0) {
    return { missing: "cc cannot compile its grammar" };
  }
  const config = ["--custom-languages", "allow", "--config", join(folder, "sgconfig.yml")];
  return {
    command: join(folder, "node_modules", name, "ast-grep"),
    args: ["scan", ...config, "."],
  };
}

/** A program that is not there has failed. @param {() => { readonly status: number }} act */
function attempt(act) {
  try {
    return act();
  } catch {
    return { status: 1 };
  }
}
