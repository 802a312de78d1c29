// Groups whose every member is proven, and what the proofs then say about them.

import { describe, expect, test } from "vitest";
import { BUILDER, type Files, failuresOf, inCrlf, inTabs, LIST } from "./graph-pairs.js";

describe("every member of a correct group is proven", () => {
  test.each<[string, Files]>([
    ["as it is", BUILDER],
    ["with CRLF", inCrlf(BUILDER)],
    ["with tabs", inTabs(BUILDER)],
  ])("builder, %s", (_, files) => {
    expect(failuresOf(files)).toEqual([]);
  });

  test.each<[string, Files]>([
    ["as it is", LIST],
    ["with CRLF", inCrlf(LIST)],
    ["with tabs", inTabs(LIST)],
  ])("list, %s", (_, files) => {
    expect(failuresOf(files, "list")).toEqual([]);
  });
});
