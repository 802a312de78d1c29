// The schemas of the package, and whether a report is what one of them says.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect } from "vitest";

const folder = join(import.meta.dirname, "../../schemas");

/** The files of schemas that are about reports, which name each other. */
export const REPORT_SCHEMAS = readdirSync(folder).filter(
  (name) => !/^(?:config|rules)\./.test(name),
);

const ajv = new Ajv2020({ strict: true, strictRequired: false, allErrors: true });
ajv.addSchema(REPORT_SCHEMAS.map((name) => ({ $id: name, ...readSchema(name) })));

function readSchema(name: string): object {
  return JSON.parse(readFileSync(join(folder, name), "utf8"));
}

/** What is wrong with the value; null for nothing. */
export function errorsOf(schema: string, value: unknown): unknown {
  ajv.validate(schema, value);
  return ajv.errors ?? null;
}

export function expectValid(schema: string, value: unknown): void {
  expect(errorsOf(schema, value)).toBe(null);
}
