// Reads a JSON file that people write: what does not fit its schema is an error with file, line, column and
// a way out. The configuration and files of rules are read by this.

import * as v from "valibot";
import { closestTo } from "../text/closest.js";
import { type JsonNode, JsonSyntaxError, nodeAt, parseJson, placeIn } from "../text/json-text.js";
import { UsageError } from "./usage-error.js";

type Steps = readonly (string | number)[];

/** What a file has to be, and what to call it in errors. */
export interface JsonFileForm<Schema extends v.GenericSchema> {
  readonly schema: Schema;
  /** The file, as errors name it. */
  readonly shown: string;
  /** What its value is: "the configuration". */
  readonly what: string;
  /** The way out of every error. */
  readonly hint: string;
  /** The keys of the object at a place, such as `lint`, for those who misspell one. */
  readonly keysAt: (place: string) => readonly string[];
}

/** A file that fits. */
export interface JsonFile<Value> {
  readonly value: Value;
  /** An error about the value at a place. */
  readonly errorAt: (steps: Steps, message: string, hint: string) => UsageError;
}

/** Reads the text of a file. Throws UsageError. */
export function parseJsonFile<Schema extends v.GenericSchema>(
  text: string,
  { schema, shown, what, hint, keysAt }: JsonFileForm<Schema>,
): JsonFile<v.InferOutput<Schema>> {
  const at = (offset: number, message: string, way: string): UsageError =>
    new UsageError(`${shown}:${placeIn(text, offset)}: ${message}`, way);
  let root: JsonNode;
  try {
    root = parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) {
      throw error;
    }
    throw at(error.offset, `this is no JSON: ${error.message}`, hint);
  }
  const result = v.safeParse(schema, root.value);
  if (!result.success) {
    const [issue] = result.issues;
    const steps = (issue.path ?? []).map(({ key }) => key as string | number);
    const known = keysAt(steps.slice(0, -1).join("."));
    throw at(nodeAt(root, steps).start, describeIssue(issue, steps, what, known), hint);
  }
  return {
    value: result.output,
    errorAt: (steps, message, way) => at(nodeAt(root, steps).start, message, way),
  };
}

function describeIssue(
  issue: v.BaseIssue<unknown>,
  steps: Steps,
  what: string,
  known: readonly string[],
): string {
  const place = steps.length === 0 ? what : steps.join(".");
  if (issue.type !== "strict_object" || issue.expected === "Object") {
    return `${place}: ${issue.message}`;
  }
  return issue.expected === "never"
    ? `there is no key ${place}${suggestKey(String(steps.at(-1)), known)}`
    : `${place} is missing: ${issue.message}`;
}

function suggestKey(key: string, known: readonly string[]): string {
  const close = closestTo(key, known);
  return close.length > 0
    ? `; did you mean ${close.join(", ")}?`
    : `; there are ${known.join(", ")}`;
}
