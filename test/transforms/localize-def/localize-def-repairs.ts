// The transforms that repair what the linter finds, for tests that hold for all of them.

import type { Transform } from "../../../src/kit/transform.js";
import { defToAtom } from "../../../transforms/def-to-atom.js";
import { localizeDef } from "../../../transforms/localize-def.js";

export const transforms: readonly Transform[] = [localizeDef, defToAtom];
