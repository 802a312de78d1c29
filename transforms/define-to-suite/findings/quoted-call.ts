// Text that looks like a registration but is data, a string or a comment.

import { type Finding, type FindingKind, finding } from "../../../src/finding/finding.js";
import { EFFECT_NAMES, REGISTRATIONS } from "../../../src/framework/framework-api.js";
import { isReadAsCode, REGISTRATION_IN_TEXT } from "../../../src/program/code-in-text.js";
import type { Script } from "../../../src/program/script.js";
import { SyntaxKind } from "../../../src/syntax/kinds.js";
import type { SyntaxTree } from "../../../src/syntax/tree.js";
import type { FindingRule } from "../judge/reading.js";
import { evaluatesData } from "./nested-call.js";

/** In a comment the name is enough: it is said in prose. A string may hold any word. */
const NAME_IN_COMMENT = /(?<![\w+\-*\\/=<>!&?:.])test\/(?:define|async)(?![\w+\-*\\/=<>!&?:])/;

export const quotedCall: FindingRule = {
  code: "quoted-call",
  severity: "info",
  summary: "mentions a registration in quoted data, a string or a comment: left as it is",
  hint: "change it by hand if it is documentation",
  explanation: `Only code is migrated. A (test/define …) inside quoted data, a string or a comment registers
nothing, and its bytes may matter: the string may be the input of a parser's test. It is
reported so that examples in comments can be brought up to date by hand. A string that read or
parse is given may become a registration that runs: it asks for a look, and as long as it is there
the module has to answer the old API.`,
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

/** The same in a string that becomes code: left as it is, too, but it may register a test. */
const READ_AS_CODE: FindingKind = {
  ...quotedCall,
  severity: "review",
  summary: "a registration in a text that becomes code: left as it is, and needs the old API",
  hint: "write it with the new API by hand, or as code",
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
  const token = tree.tokenAt(offset);
  const kind = tree.kind(token);
  const isText = kind === SyntaxKind.Comment || kind === SyntaxKind.String;
  const around = isText ? tree.source.slice(Math.max(0, offset - 8), offset + 16) : "";
  const match =
    REGISTRATION_IN_TEXT.exec(around) ??
    (kind === SyntaxKind.Comment ? NAME_IN_COMMENT.exec(around) : null);
  if (match === null) {
    return undefined;
  }
  const start = Math.max(0, offset - 8) + match.index;
  const span = { start, end: start + match[0].length };
  if (isReadAsCode(tree, token)) {
    return finding(READ_AS_CODE, span);
  }
  const what = kind === SyntaxKind.Comment ? "a comment" : "a string";
  return finding(quotedCall, span, `mentions a registration in ${what}: left as it is`);
}
