import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint/lint.js";

const result = (source: string) => lint([{ path: "a.valk", source }]);
const codes = (source: string) =>
  result(source).findings.map(({ line, code }) => `${line} ${code}`);

describe("suppression comments", () => {
  test.each<[string, string, readonly string[]]>([
    [
      "of the next line",
      "(def {x} 1)\n; valk-codemod-disable-next-line redefinition shown on purpose\n(def {x} 2)",
      [],
    ],
    [
      "of the whole file",
      "; valk-codemod-disable-file redefinition it is what the file is about\n(def {x} 1)\n(def {x} 2)\n(def {x} 3)",
      [],
    ],
    [
      "indented, with several semicolons and CRLF",
      "(do\r\n (def {x} 1)\r\n  ;; valk-codemod-disable-next-line redefinition on purpose\r\n (def {x} 2))",
      [],
    ],
    [
      "without a reason",
      "(def {x} 1)\n; valk-codemod-disable-next-line redefinition\n(def {x} 2)",
      ["2 unreasoned-suppression", "3 redefinition"],
    ],
    [
      "without a code",
      "; valk-codemod-disable-next-line\n(def {x} 1)",
      ["1 unreasoned-suppression"],
    ],
    [
      "of another code",
      "(def {x} 1)\n; valk-codemod-disable-next-line leak on purpose\n(def {x} 2)",
      ["2 unused-suppression", "3 redefinition"],
    ],
    [
      "of another line",
      "; valk-codemod-disable-next-line redefinition on purpose\n(def {x} 1)\n(def {x} 2)",
      ["1 unused-suppression", "3 redefinition"],
    ],
    ["in a string", '(def {x} "; valk-codemod-disable-next-line leak reason")', []],
  ])("%s", (_, source, expected) => {
    expect(codes(source)).toEqual(expected);
  });

  test("what is suppressed is kept apart", () => {
    const source = "(def {x} 1)\n; valk-codemod-disable-next-line redefinition why\n(def {x} 2)";
    expect(result(source).suppressed.map(({ code }) => code)).toEqual(["redefinition"]);
  });
});
