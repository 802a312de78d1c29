// Every transform there is: a new one is one file beside this and one line below.

import type { Transform } from "../src/kit/transform.js";
import { defToAtom } from "./def-to-atom.js";
import { defineToSuite } from "./define-to-suite.js";
import { localizeDef } from "./localize-def.js";

/** All transforms by name. */
export const transforms: ReadonlyMap<string, Transform> = new Map(
  [defineToSuite, localizeDef, defToAtom].map((transform) => [transform.name, transform]),
);
