// Text that looks like a registration but is data, a string or a comment.

import { type Finding, finding } from "../../../src/finding/finding.js";
import { EFFECT_NAMES, REGISTRATIONS } from "../../../src/framework/framework-api.js";
import type { Script } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../../src/syntax/tree.js";
import type { FindingRule } from "../judge/reading.js";
import { evaluatesData } from "./nested-call.js";

const CALL_IN_TEXT = /[({]\s{0,7}test\/(?:define|async)(?![\w+\-*\\/=<>!&?:])/;
/** In a comment the name is enough: it is said in prose. A string may hold any word. */
const NAME_IN_COMMENT = /(?<![\w+\-*\\/=<>!&?:.])test\/(?:define|async)(?![\w+\-*\\/=<>!&?:])/;

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

function mentionsInText({ tree, items }: Script): readonly Finding[] {
  const heads = new Set(items.flatMap((item) => ("form" in item ? [item.form.head.start] : [])));
  const found: Finding[] = [];
  for (const name of Object.keys(REGISTRATIONS)) {
    let at = tree.source.indexOf(name);
    for (; at !== -1; at = tree.source.indexOf(name, at + 1)) {
      const mention = heads.has(at) ? undefined : mentionAt(tree, at);
      if (mention !== undefined) {
        found.push(mention);
      }
    }
  }
  return found;
}

function mentionAt(tree: SyntaxTree, offset: number): Finding | undefined {
  const kind = tree.kind(tree.tokenAt(offset));
  const isText = kind === SyntaxKind.Comment || kind === SyntaxKind.String;
  const around = isText ? tree.source.slice(Math.max(0, offset - 8), offset + 16) : "";
  const match =
    CALL_IN_TEXT.exec(around) ??
    (kind === SyntaxKind.Comment ? NAME_IN_COMMENT.exec(around) : null);
  if (match === null) {
    return undefined;
  }
  const what = kind === SyntaxKind.Comment ? "a comment" : "a string";
  const start = Math.max(0, offset - 8) + match.index;
  const span = { start, end: start + match[0].length };
  return finding(quotedCall, span, `mentions a registration in ${what}: left as it is`);
}
