// The public API: what may be imported from "valk-codemod". Everything else is internal.

export { applyEdits, type Edit, EditError } from "./edit/edit.js";
export { editsOf, newTextOf, type Rewrite, rewriteOfEdits } from "./edit/rewrite.js";
export type {
  FileFinding,
  Finding,
  FindingKind,
  LocatedFinding,
  Severity,
} from "./finding/finding.js";
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
export type { FrameworkChoice, FrameworkDecision, FrameworkTexts } from "./plan/framework.js";
export { plan, planFiles } from "./plan/plan.js";
export type { Plan, PlanEnd, PlanFile, PlanInput } from "./plan/plan-input.js";
export type { Totals } from "./plan/totals.js";
export { readSuiteFacts, type SuiteFacts } from "./program/suite-facts.js";
export type { TestCounts } from "./program/test-calls.js";
export { proveByDefault } from "./proof/default-proof.js";
export type { ChangeClaim, FileProof, ProofFailure, ProofResult } from "./proof/proof.js";
export type { Diagnostic } from "./syntax/diagnostic.js";
export { kindName, SyntaxKind } from "./syntax/kinds.js";
export { parse } from "./syntax/parser.js";
export type { Span } from "./syntax/span.js";
export { SyntaxNode, SyntaxTree } from "./syntax/tree.js";
