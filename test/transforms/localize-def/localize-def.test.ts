import { describe, expect, test } from "vitest";
import { migrateFile } from "../../../src/kit/migrate-file.js";
import { parse } from "../../../src/syntax/parser.js";
import { defToAtom } from "../../../transforms/def-to-atom.js";
import { localizeDef } from "../../../transforms/localize-def.js";
import { readFixtures } from "../define-to-suite/fixtures.js";
import { transforms } from "./localize-def-repairs.js";

const withCrlf = (text: string): string => text.replaceAll("\n", "\r\n");
const withoutFinalNewline = (text: string): string => text.replace(/\n+$/, "");

describe.each(transforms)("$name", (transform) => {
  const repair = (source: string) =>
    migrateFile(transform, source, {
      path: "test/fixture.valk",
      project: { read: () => undefined },
      options: { target: "builder" },
    });

  const repaired = (source: string): string => {
    const result = repair(source);
    if (result.status !== "changed") {
      throw new Error(JSON.stringify(result, null, 2));
    }
    return result.newText;
  };

  const fixtures = readFixtures(transform.name);

  describe.each(fixtures.filter(({ outputs }) => outputs.builder !== undefined))(
    "$name",
    ({ input, outputs }) => {
      const output = outputs.builder as string;

      test("becomes its output, byte for byte", () => {
        expect(repaired(input)).toBe(output);
      });

      test("is left alone when repaired twice", () => {
        expect(repair(output).status).toBe("unchanged");
      });

      test("keeps CRLF line ends", () => {
        expect(repaired(withCrlf(input))).toBe(withCrlf(output));
      });

      test("does not gain a final line end", () => {
        expect(repaired(withoutFinalNewline(input))).toBe(withoutFinalNewline(output));
      });

      test("reads without error, and says why the rest stays", () => {
        expect(parse(output).diagnostics).toEqual([]);
        expect(
          repair(input).findings.map(({ code, message }) => `${code}: ${message}`),
        ).toMatchSnapshot();
      });
    },
  );

  test.each(fixtures.filter(({ outputs }) => outputs.builder === undefined))(
    "$name is declined",
    ({ input }) => {
      const { status, findings } = repair(input);
      expect(status).toBe("unchanged");
      expect(findings).toMatchSnapshot();
    },
  );
});

test("a project that lists its files is read once", () => {
  const files: Record<string, string> = {};
  for (let at = 0; at < 20; at++) {
    files[`${at}.valk`] = `(test/define "t" {do (def {x} ${at}) (== x ${at})})`;
  }
  let reads = 0;
  const project = {
    read: (path: string) => {
      reads++;
      return files[path];
    },
    paths: () => Object.keys(files),
  };
  for (const [path, source] of Object.entries(files)) {
    const options = { target: "builder" as const };
    expect(migrateFile(localizeDef, source, { path, project, options }).status).toBe("changed");
    expect(migrateFile(defToAtom, source, { path, project, options }).status).toBe("unchanged");
  }
  expect(reads).toBe(20);
});
