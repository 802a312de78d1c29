// The transforms that repair what the linter finds, for tests that hold for all of them.

import type { AnyTransform } from "../../../transforms/all-transforms.js";
import { defToAtom } from "../../../transforms/def-to-atom.js";
import { localizeDef } from "../../../transforms/localize-def.js";

export const transforms: readonly AnyTransform[] = [localizeDef, defToAtom];
