// What `valk-codemod.config.json` may hold. One schema, strict: a misspelled key would switch
// something off without a word. `schemas/config.schema.json` says the same to editors; a test
// holds the two together.

import * as v from "valibot";
import { DIALECT_NAMES } from "../dialect/dialects.js";
import { CONFIGURED_SEVERITIES, type ConfiguredSeverity } from "../finding/finding.js";
import { severitiesFor } from "../finding/policy.js";
import { INDENTS } from "../format/indents.js";
import { LINE_ENDS } from "../format/rules.js";
import { allKinds, configurableKinds } from "../outcome/kinds.js";
import { closestTo } from "../text/closest.js";

export const MOST_COLUMNS = 16;

const text = v.pipe(v.string("must be text"), v.nonEmpty("must not be empty"));
const texts = v.array(text, "must be a list of texts");
const positionMessage = "must be a position, counted from 0";
const position = v.pipe(
  v.number(positionMessage),
  v.integer(positionMessage),
  v.minValue(0, positionMessage),
);
const columnsMessage = `must be a number of columns from 1 to ${MOST_COLUMNS}, or "tab"`;
const columns = v.pipe(
  v.number(columnsMessage),
  v.integer(columnsMessage),
  v.minValue(1, columnsMessage),
  v.maxValue(MOST_COLUMNS, columnsMessage),
);

// To valibot a list is an object, too.
const noList = (message: string) => v.custom<unknown>((value) => !Array.isArray(value), message);

/** The linter's words, which say the same. */
export const SEVERITY_ALIASES = { error: "refuse", warning: "review" } as const;

const severitiesMessage = "must be an object: codes of findings with their severities";
const severities = v.pipe(
  noList(severitiesMessage),
  v.record(
    v.string(),
    v.pipe(
      v.picklist(
        [...CONFIGURED_SEVERITIES, "error", "warning"],
        'must be "review", "info", "off" or "refuse"',
      ),
      v.transform((word) =>
        word === "error" || word === "warning" ? SEVERITY_ALIASES[word] : word,
      ),
    ),
    severitiesMessage,
  ),
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) {
      return;
    }
    for (const [code, severity] of Object.entries(dataset.value)) {
      const problem = problemWith(code, severity);
      if (problem !== undefined) {
        const path = [
          { type: "object", origin: "value", input: dataset.value, key: code, value: severity },
        ] as const;
        addIssue({ message: problem, path: [...path] });
      }
    }
  }),
);

function problemWith(code: string, severity: ConfiguredSeverity): string | undefined {
  const kind = allKinds.get(code);
  if (kind === undefined) {
    const close = closestTo(code, [...configurableKinds.keys()]);
    const meant = close.length > 0 ? `; did you mean ${close.join(", ")}?` : "";
    return `is the code of no finding${meant}`;
  }
  if (severitiesFor(kind).includes(severity)) {
    return undefined;
  }
  if (severitiesFor(kind).length === 0) {
    return `cannot be made "${severity}": ${kind.unacceptable}`;
  }
  return kind.severity === "refuse"
    ? `refuses files, and cannot be made "${severity}": a file would be changed on a guess`
    : 'cannot be made "refuse": the module is replaced together with the files that use it';
}

const objectMessage = "must be an object";
const exceptionMessage = "must be an object with a name and a reason";

const lintEntries = {
  entryPoints: v.optional(
    v.pipe(
      noList(objectMessage),
      v.record(text, v.array(position, "must be a list of positions"), objectMessage),
    ),
  ),
  exceptions: v.optional(
    v.array(
      v.pipe(
        noList(exceptionMessage),
        v.strictObject({ name: text, path: v.optional(text), reason: text }, exceptionMessage),
      ),
      "must be a list of objects",
    ),
  ),
};

function oneOf<const Words extends readonly string[]>(words: Words) {
  return v.picklist(words, `must be ${words.map((word) => `"${word}"`).join(" or ")}`);
}

const formatEntries = {
  strict: v.optional(v.boolean("must be true or false")),
  indentation: v.optional(v.union([v.literal("tab"), columns], columnsMessage)),
  indents: v.optional(v.pipe(noList(objectMessage), v.record(text, oneOf(INDENTS), objectMessage))),
  endOfLine: v.optional(oneOf(LINE_ENDS)),
};

/** How many baselines there are. */
export const BASELINE_UNITS = ["repository", "folder"] as const;

export type BaselineUnit = (typeof BASELINE_UNITS)[number];

const configEntries = {
  $schema: v.optional(v.string("must be text")),
  roots: v.optional(v.pipe(texts, v.nonEmpty("must name a folder or file"))),
  include: v.optional(texts),
  exclude: v.optional(texts),
  framework: v.optional(text),
  dialect: v.optional(oneOf(DIALECT_NAMES)),
  target: v.optional(v.picklist(["builder", "list"], 'must be "builder" or "list"')),
  indentation: v.optional(v.union([v.literal("tab"), columns], columnsMessage)),
  severities: v.optional(severities),
  baseline: v.optional(text),
  baselinePer: v.optional(oneOf(BASELINE_UNITS)),
  lint: v.optional(v.pipe(noList(objectMessage), v.strictObject(lintEntries, objectMessage))),
  format: v.optional(v.pipe(noList(objectMessage), v.strictObject(formatEntries, objectMessage))),
};

export const configSchema = v.pipe(
  noList(objectMessage),
  v.strictObject(configEntries, objectMessage),
);

/** The keys of each object of the configuration, by its place in it. */
export const CONFIG_KEYS: Readonly<Record<string, readonly string[]>> = {
  "": Object.keys(configEntries),
  lint: Object.keys(lintEntries),
  format: Object.keys(formatEntries),
};

/** What a configuration says; a missing key leaves a setting as it is by itself. */
export type Config = v.InferOutput<typeof configSchema>;
