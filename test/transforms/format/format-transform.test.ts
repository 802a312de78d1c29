import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Dialect } from "../../../src/dialect/dialect.js";
import { DIALECTS } from "../../../src/dialect/dialects.js";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { transforms } from "../../../transforms/all-transforms.js";
import { formatTransform } from "../../../transforms/format/format-transform.js";

const transform = formatTransform({});

function format(source: string, dialect = DIALECTS[0] as Dialect) {
  const project = { read: () => undefined, dialect };
  return migrateFile(transform, source, { path: "a.valk", project, options: undefined });
}

test("its documentation is true", () => {
  const { before, after } = transform.documentation;
  expect(format(before)).toMatchObject({ status: "changed", newText: after });
  expect(format(after).status).toBe("unchanged");
});

test("a file that does not read is left alone, with the place and a way out", () => {
  expect(format("(f  a\n(g)\n")).toMatchObject({
    status: "blocked",
    findings: [
      {
        code: "read-error",
        span: { start: 0, end: 1 },
        message: "this bracket is never closed",
        hint: "mend the text at this place, then format again",
      },
    ],
  });
});

test("a character that only a newer dialect reads is refused in the older one", () => {
  const [january, february] = DIALECTS as [Dialect, Dialect];
  expect(format("(a|b  c)\n", january).status).toBe("blocked");
  expect(format("(a|b  c)\n", february)).toMatchObject({ newText: "(a|b c)\n" });
});

test("an empty file is unchanged", () => {
  expect(format("").status).toBe("unchanged");
});

test("it is no part of a migration", () => {
  expect([...transforms.keys()]).not.toContain(transform.name);
});

test("the example of the documentation", () => {
  const read = (name: string): string =>
    readFileSync(new URL(`../../fixtures/format/${name}.valk`, import.meta.url), "utf8");
  expect(format(read("layout.input"))).toMatchObject({ newText: read("layout.output") });
});
