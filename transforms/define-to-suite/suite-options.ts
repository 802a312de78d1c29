// What may be chosen for the migration of suites, and what a run knows that a single file does not.

import type { JscodeshiftOptions } from "../../src/kit/jscodeshift.js";
import type { IsSelected } from "../../src/kit/transform.js";
import type { Outlook } from "../../src/program/outlook.js";

/** The APIs that registrations can become. */
export const TARGETS: readonly SuiteOptions["target"][] = ["builder", "list"];

/** What the migration of registrations is told. */
export interface SuiteOptions {
  /** The API that registrations become: the builder pipeline, or upstream's inline list. */
  readonly target: "builder" | "list";
  /** One level of indentation inside the suite; without it, what suits the file. */
  readonly indent?: string | undefined;
  /** Whether a file may stay old, on the module for both APIs, while what it calls changes. */
  readonly mayStayOld?: IsSelected;
  /** What the framework modules will be; missing where nobody decides on them. */
  readonly outlook?: Outlook;
}

/** The options for looking at what a run has just written: modules are then what the run made of them. */
export function afterwards(options: SuiteOptions): SuiteOptions {
  const { outlook } = options;
  return outlook === undefined ? options : { ...options, outlook: outlook.afterwards };
}

/** `--target=list` of jscodeshift's command line. Throws an error for a target that there is not. */
export function readSuiteOptions({ target = "builder" }: JscodeshiftOptions): SuiteOptions {
  if (target === "builder" || target === "list") {
    return { target };
  }
  throw new Error(`unknown target ${JSON.stringify(target)}: use builder or list`);
}
