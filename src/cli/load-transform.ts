// What `--transform` names: a transform of the tool, a file of rules, or a module of the user's own. Modules
// are code: they are loaded only when the command line names them, never for a configuration.

import { existsSync } from "node:fs";
import { register } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { type AnyTransform, transforms } from "../../transforms/all-transforms.js";
import { ownTransformOf } from "../kit/own-transform.js";
import { messageOf } from "../outcome/problems.js";
import { closestTo } from "../text/closest.js";
import { UsageError } from "./usage-error.js";

export interface LoadedTransform {
  readonly transform: AnyTransform;
  /** Files that hold none of these are not read any further. */
  readonly marks?: readonly string[];
}

const MODULE = /\.[cm]?[jt]s$/;

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
  const [close] = closestTo(name, [...transforms.keys()]);
  const names = [...transforms.keys()].join(", ");
  throw new UsageError(
    `there is no transform ${name}`,
    `${close === undefined ? `there are: ${names}` : `did you mean ${close}?`}; a file ends in .js, .ts or .json`,
  );
}

async function loadModule(shown: string, path: string): Promise<AnyTransform> {
  if (!existsSync(path)) {
    throw new UsageError(`there is no file ${shown}`, "name a file relative to this folder");
  }
  if (/\.[cm]?ts$/.test(path) && !readsTypeScript()) {
    throw new UsageError(
      `Node ${process.version} does not read TypeScript: ${shown} cannot be loaded`,
      "use Node 22.18 or newer, or compile the file to .js first",
    );
  }
  answerForOurselves();
  let loaded: { readonly default?: unknown };
  try {
    loaded = await import(pathToFileURL(path).href);
  } catch (error) {
    throw new UsageError(
      `${shown} cannot be loaded: ${messageOf(error)}`,
      "see docs/authoring.md: a transform is a module with one default export",
    );
  }
  const transform = ownTransformOf(loaded.default);
  if (transform === undefined) {
    throw new UsageError(
      `${shown} has no default export that is a transform`,
      "write export default defineTransform({ … }): see docs/authoring.md",
    );
  }
  return transform as AnyTransform;
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
