// What a repository says to the linter: `valk-codemod.config.json` at its root. Data only; what
// does not fit is an error with the place of it, since a typing error would switch a check off.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as v from "valibot";
import type { LintOptions } from "../lint/lint.js";
import { UsageError } from "./usage-error.js";

const CONFIG_FILE = "valk-codemod.config.json";

const position = v.pipe(v.number(), v.integer(), v.minValue(0));
const text = v.pipe(v.string(), v.nonEmpty("it must not be empty"));

const config = v.strictObject({
  lint: v.optional(
    v.strictObject({
      entryPoints: v.optional(v.record(text, v.array(position)), {}),
      exceptions: v.optional(
        v.array(v.strictObject({ name: text, path: v.optional(text), reason: text })),
        [],
      ),
    }),
    {},
  ),
});

/** The linter's part of the configuration; nothing where there is no file. */
export function readLintConfig(
  root: string,
): Required<Pick<LintOptions, "entryPoints" | "exceptions">> {
  const path = join(root, CONFIG_FILE);
  if (!existsSync(path)) {
    return { entryPoints: {}, exceptions: [] };
  }
  const result = v.safeParse(config, parseJson(readFileSync(path, "utf8")));
  if (!result.success) {
    const [issue] = result.issues;
    const place = v.getDotPath(issue) ?? "the file";
    throw new UsageError(
      `${CONFIG_FILE}: ${place}: ${issue.message}`,
      "docs/threading.md shows one",
    );
  }
  const { entryPoints, exceptions } = result.output.lint;
  return {
    entryPoints,
    exceptions: exceptions.map(({ name, path: file, reason }) =>
      file === undefined ? { name, reason } : { name, path: file, reason },
    ),
  };
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch (error) {
    throw new UsageError(`${CONFIG_FILE} is no JSON: ${error}`, "docs/threading.md shows one");
  }
}
