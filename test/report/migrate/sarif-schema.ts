// What a SARIF log of ours looks like, as a JSON schema: the part of version 2.1.0 that is used,
// stricter than the standard, which allows much more.

const text = { type: "string", minLength: 1 };
const count = { type: "integer", minimum: 0 };
const fromOne = { type: "integer", minimum: 1 };
const level = { enum: ["error", "warning", "note"] };

const object = (properties: object, optional: readonly string[] = []): object => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});
const array = (items: object): object => ({ type: "array", items });

const message = object({ text });
const uri = { type: "string", pattern: "^([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+$" };
const address = object({ uri, uriBaseId: { const: "%SRCROOT%" }, index: count });
const region = object(
  { startLine: fromOne, startColumn: fromOne, endLine: fromOne, endColumn: fromOne },
  ["endLine", "endColumn"],
);

const rule = object({
  id: { type: "string", pattern: "^[a-z0-9]+(-[a-z0-9]+)*$" },
  shortDescription: message,
  fullDescription: message,
  help: object({ text, markdown: text }),
  defaultConfiguration: object({ level }),
});

const fix = object({
  description: message,
  artifactChanges: {
    ...array(
      object({
        artifactLocation: address,
        replacements: {
          ...array(
            object({
              deletedRegion: region,
              insertedContent: object({ text: { type: "string" } }),
            }),
          ),
          minItems: 1,
        },
      }),
    ),
    minItems: 1,
    maxItems: 1,
  },
});

const result = object(
  {
    ruleId: text,
    level,
    message,
    locations: array(object({ physicalLocation: object({ artifactLocation: address, region }) })),
    partialFingerprints: object({
      "finding/v1": { type: "string", pattern: "^[0-9a-f]{64}:[1-9][0-9]*$" },
    }),
    fixes: array(fix),
  },
  ["fixes"],
);

const artifact = object(
  {
    location: address,
    length: count,
    encoding: { const: "UTF-8" },
    hashes: object({ "sha-256": { type: "string", pattern: "^[0-9a-f]{64}$" } }),
  },
  ["length", "encoding", "hashes"],
);

const invocation = object(
  {
    executionSuccessful: { type: "boolean" },
    toolExecutionNotifications: array(object({ level, descriptor: object({ id: text }), message })),
  },
  ["toolExecutionNotifications"],
);

/** For ajv. */
export const sarifSchema = object({
  $schema: { const: "https://json.schemastore.org/sarif-2.1.0.json" },
  version: { const: "2.1.0" },
  runs: array(
    object({
      tool: object({ driver: object({ name: text, version: text, rules: array(rule) }) }),
      automationDetails: object({ id: { type: "string", pattern: "/$" } }),
      columnKind: { const: "utf16CodeUnits" },
      originalUriBaseIds: object({
        "%SRCROOT%": object({ uri: { type: "string", pattern: "^file:///.*/$|^file:///$" } }),
      }),
      results: array(result),
      artifacts: array(artifact),
      invocations: array(invocation),
      properties: {
        type: "object",
        properties: { totals: { type: "object" } },
        required: ["totals"],
      },
    }),
  ),
});
