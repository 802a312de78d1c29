// A module of functions that register tests for their callers: each call of the old API inside them
// becomes a value where it stands, and nothing moves.

import { type Rewrite, RewriteBuilder } from "../../../src/edit/rewrite.js";
import { writeShifted } from "../../../src/edit/shift.js";
import type { Script } from "../../../src/program/script.js";
import { builderReplacements, listReplacements } from "./values.js";

/** Writes the file with its functions' values replaced. */
export function layOutHelpers(script: Script, target: "builder" | "list"): Rewrite {
  const { tree } = script;
  const replacements =
    target === "builder" ? builderReplacements(script) : listReplacements(script, true);
  const out = new RewriteBuilder(tree.source);
  writeShifted(out, tree, 1, tree.size, { from: "", to: "" }, replacements);
  return out.build();
}
