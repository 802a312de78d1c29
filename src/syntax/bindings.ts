// Which names a form binds and how (valk-language.md, "Evaluation, as far as it matters here"):
// `def` and `fun` bind globals from wherever they stand, `=` and parameters bind locals.

import type { Form } from "./form.js";
import { SyntaxKind } from "./kinds.js";
import type { SyntaxNode } from "./tree.js";

/** The head of a form that binds names. */
type BindingForm = "def" | "fun" | "=" | "\\";

/** The names that one form binds. */
export interface Binding {
  readonly form: BindingForm;
  /** Names bound where the form stands: those of `def`, `=`, and the name of a `fun`. */
  readonly names: readonly SyntaxNode[];
  /** Parameters of the function that a `fun` or `\` creates, `&` left out. */
  readonly parameters: readonly SyntaxNode[];
}

/** Whether it is the names that a form binds, as `{a b}` or, which is read as `{a}`, as `'a`. */
export function isNameList({ tree, index, kind, firstElement }: SyntaxNode): boolean {
  return (
    kind === SyntaxKind.QExpr ||
    (kind === SyntaxKind.Prefixed &&
      tree.kind(index + 1) === SyntaxKind.QuoteMark &&
      firstElement?.kind === SyntaxKind.Symbol)
  );
}

/** What the form binds; undefined for a form that binds nothing that can be read off. */
export function readBinding(form: Form): Binding | undefined {
  const list = form.args[0];
  if (list === undefined || !isNameList(list)) {
    return undefined;
  }
  const symbols = list.elements.filter((node) => node.kind === SyntaxKind.Symbol);
  const parameters = symbols.filter((node) => node.text !== "&");
  switch (form.name) {
    case "def":
    case "=":
      return { form: form.name, names: symbols, parameters: [] };
    case "fun":
      return { form: "fun", names: symbols.slice(0, 1), parameters: parameters.slice(1) };
    case "\\":
      return { form: "\\", names: [], parameters };
    default:
      return undefined;
  }
}

/** Whether the binding makes a global, which outlives the form that makes it. */
export function bindsGlobal(binding: Binding): boolean {
  return binding.form === "def" || binding.form === "fun";
}
