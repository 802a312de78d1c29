import { describe, expect, test } from "vitest";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { parse } from "../../../src/syntax/parser.js";
import { defineToSuite } from "../../../transforms/define-to-suite.js";
import { projectOf, readFixtures, type Target } from "./fixtures.js";

const migrate = (source: string, target: Target) =>
  migrateFile(defineToSuite, source, {
    path: "test/fixture.valk",
    project: projectOf(),
    options: { target },
  });

/** The migrated text; fails the test with the reasons when the file does not change. */
function migrated(source: string, target: Target): string {
  const result = migrate(source, target);
  if (result.status !== "changed") {
    const reasons = result.status === "failed" ? result.failures : result.findings;
    throw new Error(`${result.status}: ${JSON.stringify(reasons, null, 2)}`);
  }
  return result.newText;
}

const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
const withoutFinalNewline = (text: string): string => text.replace(/\n+$/, "");

describe.each(["builder", "list"] as const)("target %s", (target) => {
  const fixtures = readFixtures("define-to-suite");
  const changing = fixtures.flatMap(({ name, input, outputs }) => {
    const output = outputs[target];
    return output === undefined ? [] : [{ name, input, output }];
  });
  const declined = fixtures.filter(({ outputs }) => outputs[target] === undefined);

  describe.each(changing)("$name", ({ input, output }) => {
    test("becomes its output, byte for byte", () => {
      expect(migrated(input, target)).toBe(output);
    });

    test("is left alone when migrated twice", () => {
      expect(migrate(output, target).status).toBe("unchanged");
    });

    test("keeps CRLF line ends", () => {
      expect(migrated(withCrlf(input), target)).toBe(withCrlf(output));
    });

    test("does not gain a final line end", () => {
      expect(migrated(withoutFinalNewline(input), target)).toBe(withoutFinalNewline(output));
    });

    test("reads without error", () => {
      expect(parse(output).diagnostics).toEqual([]);
    });
  });

  test.each(declined)("$name is declined", ({ input }) => {
    const { status, findings } = migrate(input, target);
    expect(status).not.toBe("changed");
    expect({ status, findings }).toMatchSnapshot();
  });
});
