// The public API: what may be imported from "valk-codemod". Everything else is internal.

export type { Finding, FindingKind, Severity } from "./analysis/finding.js";
export { applyEdits, type Edit, EditError } from "./edit/edit.js";
export { editsOf, newTextOf, type Rewrite, rewriteOfEdits } from "./edit/rewrite.js";
export { type LintOptions, type LintResult, lint } from "./lint/lint.js";
export type { LintFinding, LintSeverity } from "./lint/lint-finding.js";
export type { FrameworkChoice, FrameworkDecision, FrameworkTexts } from "./run/framework.js";
export {
  type Plan,
  type PlanEnd,
  type PlanFile,
  type PlanInput,
  plan,
  planFiles,
} from "./run/plan.js";
export type { LocatedFinding, PlannedFile, Problem } from "./run/planned-file.js";
export type { Totals } from "./run/totals.js";
export type { Diagnostic } from "./syntax/diagnostic.js";
export { kindName, SyntaxKind } from "./syntax/kinds.js";
export { parse } from "./syntax/parser.js";
export type { Span } from "./syntax/span.js";
export { SyntaxNode, SyntaxTree } from "./syntax/tree.js";
export { type FileResult, migrateFile } from "./transform/migrate-file.js";
export type {
  Outcome,
  Project,
  TestCounts,
  Transform,
  TransformContext,
  TransformOptions,
} from "./transform/transform.js";
export type { FileProof, ProofFailure, ProofInput, ProofResult } from "./verify/proof.js";
