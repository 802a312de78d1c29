// The places inside an effect expression that a rewriting has to know. Found by `effects.ts`.

import type { Mode } from "../framework/framework-api.js";
import type { Form } from "../syntax/form.js";
import type { SyntaxNode } from "../syntax/tree.js";
import type { SequencePart } from "./sequence.js";

/** A place inside an effect expression at which its value is made or has to be completed. */
export type Site =
  | { readonly kind: "registration"; readonly form: Form; readonly mode: Mode }
  | { readonly kind: "flag" | "call"; readonly form: Form }
  /** A top-level `(do a b …)` whose parts are all effects: each is a stage by itself. */
  | { readonly kind: "group"; readonly node: SyntaxNode; readonly parts: readonly SyntaxNode[] }
  /** `(do a b …)`, or a function's body of several lists, whose parts are one value together. */
  | {
      readonly kind: "sequence";
      readonly node: SyntaxNode;
      readonly parts: readonly SequencePart[];
    }
  /** `(map f xs)`, whose elements are stages. */
  | { readonly kind: "loop"; readonly node: SyntaxNode }
  /** A branch without effect that evaluates to nothing of interest: `{}`, `{nil}`, `{true}`. */
  | { readonly kind: "empty"; readonly node: SyntaxNode }
  /** A branch without a registration that does something else. */
  | { readonly kind: "plain"; readonly node: SyntaxNode };
