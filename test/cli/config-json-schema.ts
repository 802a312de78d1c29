// The JSON Schema of the configuration, made of the same tables as the schema that the commands
// read it by; `schemas/config.schema.json` holds it.

import { MOST_COLUMNS, SEVERITY_ALIASES } from "../../src/cli/config-schema.js";
import type { ConfiguredSeverity } from "../../src/finding/finding.js";
import { severitiesFor } from "../../src/finding/policy.js";
import { INDENTS } from "../../src/format/indents.js";
import { LINE_ENDS } from "../../src/format/rules.js";
import { configurableKinds, shownSeverity } from "../../src/outcome/kinds.js";

const text = { type: "string", minLength: 1 };
const list = (items: object, description?: string): object => ({
  type: "array",
  items,
  ...(description !== undefined && { description }),
});
const described = (description: string, schema: object): object => ({ description, ...schema });
const closed = (properties: object, more: object = {}): object => ({
  type: "object",
  additionalProperties: false,
  ...more,
  properties,
});

/** A severity and what the linter calls it. */
function wordsFor(severity: ConfiguredSeverity): readonly string[] {
  const aliases = Object.entries(SEVERITY_ALIASES).filter(([, meant]) => meant === severity);
  return [severity, ...aliases.map(([alias]) => alias)];
}

/** The schema as an object, its keys in the order of the file. */
export function configJsonSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "valk-codemod.config.json",
    description: "What a repository says to every command of valk-codemod; see docs/weeks.md.",
    ...closed({
      $schema: described("Where this schema lies, for editors.", { type: "string" }),
      roots: described(
        "Folders and files that a run is about when no path is given, relative to the root.",
        { ...list(text), minItems: 1 },
      ),
      include: list(text, "Gitignore patterns; with any, only files that match one are taken."),
      exclude: list(text, "Gitignore patterns of files that are left out."),
      framework: described("Path of the framework module, relative to the root.", text),
      target: described("What registrations become.", {
        enum: ["builder", "list"],
        default: "builder",
      }),
      indentation: described(
        "Indentation of pipelines: columns or a tab; by itself four columns, a tab in tab files.",
        { anyOf: [{ const: "tab" }, { type: "integer", minimum: 1, maximum: MOST_COLUMNS }] },
      ),
      severities: described(
        "Severities of findings by code. What refuses a file cannot be lowered.",
        closed(
          Object.fromEntries(
            [...configurableKinds]
              .toSorted(([a], [b]) => (a < b ? -1 : 1))
              .map(([code, kind]) => [
                code,
                described(`${kind.summary}. By itself: ${shownSeverity(kind)}.`, {
                  enum: severitiesFor(kind).flatMap(wordsFor),
                }),
              ]),
          ),
        ),
      ),
      baseline: described("Path of the baseline, relative to the folder of this file.", {
        ...text,
        default: "valk-codemod.baseline.json",
      }),
      baselinePer: described("One baseline, or one of that name in each folder.", {
        enum: ["repository", "folder"],
        default: "repository",
      }),
      lint: described(
        "What the linter cannot know; see docs/threading.md.",
        closed({
          entryPoints: {
            description: "Positions of functions that a call hands to the event loop, from 0.",
            type: "object",
            propertyNames: { minLength: 1 },
            additionalProperties: list({ type: "integer", minimum: 0 }),
          },
          exceptions: list(
            closed({ name: text, path: text, reason: text }, { required: ["name", "reason"] }),
            "Globals that may change, each with its reason.",
          ),
        }),
      ),
      format: described(
        "How files are formatted; see docs/format.md.",
        closed({
          strict: described("Whether every form stands as the table says.", { type: "boolean" }),
          indentation: described(
            "One level of indentation: columns or a tab; by itself two columns, a tab in tab files.",
            { anyOf: [{ const: "tab" }, { type: "integer", minimum: 1, maximum: MOST_COLUMNS }] },
          ),
          indents: {
            description: "How heads have their arguments.",
            type: "object",
            propertyNames: { minLength: 1 },
            additionalProperties: { enum: [...INDENTS] },
          },
          endOfLine: described("Line ends outside strings and comments.", {
            enum: [...LINE_ENDS],
            default: "auto",
          }),
        }),
      ),
    }),
  };
}
