// What an editor offers at a place: about the findings there, and about the whole file. Changes of files
// are only named here; they are planned when somebody chooses one.

import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  type Range,
} from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { localizeDef } from "../../transforms/localize-def.js";
import type { Finding } from "../finding/finding.js";
import { leak } from "../lint/rules/leak.js";
import { mutation } from "../lint/rules/mutation.js";
import { race } from "../lint/rules/race.js";
import type { ChangeRequest } from "./change.js";
import { MIGRATION, OTHER_OFFERS } from "./offers.js";
import { suppressionFor } from "./suppress.js";
import { type EditSupport, plainEditOf } from "./workspace-edit.js";

export const EXPLAIN_COMMAND = "valk-codemod.explain";

/** Registered by a client that asks for the reason of a suppression: document, then position. */
const ASK_REASON_COMMAND = "valk-codemod.askReason";

/** What a change of a file is planned from, kept with its action. */
export interface ActionData extends ChangeRequest {
  readonly uri: string;
}

/** A finding that an editor shows. */
export interface ShownFinding {
  readonly finding: Finding;
  readonly diagnostic: Diagnostic;
}

export interface ActionInput {
  readonly document: TextDocument;
  readonly range: Range;
  /** Kinds that the client asks for; all without. */
  readonly only: readonly string[] | undefined;
  readonly shown: readonly ShownFinding[];
  /** Names of the transforms that would change the file. */
  readonly possible: ReadonlySet<string>;
  readonly asksReason: boolean;
  readonly edits: EditSupport;
}

/** In the order of the menu. */
export function actionsAt(input: ActionInput): CodeAction[] {
  const { document, range, only, shown, possible } = input;
  const here = shown.filter(({ diagnostic }) => touches(diagnostic.range, range));
  const wholes = [MIGRATION, ...OTHER_OFFERS].filter(({ name }) => possible.has(name));
  const actions = [
    ...here.flatMap((one) => repairsFor(one, input)),
    ...wholes.map((offer) =>
      changeAction(offer.title, offer.kind, { transform: offer.name }, document),
    ),
    ...here.flatMap((one) => suppressionsFor(one, input)),
    ...explanations(here),
  ];
  return actions.filter(({ kind = "" }) => only?.some((one) => isKind(kind, one)) ?? true);
}

/** An action whose change is planned when it is chosen. */
function changeAction(
  title: string,
  kind: string,
  request: ChangeRequest,
  { uri }: TextDocument,
): CodeAction {
  const data: ActionData = { ...request, uri };
  return { title, kind, data };
}

function repairsFor(
  { finding: { name, code }, diagnostic }: ShownFinding,
  { possible, document }: ActionInput,
): CodeAction[] {
  const transform = localizeDef.name;
  if (name === undefined || !LOCALIZED.has(code) || !possible.has(transform)) {
    return [];
  }
  const request = { transform, name };
  const action = changeAction(`Bind ${name} with =`, CodeActionKind.QuickFix, request, document);
  return [{ ...action, diagnostics: [diagnostic], isPreferred: true }];
}

/** Findings about a def that may be meant as a local. */
const LOCALIZED: ReadonlySet<string> = new Set([leak.code, mutation.code, race.code]);

/** Whether they share a line: a cursor anywhere on it asks for what is found there. */
function touches(a: Range, b: Range): boolean {
  return a.start.line <= b.end.line && b.start.line <= a.end.line;
}

/** Kinds are hierarchical: `refactor` asks for `refactor.rewrite`, too. */
function isKind(kind: string, asked: string): boolean {
  return kind === asked || kind.startsWith(`${asked}.`);
}

function suppressionsFor(
  { finding, diagnostic }: ShownFinding,
  { document, asksReason, edits }: ActionInput,
): CodeAction[] {
  const source = document.getText();
  const edit = suppressionFor(finding, source);
  if (edit === undefined) {
    return [];
  }
  const { uri } = document;
  const start = document.positionAt(edit.span.start);
  const place = { ...start, character: start.character + edit.reasonAt - edit.span.start };
  const title = `Suppress ${finding.code} with a reason`;
  return [
    {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      edit: plainEditOf(document, [edit], edits),
      ...(asksReason && {
        command: { title, command: ASK_REASON_COMMAND, arguments: [uri, place] },
      }),
    },
  ];
}

/** One for each code. */
function explanations(shown: readonly ShownFinding[]): CodeAction[] {
  const byCode = new Map(shown.map((one) => [one.finding.code, one.diagnostic]));
  return [...byCode].map(([code, diagnostic]) => {
    const title = `Explain ${code}`;
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic],
      command: { title, command: EXPLAIN_COMMAND, arguments: [code] },
    };
  });
}
