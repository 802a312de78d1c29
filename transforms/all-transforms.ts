// Every transform there is: a new one is one file beside this and one line below.

import type { Transform } from "../src/kit/transform.js";
import { defToAtom } from "./def-to-atom.js";
import type { SuiteOptions } from "./define-to-suite/suite-options.js";
import { defineToSuite } from "./define-to-suite.js";
import { listToSuite } from "./list-to-suite.js";
import { localizeDef } from "./localize-def.js";
import { suiteToList } from "./suite-to-list.js";

/** A transform as a run calls it: each reads of the options what concerns it. */
export type AnyTransform = Transform<SuiteOptions>;

/** All transforms by name. */
export const transforms: ReadonlyMap<string, AnyTransform> = new Map(
  [defineToSuite, listToSuite, suiteToList, localizeDef, defToAtom].map((transform) => [
    transform.name,
    transform,
  ]),
);
