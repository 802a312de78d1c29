// Collects findings at nodes, and answers them in document order: of a file that stays as it is those
// that keep it, since the others speak of a change.

import { type Finding, type FindingKind, finding } from "../../../src/finding/finding.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";

/** Takes what is the matter at a place. */
export type Report = (kind: FindingKind, node: SyntaxNode, message?: string) => void;

export class FoundHere {
  readonly #found: Finding[] = [];

  /** Takes a finding as it is. */
  add(found: Finding): void {
    this.#found.push(found);
  }

  readonly report: Report = (kind, { span }, message) => {
    this.#found.push(finding(kind, span, message));
  };

  get findings(): readonly Finding[] {
    const refusing = this.#found.filter(({ severity }) => severity === "refuse");
    const told = refusing.length > 0 ? refusing : this.#found;
    return told.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }
}
