// What `--transform` names: a transform of the tool, a file of rules, or a module of the user's own. Modules
// are code: they are loaded only when the command line names them, never for a configuration.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { register } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type AnyTransform, transforms } from "../../transforms/all-transforms.js";
import { ownTransformOf } from "../kit/own-transform.js";
import type { Origin, Transform } from "../kit/transform.js";
import { allKinds } from "../outcome/kinds.js";
import { messageInModule } from "../outcome/problems.js";
import type { PatternError } from "../pattern/pattern-error.js";
import { closestTo } from "../text/closest.js";
import { UsageError } from "./usage-error.js";

export interface LoadedTransform {
  readonly transform: AnyTransform;
  /** Files that hold none of these are not read any further. */
  readonly marks?: readonly string[];
}

const MODULE = /\.[cm]?[jt]s$/;
const ENDINGS = [".mjs", ".js", ".mts", ".ts", ".json"];

/** The transform of that name or in that file, which is relative to `cwd`. Throws UsageError. */
export async function loadTransform(name: string, cwd: string): Promise<LoadedTransform> {
  const known = transforms.get(name);
  if (known !== undefined) {
    return { transform: known };
  }
  if (name.endsWith(".json")) {
    const { ruleFileTransform } = await import("./rule-file.js");
    return ruleFileTransform(name, cwd);
  }
  if (MODULE.test(name)) {
    return { transform: await loadModule(name, resolve(cwd, name)) };
  }
  const file = ENDINGS.map((ending) => name + ending).find((path) =>
    existsSync(resolve(cwd, path)),
  );
  if (file !== undefined) {
    throw new UsageError(`there is no transform ${name}`, `did you mean the file ${file}?`);
  }
  const [close] = closestTo(name, [...transforms.keys()]);
  const names = [...transforms.keys()].join(", ");
  throw new UsageError(
    `there is no transform ${name}`,
    `${close === undefined ? `there are: ${names}` : `did you mean ${close}?`}; a file ends in .mjs, .js, .ts or .json`,
  );
}

async function loadModule(shown: string, path: string): Promise<AnyTransform> {
  if (!existsSync(path)) {
    throw new UsageError(`there is no file ${shown}`, "name a file relative to this folder");
  }
  if (/\.[cm]?ts$/.test(path) && !readsTypeScript()) {
    throw new UsageError(
      `Node ${process.version} does not read TypeScript: ${shown} cannot be loaded`,
      "use Node 22.18 or newer, or compile it first: an .mts file becomes a module whatever the package says",
    );
  }
  answerForOurselves();
  const origin: Origin = { shown, url: pathToFileURL(path).href };
  let loaded: unknown;
  try {
    loaded = (await import(origin.url)).default;
  } catch (error) {
    throw loadError(error, origin);
  }
  // What a compiler makes of a module for CommonJS has its default export one level further down.
  const transform = ownTransformOf(loaded) ?? ownTransformOf(defaultOf(loaded));
  if (transform === undefined) {
    throw new UsageError(
      `${shown} has no default export that is a transform`,
      "write export default defineTransform({ … }): see docs/authoring.md",
    );
  }
  return withOrigin(transform, origin) as AnyTransform;
}

function defaultOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "default" in value
    ? value.default
    : undefined;
}

function loadError(thrown: unknown, origin: Origin): UsageError {
  const error = thrown instanceof SyntaxError ? withPlace(thrown, origin) : thrown;
  const message = `${origin.shown} cannot be loaded: ${messageInModule(error, origin)}`;
  if (isPatternError(error)) {
    const { line, column } = error.position;
    return new UsageError(`${message}, in ${error.source} at ${line}:${column}`, error.hint);
  }
  if (/outside a module|Unexpected token 'export'/.test(message)) {
    return new UsageError(
      message,
      'Node takes the file for CommonJS: call it .mjs or .mts, or set "type": "module" in package.json',
    );
  }
  return new UsageError(message, "mend the module; docs/authoring.md shows some that work");
}

/** The error with what Node prints of the place, which it tells only when it is asked to check the file. */
function withPlace(error: SyntaxError, { url }: Origin): Error {
  const { stderr } = spawnSync(process.execPath, ["--check", fileURLToPath(url)], {
    encoding: "utf8",
  });
  return Object.assign(new Error(error.message), { stack: stderr });
}

/** A module may import another copy of this package, with a class of its own. */
function isPatternError(error: unknown): error is PatternError {
  return error instanceof Error && error.name === "PatternError" && "position" in error;
}

/** The transform with its origin; it may only report what it declares, so that comments can accept it. */
function withOrigin(transform: Transform, origin: Origin): Transform {
  const declared = new Set(transform.findings.map(({ code }) => code));
  const checked =
    (judge: Transform["judge"]): Transform["judge"] =>
    (source, context) => {
      const judgement = judge(source, context);
      const stranger = judgement.findings.find(
        ({ code }) => !declared.has(code) && !allKinds.has(code),
      );
      if (stranger !== undefined) {
        throw new TypeError(
          `it reports ${stranger.code}, which is none of its findings: add the kind to findings: […]`,
        );
      }
      return judgement;
    };
  const { judge, judgeAgain } = transform;
  return { ...transform, origin, judge: checked(judge), judgeAgain: checked(judgeAgain) };
}

function readsTypeScript(): boolean {
  return "typescript" in process.features && Boolean(process.features.typescript);
}

let isAnswering = false;

/** A module that imports `valk-codemod` gets this one where its own project has none installed. */
function answerForOurselves(): void {
  if (isAnswering) {
    return;
  }
  isAnswering = true;
  const hook = `export async function resolve(specifier, context, next) {
    try {
      return await next(specifier, context);
    } catch (error) {
      if (specifier !== "valk-codemod" && !specifier.startsWith("valk-codemod/")) throw error;
      return next(specifier, { ...context, parentURL: ${JSON.stringify(import.meta.url)} });
    }
  }`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
}
