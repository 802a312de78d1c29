// Every row of what lists and pipelines say of each other, as files: `<row>.list.valk` becomes
// `<row>.builder.valk` and comes back, byte for byte or as `<row>.back.valk`; what looks like it and is
// not safe, `<row>.unsafe-list.valk` and `<row>.unsafe-builder.valk`, is refused for what its first line
// says.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { FEBRUARY_2026 } from "../../../src/dialect/2026-02.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import type { AnyTransform } from "../../../transforms/all-transforms.js";
import { listToSuite } from "../../../transforms/list-to-suite.js";
import { suiteToList } from "../../../transforms/suite-to-list.js";

const FOLDER = new URL("../../fixtures/list-rows/", import.meta.url);

function read(row: string, kind: string): string | undefined {
  const url = new URL(`${row}.${kind}.valk`, FOLDER);
  return existsSync(url) ? readFileSync(url, "utf8") : undefined;
}

function migrate(transform: AnyTransform, source: string) {
  return migrateFile(transform, source, {
    path: "test/row.valk",
    project: { read: () => undefined, dialect: FEBRUARY_2026 },
    options: { target: "builder" },
  });
}

const rows = [...new Set(readdirSync(FOLDER).map((file) => file.split(".")[0] ?? ""))].sort();
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");

/** The rows that have these files, with their texts. */
function rowsWith(kind: string): readonly (readonly [string, string])[] {
  return rows.flatMap((row) => {
    const text = read(row, kind);
    return text === undefined ? [] : [[row, text] as const];
  });
}

describe("a list becomes its pipeline", () => {
  test.each(rowsWith("list"))("%s", (row, list) => {
    const builder = read(row, "builder") ?? "";
    expect(migrate(listToSuite, list)).toMatchObject({ status: "changed", newText: builder });
    const windows = migrate(listToSuite, crlf(list));
    expect(windows).toMatchObject({ status: "changed", newText: crlf(builder) });
    expect(migrate(listToSuite, builder)).toMatchObject({ status: "unchanged" });
  });
});

describe("a pipeline becomes its list", () => {
  test.each(rowsWith("builder"))("%s", (row, builder) => {
    const list = read(row, "back") ?? read(row, "list") ?? "";
    expect(migrate(suiteToList, builder)).toMatchObject({ status: "changed", newText: list });
    const windows = migrate(suiteToList, crlf(builder));
    expect(windows).toMatchObject({ status: "changed", newText: crlf(list) });
    expect(migrate(suiteToList, list)).toMatchObject({ status: "unchanged" });
  });
});

describe.each([
  ["unsafe-list", listToSuite],
  ["unsafe-builder", suiteToList],
] as const)("what is not safe is refused: %s", (kind, transform) => {
  test.each(rowsWith(kind))("%s", (_row, source) => {
    const { status, findings } = migrate(transform, source);
    const [first] = findings.filter(({ severity }) => severity === "refuse");
    const line = source.slice(0, first?.span.start).split("\n").length;
    expect(status).toBe("blocked");
    expect(source.split("\n")[0]).toBe(`; refuse ${first?.code} ${line}`);
  });
});

test("a row has what it becomes, or why it does not", () => {
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const hasPair = read(row, "builder") !== undefined;
    const unsafe = ["unsafe-list", "unsafe-builder"].some((kind) => read(row, kind) !== undefined);
    expect([row, hasPair || unsafe]).toEqual([row, true]);
  }
});
