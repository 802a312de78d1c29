// Rejects what no other check sees: silenced checkers, skipped tests, recorded download addresses.
// A rule is one row of the table below. It reads every file that git tracks or would add.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runAsScript } from "./host.mjs";

const code = /\.[cm]?[jt]s$/;
// `any` as a type, not as a word: something that ends a type follows.
const anyType = String.raw`any\b(?=\s*(?:[,;)=\]}>|&{[]|$))`;

/** @type {{ name: string, files: RegExp, pattern: RegExp }[]} */
const rules = [
  { name: "cast to any", files: code, pattern: new RegExp(String.raw`\bas\s+${anyType}`) },
  { name: "typed as any", files: code, pattern: new RegExp(String.raw`[:<{|,]\s*${anyType}`) },
  { name: "silenced type check", files: code, pattern: /@ts-(?:ignore|expect-error|nocheck)/ },
  { name: "silenced lint rule", files: code, pattern: /biome-(?:ignore)/ },
  {
    name: "hidden from coverage",
    files: code,
    pattern: /\b(?:v8|c8|istanbul|node:coverage) (?:ignore|disable)/,
  },
  {
    name: "skipped or focused test (a condition belongs into skipIf or runIf)",
    files: /^test\/.*\.ts$/,
    pattern: /\b(?:describe|it|test|suite)(?:\.\w+)*\.(?:only|skip)(?:\.\w+)*\s*\(/,
  },
  {
    name: "recorded download address",
    files: /^package-lock\.json$/,
    pattern: /"resolved": "http/,
  },
  { name: "registry host", files: /(?:)/, pattern: /\bregistry\.[a-z0-9-]+\.[a-z]/i },
];

/**
 * The problems in one file, in line order, as `path:line: rule`.
 * @param {string} path relative to the repository, with forward slashes
 * @param {string} text
 */
export function findProblems(path, text) {
  const applicable = rules.filter((rule) => rule.files.test(path));
  return text
    .split("\n")
    .flatMap((line, index) =>
      applicable
        .filter((rule) => rule.pattern.test(line))
        .map((rule) => `${path}:${index + 1}: ${rule.name}`),
    );
}

/**
 * @param {readonly string[]} _argv
 * @param {import("./host.mjs").Host} host
 */
export function main(_argv, { root, run, complain }) {
  const args = ["ls-files", "-z", "--cached", "--others", "--exclude-standard"];
  const listed = run("git", args, { cwd: root });
  if (listed.status !== 0) {
    complain(listed.stderr);
    return listed.status;
  }
  const paths = [...new Set(listed.stdout.split("\0"))].filter(
    (path) => path !== "" && existsSync(join(root, path)),
  );
  const problems = paths.flatMap((path) =>
    findProblems(path, readFileSync(join(root, path), "utf8")),
  );
  for (const problem of problems) complain(problem);
  return problems.length > 0 ? 1 : 0;
}

await runAsScript(import.meta.url, main);
