// Reads `valk-codemod.config.json`, what a repository says to every command. Data only. What does
// not fit is an error with file, line, column and a way out. Loaded only where there is such a file.

import { readFileSync } from "node:fs";
import * as v from "valibot";
import { messageOf } from "../outcome/problems.js";
import { closestTo } from "../text/closest.js";
import { type JsonNode, JsonSyntaxError, nodeAt, parseJson, placeIn } from "../text/json-text.js";
import { CONFIG_KEYS, type Config, configSchema } from "./config-schema.js";
import { shownPath } from "./shown-path.js";
import { UsageError } from "./usage-error.js";

const HINT = "docs/weeks.md describes every key; --no-config runs without the file";

/** A configuration that was found and read. */
export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  readonly config: Config;
  /** An error about the value of a key, at its place in the file. */
  readonly errorAt: (key: keyof Config, message: string, hint: string) => UsageError;
}

/** The configuration in a file; `path` is absolute. Throws UsageError. */
export function readConfig(path: string, cwd: string): ConfigFile {
  return parseConfig(readText(path), path, shownPath(path, cwd));
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new UsageError(
      `cannot read the configuration: ${messageOf(error)}`,
      "name a file with --config, or run with --no-config",
    );
  }
}

/** Reads the text of a configuration. `shown` is what errors call the file. */
export function parseConfig(text: string, path: string, shown: string): ConfigFile {
  const at = (offset: number, message: string, hint: string): UsageError =>
    new UsageError(`${shown}:${placeIn(text, offset)}: ${message}`, hint);
  let root: JsonNode;
  try {
    root = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    throw at(error.offset, `this is no JSON: ${error.message}`, HINT);
  }
  const result = v.safeParse(configSchema, root.value);
  if (!result.success) {
    const [issue] = result.issues;
    const steps = (issue.path ?? []).map(({ key }) => key as string | number);
    throw at(nodeAt(root, steps).start, describeIssue(issue, steps), HINT);
  }
  return {
    path,
    config: result.output,
    errorAt: (key, message, hint) => at(nodeAt(root, [key]).start, `${key}: ${message}`, hint),
  };
}

function describeIssue(issue: v.BaseIssue<unknown>, steps: readonly (string | number)[]): string {
  const place = steps.length === 0 ? "the configuration" : steps.join(".");
  if (issue.type !== "strict_object" || issue.expected === "Object") {
    return `${place}: ${issue.message}`;
  }
  return issue.expected === "never"
    ? `there is no key ${place}${suggestKey(steps)}`
    : `${place} is missing: ${issue.message}`;
}

function suggestKey(steps: readonly (string | number)[]): string {
  const keys = CONFIG_KEYS[steps.slice(0, -1).join(".")] ?? ["name", "path", "reason"];
  const close = closestTo(String(steps.at(-1)), keys);
  return close.length > 0
    ? `; did you mean ${close.join(", ")}?`
    : `; there are ${keys.join(", ")}`;
}
