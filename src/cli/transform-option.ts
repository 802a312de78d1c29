// What `--transform`, `--to` and `--framework` ask for together: the transform, and what it has to do with
// framework modules. Called by the commands that run transforms of tests.

import { type AnyTransform, transforms } from "../../transforms/all-transforms.js";
import type { SuiteOptions } from "../../transforms/define-to-suite/suite-options.js";
import { convertTransform, STYLES } from "../plan/convert-transform.js";
import type { FrameworkChoice, FrameworkRequest } from "../plan/framework.js";
import { readFrameworkOption } from "./framework-option.js";
import type { LoadedTransform } from "./load-transform.js";
import type { OptionRow } from "./option-table.js";
import { UsageError } from "./usage-error.js";

export const DEFAULT_TRANSFORM = "define-to-suite";

export const TRANSFORM = {
  flags: "-t, --transform <NAME>",
  text: "one of valk-codemod transforms, or a file of your own",
  more: "[files of rules and modules](authoring.md)",
  default: DEFAULT_TRANSFORM,
  proposals: [...transforms.keys()],
  example: "--transform define-to-suite",
} as const satisfies OptionRow;

export const TO = {
  flags: "--to <STYLE>",
  text: "take files to this style from whichever they are in, lists and pipelines among them",
  choices: STYLES,
  more: "[from the list form](../MIGRATION.md#from-the-list-form)",
  example: "--to builder",
} as const satisfies OptionRow;

/** What is read of the command line; `target` is what the command line says, not the configuration. */
export interface TransformValues {
  readonly transform: string;
  readonly to?: (typeof STYLES)[number] | undefined;
  readonly target?: SuiteOptions["target"] | undefined;
  readonly framework?: string | undefined;
}

/** A transform, and what a run of it does with modules. */
export interface ChosenTransform extends LoadedTransform {
  /** What it takes tests to; undefined where each file goes to what its module speaks. */
  readonly target: SuiteOptions["target"] | undefined;
  /** Undefined where the transform has nothing to do with the test framework. */
  readonly framework: FrameworkChoice | undefined;
  readonly givenModule?: string | undefined;
  /** What the run makes of tests, and does with the builder layer of a runner of lists. */
  readonly layer?: Pick<FrameworkRequest, "layer" | "isListsOnly" | "makes"> | undefined;
}

/** Loads what was asked for; `configured` is the target of the configuration. Throws UsageError. */
export async function chooseTransform(
  values: TransformValues,
  configured: SuiteOptions["target"] | undefined,
  cwd: string,
): Promise<ChosenTransform> {
  const { to, transform } = values;
  if (to && (transform !== DEFAULT_TRANSFORM || values.target)) {
    throw new UsageError("--to says what files become", "leave out --transform and --target");
  }
  const { loadTransform } = await import("./load-transform.js");
  const loaded = to ? { transform: convertTransform(to) } : await loadTransform(transform, cwd);
  const target = to ?? configured;
  return { ...loaded, target, ...modulesOf(values, loaded.transform, target, cwd) };
}

/** Only some transforms have to do with the test framework. */
function modulesOf(
  { framework, to }: TransformValues,
  { concerns, makesPipelines }: AnyTransform,
  target: SuiteOptions["target"] | undefined,
  cwd: string,
): Pick<ChosenTransform, "framework" | "givenModule" | "layer"> {
  if (concerns === "code") {
    return { framework: undefined };
  }
  const isAdding = makesPipelines?.({ target: target ?? "builder" }) === true;
  const made = isAdding ? "builder" : "list";
  const between = { layer: isAdding ? "add" : "drop", isListsOnly: true, makes: made } as const;
  // Pipelines that are asked for by name need what answers them.
  const asked = target === "builder" ? "add" : undefined;
  const makes = target === undefined ? "auto" : made;
  const layer =
    concerns === "tests" ? between : ({ layer: to === "list" ? "drop" : asked, makes } as const);
  return { ...readFrameworkOption(framework, cwd), layer };
}
