// The JSON Schema of a file of rules; `schemas/rules.schema.json` holds it.

import { RULE_FILE_KEYS, RULE_KEYS } from "../../src/cli/rule-file-schema.js";
import { SEVERITIES } from "../../src/finding/finding.js";

const text = { type: "string", minLength: 1 };
const name = { type: "string", pattern: "^[a-z][a-z0-9-]*$" };
const texts = (description: string) => ({ description, type: "array", items: text });
const byHole = (description: string, values: object) => ({
  description,
  type: "object",
  additionalProperties: values,
});
const closed = (properties: object, required: readonly string[] = []): object => ({
  type: "object",
  additionalProperties: false,
  ...(required.length > 0 && { required }),
  properties,
});
const described = (description: string, schema: object): object => ({ description, ...schema });
const count = { type: "integer", minimum: 0 };

const guard = closed({
  inside: texts("Patterns; for each, some form around the match matches it."),
  notInside: texts("Patterns; no form around the match matches any."),
  tail: described("Whether the match has to be what its function answers.", { type: "boolean" }),
  arity: described("How many arguments the match has.", closed({ least: count, most: count })),
  unused: byHole("Names that a hole must not mention, by hole; $other is what that hole holds.", {
    type: "array",
    items: text,
  }),
  where: byHole("Regular expressions that the text of a hole has to match, by hole.", text),
});

const rule: Readonly<Record<string, object>> = {
  name: described("What its findings are called.", name),
  message: described("One line: what is the matter at a match.", text),
  hint: described("One line: the way out, where nothing is replaced.", text),
  severity: described("What a match means where nothing is replaced.", { enum: [...SEVERITIES] }),
  pattern: described("Valk with holes: $name one datum, $$$name any number, $_ any one.", text),
  replacement: described("What a match becomes; empty removes it. Missing: it is reported.", {
    type: "string",
  }),
  bodies: described("Whether {f x} matches as the call (f x), too.", { type: "boolean" }),
  guard: described("What has to hold of a match.", guard),
  example: described(
    "The test of the rule: a file before and after.",
    closed({ before: { type: "string" }, after: { type: "string" } }, ["before"]),
  ),
};

/** The schema as an object, its keys in the order of the file. */
export function ruleFileJsonSchema(): object {
  const file: Readonly<Record<string, object>> = {
    $schema: described("Where this schema lies, for editors.", { type: "string" }),
    name: described("What reports call the rules.", name),
    rules: {
      description: "Applied in this order until none finds anything.",
      type: "array",
      minItems: 1,
      items: closed(Object.fromEntries(RULE_KEYS.map((key) => [key, rule[key] ?? {}])), [
        "name",
        "message",
        "pattern",
        "example",
      ]),
    },
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Rules of valk-codemod",
    description: "Rewrites and notices as data; see docs/authoring.md.",
    ...closed(Object.fromEntries(RULE_FILE_KEYS.map((key) => [key, file[key] ?? {}])), [
      "name",
      "rules",
    ]),
  };
}
