// What a file of rules may hold. `schemas/rules.schema.json` says the same to editors; a test holds the two
// together.

import * as v from "valibot";
import { SEVERITIES } from "../finding/finding.js";

const text = v.pipe(v.string("must be text"), v.nonEmpty("must not be empty"));
const texts = v.array(text, "must be a list of texts");
const objectMessage = "must be an object";
// To valibot a list is an object, too.
const isNoList = (value: unknown): boolean => !Array.isArray(value);
const object = <Entries extends v.ObjectEntries>(entries: Entries) =>
  v.pipe(v.custom<unknown>(isNoList, objectMessage), v.strictObject(entries, objectMessage));
const countMessage = "must be a number, 0 or more";
const count = v.pipe(v.number(countMessage), v.integer(countMessage), v.minValue(0, countMessage));

const guardEntries = {
  inside: v.optional(texts),
  notInside: v.optional(texts),
  tail: v.optional(v.boolean("must be true or false")),
  arity: v.optional(object({ least: v.optional(count), most: v.optional(count) })),
  unused: v.optional(v.record(v.string(), texts, objectMessage)),
  where: v.optional(v.record(v.string(), text, objectMessage)),
};

const ruleEntries = {
  name: v.pipe(text, v.regex(/^[a-z][a-z0-9-]*$/, "must be lower case, with - between words")),
  message: text,
  hint: v.optional(text),
  severity: v.optional(v.picklist(SEVERITIES, `must be ${SEVERITIES.join(", ")}`)),
  pattern: text,
  replacement: v.optional(v.string("must be text")),
  bodies: v.optional(v.boolean("must be true or false")),
  guard: v.optional(object(guardEntries)),
  example: object({
    before: v.string("must be text"),
    after: v.optional(v.string("must be text")),
  }),
};

const fileEntries = {
  $schema: v.optional(v.string("must be text")),
  name: v.pipe(text, v.regex(/^[a-z][a-z0-9-]*$/, "must be lower case, with - between words")),
  rules: v.pipe(
    v.array(object(ruleEntries), "must be a list of rules"),
    v.nonEmpty("must hold a rule"),
  ),
};

export const ruleFileSchema = object(fileEntries);

export type RuleFile = v.InferOutput<typeof ruleFileSchema>;
export type Rule = RuleFile["rules"][number];

export const RULE_FILE_KEYS = Object.keys(fileEntries);
export const RULE_KEYS = Object.keys(ruleEntries);
export const GUARD_KEYS = Object.keys(guardEntries);
