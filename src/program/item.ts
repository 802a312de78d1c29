// What a top-level form is to the test frameworks: the vocabulary of everything that reads
// scripts. Items are made in `script.ts`.

import type { FlagName, Mode } from "../framework/framework-api.js";
import type { Form } from "../syntax/form.js";
import type { SyntaxNode } from "../syntax/tree.js";
import type { Site } from "./site.js";

/** A top-level form. `node` is the whole form. */
export type Item =
  | SuiteItem
  | RegistrationItem
  | FlagItem
  | RunItem
  | LoadItem
  | MalformedItem
  | StageItem
  | PipelineItem
  | OtherItem;

/** `(test/suite name)` */
export interface SuiteItem {
  readonly kind: "suite";
  readonly node: SyntaxNode;
  readonly form: Form;
  readonly name: SyntaxNode;
}

/** `(test/define name body)` or `(test/async name body)` */
export interface RegistrationItem {
  readonly kind: "registration";
  readonly node: SyntaxNode;
  readonly form: Form;
  readonly mode: Mode;
  readonly name: SyntaxNode;
  readonly body: SyntaxNode;
}

/** `(test/skip reason)`, `(test/debug n)`, `(test/expect-exit n)` */
export interface FlagItem {
  readonly kind: "flag";
  readonly node: SyntaxNode;
  readonly form: Form;
  readonly flag: FlagName;
  readonly argument: SyntaxNode;
}

/** `(test/run)`, `(test/run {})`, `(test/run-async aio)`, in the old style. */
export interface RunItem {
  readonly kind: "run";
  readonly node: SyntaxNode;
  readonly form: Form;
  readonly mode: Mode;
}

/** `(load "path")`; `path` is undefined where it is not a literal. */
export interface LoadItem {
  readonly kind: "load";
  readonly node: SyntaxNode;
  readonly path: string | undefined;
  /** What the loaded file registers for its loader; missing where that is nothing. */
  readonly part?: PartReference;
}

/** A file of tests that others load: its name as a stage, and what it brings. */
export interface PartReference {
  readonly path: string;
  /** The function of the suite that the file becomes. */
  readonly name: string;
  /** How the tests run that it registers, those of its own parts included. */
  readonly modes: ReadonlySet<Mode>;
}

/** A call of the old framework with a number of arguments that it does not take. */
export interface MalformedItem {
  readonly kind: "malformed";
  readonly node: SyntaxNode;
  readonly form: Form;
}

/** A form of the new API: `(-> (test/suite …) …)`, or a run that is given its tests. */
export interface PipelineItem {
  readonly kind: "pipeline";
  readonly node: SyntaxNode;
}

/** A form that registers tests in another way: a call of a helper, a condition, a loop. */
export interface StageItem {
  readonly kind: "stage";
  readonly node: SyntaxNode;
  /** Where its value is made, in no particular order. */
  readonly sites: readonly Site[];
  /** How the tests run that it registers; empty where it only sets flags. */
  readonly modes: ReadonlySet<Mode>;
}

/** Any other form. */
export interface OtherItem {
  readonly kind: "other";
  readonly node: SyntaxNode;
}
