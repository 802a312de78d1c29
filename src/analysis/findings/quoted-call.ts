// Text that looks like a registration but is data, a string or a comment.

import { SyntaxKind } from "../../syntax/kinds.js";
import { type Finding, finding } from "../finding.js";
import { EFFECT_NAMES } from "../framework-api.js";
import type { FindingRule } from "../reading.js";
import type { Script } from "../script.js";
import { evaluatesData } from "./nested-call.js";

const CALL_IN_TEXT = /[({]\s*test\/(?:define|async)(?![\w+\-*\\/=<>!&?:])/g;

export const quotedCall: FindingRule = {
  code: "quoted-call",
  severity: "info",
  summary: "mentions a registration in quoted data, a string or a comment: left as it is",
  hint: "change it by hand if it is documentation",
  explanation: `Only code is migrated. A (test/define …) inside quoted data, a string or a comment registers
nothing, and its bytes may matter: the string may be the input of a parser's test. It is
reported so that examples in comments can be brought up to date by hand.`,
  example: `; how to: (test/define "name" {body})
(test/suite "Documented")
(test/define "adds" {== (+ 1 2) 3})
(test/run)
`,
  check: ({ script }) =>
    [...quotedData(script), ...mentionsInText(script)].toSorted(
      (a, b) => a.span.start - b.span.start,
    ),
};

function quotedData(script: Script): readonly Finding[] {
  const evaluates = evaluatesData(script);
  return script.uses
    .filter(
      ({ name, quoted, inBody }) => EFFECT_NAMES.has(name) && quoted && (inBody || !evaluates),
    )
    .map(({ node, name }) =>
      finding(quotedCall, node.span, `${name} in quoted data is left as it is`),
    );
}

function mentionsInText({ tree }: Script): readonly Finding[] {
  const found: Finding[] = [];
  let token = 0;
  for (const match of tree.source.matchAll(CALL_IN_TEXT)) {
    // Matches come in order, so one pass over the tokens serves them all.
    while (
      token < tree.size &&
      (tree.end(token) <= match.index || tree.kind(token) >= SyntaxKind.Root)
    ) {
      token++;
    }
    const kind = tree.kind(token);
    if (kind === SyntaxKind.Comment || kind === SyntaxKind.String) {
      const what = kind === SyntaxKind.Comment ? "a comment" : "a string";
      const span = { start: match.index, end: match.index + match[0].length };
      found.push(finding(quotedCall, span, `mentions a registration in ${what}: left as it is`));
    }
  }
  return found;
}
