// The public API: what may be imported from "valk-codemod". Everything else is internal.

export {
  type Edited,
  editing,
  rewriting,
} from "../transforms/pattern-rewrite/editing.js";
export { fromJscodeshift, type ValkApi } from "../transforms/pattern-rewrite/from-jscodeshift.js";
export { applyEdits, type Edit, EditError } from "./edit/edit.js";
export {
  insertAfter,
  insertBefore,
  removeNode,
  removeOnly,
  replaceNode,
} from "./edit/node-edits.js";
export { type PrintOptions, printNode } from "./edit/print.js";
export { editsOf, newTextOf, type Rewrite, rewriteOfEdits } from "./edit/rewrite.js";
export {
  type FileFinding,
  type Finding,
  type FindingKind,
  finding,
  type LocatedFinding,
  type Severity,
} from "./finding/finding.js";
export { Collection, type NewText, type Path, Root } from "./kit/collection.js";
export {
  type JscodeshiftApi,
  type JscodeshiftFile,
  type JscodeshiftOptions,
  type JscodeshiftTransform,
  toJscodeshift,
} from "./kit/jscodeshift.js";
export { type FileResult, migrateFile } from "./kit/migrate-file.js";
export {
  defineTransform,
  type Judgement,
  type Project,
  type Transform,
  type TransformContext,
  type TransformDefinition,
  type Verdict,
} from "./kit/transform.js";
export { type LintOptions, type LintResult, lint } from "./lint/lint.js";
export type { PlannedFile, Problem } from "./outcome/planned-file.js";
export { findMatches, type Query } from "./pattern/find-matches.js";
export { type Guard, type HoleText, textOf, type UnusedName } from "./pattern/guard.js";
export {
  type Bindings,
  type Match,
  type MatchOptions,
  matchAt,
  type Part,
  type Run,
} from "./pattern/match.js";
export { type Hole, type Pattern, readPattern } from "./pattern/pattern.js";
export { PatternError } from "./pattern/pattern-error.js";
export {
  type PatternRewrite,
  type RewriteText,
  type Rewritten,
  readRewrite,
  rewriteText,
} from "./pattern/pattern-rewrite.js";
export { isInTailPosition } from "./pattern/tail-position.js";
export type { FrameworkChoice, FrameworkDecision } from "./plan/framework.js";
export type { FrameworkTexts } from "./plan/framework-state.js";
export { plan, planFiles } from "./plan/plan.js";
export type { Plan, PlanEnd, PlanFile, PlanInput } from "./plan/plan-input.js";
export type { Totals } from "./plan/totals.js";
export { type Bringing, bringingOfFile } from "./program/load-graph.js";
export { type NameRole, type NameUse, nameUses } from "./program/name-uses.js";
export { isListed, type ListedProject } from "./program/project.js";
export { readSuiteFacts, type SuiteFacts } from "./program/suite-facts.js";
export type { TestCounts } from "./program/test-calls.js";
export { proveByDefault } from "./proof/default-proof.js";
export type { ChangeClaim, FileProof, ProofFailure, ProofResult } from "./proof/proof.js";
export type { TokenChanges } from "./proof/token-changes.js";
export { type Binding, readBinding } from "./syntax/bindings.js";
export {
  comment,
  list,
  type NewNode,
  number,
  qexpr,
  quasiquote,
  quote,
  reuse,
  string,
  symbol,
  unquote,
  unquoteSplicing,
} from "./syntax/build.js";
export type { Diagnostic } from "./syntax/diagnostic.js";
export { equalElements } from "./syntax/equality.js";
export { type Form, readCall, readForm } from "./syntax/form.js";
export { kindName, SyntaxKind } from "./syntax/kinds.js";
export { parse } from "./syntax/parser.js";
export type { Span } from "./syntax/span.js";
export { elementAt, walk, walkElements } from "./syntax/traverse.js";
export { isSymbol, SyntaxNode, SyntaxTree } from "./syntax/tree.js";
