// Which arguments of a file's functions are only handed over as the body of a test: what is written
// there is evaluated when the tests are run, so that it matters to nobody before. A function is read
// after those that it calls stand above it; whatever else it does with a parameter rules that out.

import { REGISTRATIONS } from "../../../src/framework/framework-api.js";
import { readDefinition } from "../../../src/program/effects.js";
import { readBinding } from "../../../src/syntax/bindings.js";
import { readCall } from "../../../src/syntax/form.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxNode } from "../../../src/syntax/tree.js";
import type { BodyPositions } from "./free-names.js";

/** Reads the positions, from 1, off top-level forms; a name that is defined twice has none. */
export function bodyPositionsOf(forms: readonly SyntaxNode[]): BodyPositions {
  const found = new Map<string, ReadonlySet<number>>();
  const seen = new Set<string>();
  for (const node of forms) {
    const definition = readDefinition(node);
    if (definition === undefined) {
      continue;
    }
    const { name } = definition;
    const positions = seen.has(name) ? NONE : positionsIn(node, definition.body, found);
    seen.add(name);
    if (positions.size > 0) {
      found.set(name, positions);
    } else {
      found.delete(name);
    }
  }
  return found;
}

const NONE: ReadonlySet<number> = new Set();

function positionsIn(
  node: SyntaxNode,
  body: SyntaxNode,
  known: BodyPositions,
): ReadonlySet<number> {
  const parameters = parametersOf(node);
  const uses = new Map(parameters.map((name) => [name, { all: 0, asBody: 0 }]));
  const { tree } = body;
  for (let at = body.index; at < tree.after(body.index); at++) {
    const kind = tree.kind(at);
    if (kind === SyntaxKind.Symbol) {
      const use = uses.get(tree.text(at));
      if (use !== undefined) {
        use.all++;
      }
    } else if (kind === SyntaxKind.List || kind === SyntaxKind.QExpr) {
      for (const name of handedOver(tree.node(at), known)) {
        const use = uses.get(name);
        if (use !== undefined) {
          use.asBody++;
        }
      }
    }
  }
  const isBody = (name: string): boolean => {
    const use = uses.get(name);
    return use !== undefined && use.asBody > 0 && use.asBody === use.all;
  };
  return new Set(parameters.flatMap((name, index) => (isBody(name) ? [index + 1] : [])));
}

function parametersOf(node: SyntaxNode): readonly string[] {
  const form = readCall(node);
  const lambda = form?.name === "def" ? form.args[1] && readCall(form.args[1]) : form;
  const parameters = (lambda && readBinding(lambda)?.parameters) ?? [];
  return parameters.map(({ text }) => text);
}

/** The symbols that a form hands over as the bodies of tests, and does nothing else with. */
function handedOver(node: SyntaxNode, known: BodyPositions): readonly string[] {
  const head = node.firstElement;
  if (head?.kind !== SyntaxKind.Symbol) {
    return [];
  }
  const name = head.text;
  const positions = name in REGISTRATIONS ? SECOND : known.get(name);
  if (positions === undefined) {
    return [];
  }
  return node.elements.flatMap((part, index) =>
    positions.has(index) && part.kind === SyntaxKind.Symbol ? [part.text] : [],
  );
}

const SECOND: ReadonlySet<number> = new Set([2]);
