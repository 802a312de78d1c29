// A transform as jscodeshift wants it: `(fileInfo, api, options) => string | undefined`.
// It goes through the same proof as our own runner, so that both give the same bytes.

import { readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { detectDialect } from "../program/detect-dialect.js";
import { migrateFile } from "./migrate-file.js";
import type { Project, Transform } from "./transform.js";

/** What jscodeshift hands over for each file; `path` as it was given on the command line. */
export interface JscodeshiftFile {
  readonly path: string;
  readonly source: string;
}

/** The part of jscodeshift's API that is used. */
export interface JscodeshiftApi {
  /** Where findings go, as jscodeshift prints them. */
  readonly report?: (message: string) => void;
}

/** What was given as `--name=value`. `--root=DIR` is where loads are looked up; default: the working directory. */
export interface JscodeshiftOptions {
  readonly root?: string;
  readonly [name: string]: unknown;
}

/** What jscodeshift calls for each file: the new text, or nothing to leave it. */
type RunOnFile = (
  file: JscodeshiftFile,
  api: JscodeshiftApi,
  options: JscodeshiftOptions,
) => string | undefined;

/** What jscodeshift calls, with the transform itself for this tool's own runner: one file serves both. */
export type JscodeshiftTransform = RunOnFile & { readonly transform: Transform };

/**
 * The transform as a jscodeshift module's default export. Undefined, "skipped", for files
 * that stay as they are, with their findings reported; throws for a change that fails its
 * proof and for options that make no sense to `readOptions`.
 */
export function toJscodeshift<Options>(
  transform: Transform<Options>,
  readOptions: (given: JscodeshiftOptions) => Options = () => undefined as Options,
): JscodeshiftTransform {
  const run: RunOnFile = ({ path, source }, api, options) => {
    const root = resolve(options.root ?? ".");
    const result = migrateFile(transform, source, {
      path: relative(root, resolve(path)).replaceAll(sep, "/"),
      project: projectOnDisk(root),
      options: readOptions(options),
    });
    for (const { severity, code, message, hint } of result.findings) {
      api.report?.(`${severity} ${code}: ${message} (${hint})`);
    }
    if (result.status === "failed") {
      const reasons = result.failures.map(({ code, message }) => `${code}: ${message}`);
      throw new Error(`${path}: the change failed its proof: ${reasons.join("; ")}`);
    }
    return result.status === "changed" ? result.newText : undefined;
  };
  return Object.assign(run, { transform: transform as Transform });
}

function projectOnDisk(root: string): Project {
  const read = (path: string): string | undefined => {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
        readFileSync(resolve(root, path)),
      );
    } catch {
      return undefined;
    }
  };
  return { read, dialect: detectDialect({ read }).dialect };
}
