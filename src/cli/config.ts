// Reads `valk-codemod.config.json`, what a repository says to every command. Data only. What does
// not fit is an error with file, line, column and a way out. Loaded only where there is such a file.

import { readFileSync } from "node:fs";
import { messageOf } from "../outcome/problems.js";
import { CONFIG_KEYS, type Config, configSchema } from "./config-schema.js";
import { parseJsonFile } from "./json-file.js";
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
  const file = parseJsonFile(text, {
    schema: configSchema,
    shown,
    what: "the configuration",
    hint: HINT,
    keysAt: (place) => CONFIG_KEYS[place] ?? ["name", "path", "reason"],
  });
  return {
    path,
    config: file.value,
    errorAt: (key, message, hint) => file.errorAt([key], `${key}: ${message}`, hint),
  };
}
