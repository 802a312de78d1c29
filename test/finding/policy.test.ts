import { describe, expect, test } from "vitest";
import { byCode, type FindingKind, type LocatedFinding } from "../../src/finding/finding.js";
import { type PolicyScope, type Severities, settleFindings } from "../../src/finding/policy.js";

const kindOf = (code: string, more: Partial<FindingKind> = {}): FindingKind => ({
  ...{ code, severity: "review", summary: `${code} is reported`, hint: "h", explanation: "e" },
  ...more,
});
const own = byCode(
  kindOf("a"),
  kindOf("b"),
  kindOf("refusing", { severity: "refuse" }),
  kindOf("free", { severity: "refuse", settable: ["review", "info", "off", "refuse"] }),
  kindOf("sometimes", { dependsOnRun: true }),
);
const scope: PolicyScope = {
  own,
  all: byCode(...own.values(), kindOf("other"), kindOf("final", { unacceptable: "because" })),
  unused: kindOf("unused", { severity: "info" }),
  unreasoned: kindOf("unreasoned"),
  unknown: kindOf("unknown"),
};
const at = (code: string, line: number): LocatedFinding => ({
  ...{ code, line, column: 1, message: "m", hint: "h", span: { start: line, end: line } },
  severity: own.get(code)?.severity ?? "review",
});
const NEXT = "; valk-codemod-disable-next-line";
const settle = (
  findings: readonly LocatedFinding[],
  source: string | undefined,
  severities: Severities = {},
  within = scope,
) => {
  const {
    findings: left,
    suppressed,
    unused,
  } = settleFindings(findings, source, severities, within);
  return {
    left: left.map(({ code, severity, accepted }) =>
      [code, severity, ...(accepted === undefined ? [] : [accepted])].join(" "),
    ),
    suppressed: suppressed.map(({ code }) => code),
    unused: unused.map(({ code }) => code),
    messages: left.map(({ message }) => message),
  };
};

describe("comments", () => {
  test("excuse by code and line, or for the whole file", () => {
    const source = `; valk-codemod-disable-file b all\n${NEXT} a here\n(f)\n(g) ; valk-codemod-disable-line a too\n`;
    const found = settle([at("a", 3), at("a", 4), at("a", 5), at("b", 9)], source);
    expect(found).toMatchObject({ left: ["a review"], suppressed: ["a", "a", "b"], unused: [] });
  });

  test("are needed where they excuse what the text has under other options", () => {
    const source = `${NEXT} a why\n(f)\n${NEXT} b why\n(g)\n`;
    const elsewhere = () => [at("a", 2), at("b", 9)];
    const { unused } = settleFindings([], source, {}, scope, elsewhere);
    expect(unused.map(({ code }) => code)).toEqual(["b"]);
  });

  test("that hold something back need no look at other options", () => {
    const never = () => {
      throw new Error("asked for nothing");
    };
    const { unused } = settleFindings([at("a", 2)], `${NEXT} a why\n(f)\n`, {}, scope, never);
    expect(unused).toEqual([]);
  });

  test("accept what refuses, which stays", () => {
    const found = settle([at("refusing", 2)], `${NEXT} refusing known\n`);
    expect(found).toMatchObject({ left: ["refusing refuse known"], suppressed: [], unused: [] });
  });

  test.each<[string, string, readonly string[]]>([
    [`${NEXT} a why`, "unused info", ["a"]],
    [`${NEXT} a`, "unreasoned review", []],
    [NEXT, "unreasoned review", []],
    [`${NEXT} zzz`, "unreasoned review", []],
    [`${NEXT} zzz why`, "unknown review", []],
    [`${NEXT} final why`, "unknown review", []],
    [`${NEXT} final`, "unknown review", []],
    ["; valk-codemod-disable-all a why", "unknown review", []],
    ["(f) ; valk-codemod-disable a why", "unknown review", []],
  ])("that do nothing are told of: %s", (source, expected, unused) => {
    expect(settle([], source)).toMatchObject({ left: [expected], unused });
  });

  test("that do nothing are told of with what helps", () => {
    const messageOn = (source: string) => settle([], source).messages[0];
    expect(messageOn(`${NEXT} othr why`)).toBe("there is no finding othr: did you mean other?");
    expect(messageOn(`${NEXT} zzz why`)).toBe("there is no finding zzz");
    expect(messageOn(`${NEXT} final why`)).toBe("no comment accepts final: because");
    expect(messageOn("; valk-codemod-disable-all a why")).toBe(
      "there is no comment valk-codemod-disable-all, but valk-codemod-disable-next-line, valk-codemod-disable-line, valk-codemod-disable-file",
    );
    expect(messageOn("; valk-codemod-disable a why")).toContain("no comment valk-codemod-disable,");
  });

  test.each([
    `${NEXT} other why`,
    `${NEXT} other`,
    `${NEXT} sometimes why`,
    "(f) ; about valk-codemod-disable-line a why",
  ])("that another run judges are left to it: %s", (source) => {
    expect(settle([], source)).toMatchObject({ left: [], unused: [] });
  });

  test("with other codes are nobody's business where they are not known", () => {
    const { all: _, ...narrow } = scope;
    const source = `${NEXT} zzz why\n; valk-codemod-disable-all a why\n${NEXT}\n${NEXT} a why\n`;
    expect(settle([], source, {}, narrow).left).toEqual(["unused info"]);
  });

  test("do nothing where the text is not known", () => {
    expect(settle([at("a", 1)], undefined).left).toEqual(["a review"]);
  });
});

describe("configured severities", () => {
  test.each<[Severities, readonly string[], readonly string[]]>([
    [{ a: "info" }, ["a info", "refusing refuse", "free refuse"], []],
    [{ a: "off", refusing: "off" }, ["refusing refuse", "free refuse"], ["a"]],
    [{ refusing: "info", free: "info" }, ["a review", "refusing refuse", "free info"], []],
    [{ free: "off" }, ["a review", "refusing refuse"], ["free"]],
    [{ a: "refuse" }, ["a refuse", "refusing refuse", "free refuse"], []],
    [{ b: "off" }, ["a review", "refusing refuse", "free refuse"], []],
  ])("%j", (severities, left, suppressed) => {
    const found = [at("a", 1), at("refusing", 2), at("free", 3)];
    expect(settle(found, "", severities)).toMatchObject({ left, suppressed });
  });

  test("hold for what is wrong with comments, too", () => {
    const found = settle([], `${NEXT} a why`, { unused: "off" });
    expect(found).toMatchObject({ left: [], suppressed: ["unused"], unused: ["a"] });
  });

  test("count for what a comment accepts", () => {
    const found = settle([at("a", 2)], `${NEXT} a why`, { a: "refuse" });
    expect(found.left).toEqual(["a refuse why"]);
  });
});
