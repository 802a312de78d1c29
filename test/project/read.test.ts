import { describe, expect, test } from "vitest";
import { decodeUtf8, readSource, TEST_MARKS } from "../../src/project/read.js";
import { fc } from "../properties.js";

const bytes = (...values: (number | string)[]): Uint8Array =>
  Buffer.concat(values.map((value) => Buffer.from(typeof value === "string" ? value : [value])));

describe("reading bytes", () => {
  test.each([
    ["a file without marks", bytes("(def {x} 1)"), "irrelevant"],
    ["an empty file", bytes(), "irrelevant"],
    ["one with an API call", bytes("(test/run)"), "text"],
    ["one that reads an old global", bytes("*test-registry*"), "text"],
    ["broken bytes without marks", bytes("abc", 0xff), "irrelevant"],
    ["broken bytes with marks", bytes("(test/run)", 0xff), "not-utf8"],
    ["UTF-16, little endian", Buffer.from("\ufeff(test/run)", "utf16le"), "not-utf8"],
    ["UTF-16, big endian", Buffer.from("\ufeff(test/run)", "utf16le").swap16(), "not-utf8"],
    ["UTF-16 without marks", Buffer.from("\ufeff(def)", "utf16le"), "irrelevant"],
  ])("%s", (_name, content, kind) => {
    expect(readSource(content, TEST_MARKS).kind).toBe(kind);
  });

  test("without marks every file is text", () => {
    expect(readSource(bytes("x"))).toEqual({ kind: "text", text: "x" });
  });

  test("keeps a byte order mark", () => {
    expect(readSource(bytes(0xef, 0xbb, 0xbf, "test/"))).toEqual({
      kind: "text",
      text: "\ufefftest/",
    });
  });

  test("says where the first byte that is not UTF-8 stands", () => {
    const source = readSource(bytes("test/\n\u{1f600}", "\ufffd", 0xe4, "x"));
    expect(source).toMatchObject({
      kind: "not-utf8",
      finding: { code: "not-utf8", message: "byte 13 (0xe4) is not UTF-8" },
    });
    const { lossy, finding } = source as Extract<typeof source, { kind: "not-utf8" }>;
    expect(lossy.slice(0, finding.span.start)).toBe("test/\n\u{1f600}\ufffd");
  });

  test("text gives its bytes again, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (content) => {
        const text = decodeUtf8(content);
        expect(text === undefined || Buffer.from(text).equals(content)).toBe(true);
        expect(readSource(content).kind).toBe(text === undefined ? "not-utf8" : "text");
      }),
    );
  });
});
