// The parts of SARIF 2.1.0, which code-scanning services read: what every log of remarks is built from.

import type {
  ArtifactLocation,
  Location,
  Notification,
  ReportingDescriptor,
  Result,
  Tool,
} from "sarif";
import type { FindingKind, Severity } from "../finding/finding.js";
import type { Remark } from "./document.js";
import { codeBlock, escapeMarkdown } from "./document-markdown.js";

const LEVELS = {
  refuse: "error",
  review: "warning",
  info: "note",
} as const satisfies Record<Severity, string>;

/** What every log starts with. */
export const SARIF_HEAD = {
  $schema: "https://json.schemastore.org/sarif-2.1.0.json",
  version: "2.1.0",
} as const;

/** The unit of all columns. Lines end after CR LF or LF, which is SARIF's default. */
export const SARIF_COLUMNS = "utf16CodeUnits";

interface ToolName {
  readonly name: string;
  readonly version: string;
}

/** The tool with all rules that it knows, each with what `explain` says of it. */
export function sarifTool(kinds: readonly FindingKind[], tool: ToolName): Tool {
  return { driver: { ...tool, rules: kinds.map(ruleOf) } };
}

function ruleOf({
  code,
  severity,
  summary,
  hint,
  explanation,
  example = "",
}: FindingKind): ReportingDescriptor {
  const paragraphs = [explanation.trim(), `Way out: ${hint}`];
  const shownExample = example.trimEnd();
  return {
    id: code,
    shortDescription: { text: summary },
    fullDescription: { text: explanation },
    help: {
      text: [...paragraphs, ...(shownExample === "" ? [] : [`Example:\n\n${shownExample}`])].join(
        "\n\n",
      ),
      markdown: [
        ...paragraphs.map(escapeMarkdown),
        ...(shownExample === "" ? [] : ["Example:", codeBlock("lisp", shownExample.split("\n"))]),
      ].join("\n\n"),
    },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

/** One remark; `locate` says where its file is. */
export function sarifResult(
  { code, severity, message, hint, related = [], ...place }: Remark,
  locate: (path: string) => ArtifactLocation = locateRelative,
): Result {
  return {
    ruleId: code,
    level: LEVELS[severity],
    message: { text: hint === undefined ? message : `${message} (${hint})` },
    locations: [locationOf(place, locate)],
    ...(related.length > 0
      ? {
          relatedLocations: related.map((other, at) => ({
            id: at + 1,
            ...locationOf(other, locate),
            message: { text: other.message },
          })),
        }
      : {}),
  };
}

/** What is to be known of a run and is about no file of it, a sentence each. */
export function noteNotifications(notes: readonly string[]): Notification[] {
  return notes.map((text) => ({ level: "note", message: { text } }));
}

function locationOf(
  { path, line = 1, column = 1, end }: Pick<Remark, "path" | "line" | "column" | "end">,
  locate: (path: string) => ArtifactLocation,
): Location {
  return {
    physicalLocation: {
      artifactLocation: locate(path),
      region: {
        startLine: line,
        startColumn: column,
        ...(end && { endLine: end.line, endColumn: end.column }),
      },
    },
  };
}

function locateRelative(path: string): ArtifactLocation {
  return { uri: sarifUri(path) };
}

/** A path with `/` between folders as a URI reference. */
export function sarifUri(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}
