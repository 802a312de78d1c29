// Who uses which framework module, as far as a plan has looked: noted file by file, asked when all are
// known. Invariant: a file whose module cannot be told counts as an old user of each.

import type { ModuleUse } from "./framework.js";
import type { ModulePlan } from "./module-plan.js";

/** A file and how it speaks to the framework after the run. */
export interface ModuleUser {
  readonly path: string;
  /** What it loads at top level; undefined where nobody knows. */
  readonly loads: readonly string[] | undefined;
  /** Whether it uses the old API, or might. */
  readonly usesOld: boolean;
  readonly usesNew: boolean;
  /** Whether it is among those a user of pipelines. */
  readonly usesBuilder: boolean;
  /** Whether it is a user of lists. */
  readonly usesLists: boolean;
}

export interface ModuleSurvey {
  note(user: ModuleUser): void;
  useOf(module: string): ModuleUse;
  /** The same without the names, which are put in order. */
  seenOf(module: string): SeenUse;
}

/** Which kinds of users a module has. */
export interface SeenUse extends Pick<ModuleUse, "speaksNew" | "usesLists" | "isWanted"> {
  readonly hasOld: boolean;
  readonly hasBuilder: boolean;
}

interface Uses {
  readonly oldUsers: string[];
  readonly builderUsers: string[];
  speaksNew: boolean;
  usesLists: boolean;
  isWanted: boolean;
}

/** A survey that knows nothing yet. */
export function createModuleSurvey(plan: ModulePlan | undefined): ModuleSurvey {
  const uses = new Map<string, Uses>();
  const unclear = emptyUses();
  const usesOf = (path: string): Uses => {
    const known = uses.get(path) ?? emptyUses();
    uses.set(path, known);
    return known;
  };
  return {
    note({ path, loads, usesOld, usesNew, usesBuilder, usesLists }) {
      const modules = loads === undefined ? [] : (plan?.modulesOf(loads) ?? []);
      const concerned = modules.length === 0 ? [unclear] : modules.map((one) => usesOf(one.path));
      for (const use of concerned) {
        use.isWanted = true;
        use.speaksNew ||= usesNew;
        use.usesLists ||= usesLists;
        if (usesOld) {
          use.oldUsers.push(path);
        }
        if (usesBuilder) {
          use.builderUsers.push(path);
        }
      }
    },
    useOf(module) {
      const { oldUsers, builderUsers } = usesOf(module);
      const { speaksNew, usesLists, isWanted } = seenOf(module);
      return {
        oldUsers: [...oldUsers, ...unclear.oldUsers].sort(),
        builderUsers: [...builderUsers, ...unclear.builderUsers].sort(),
        speaksNew,
        usesLists,
        isWanted,
      };
    },
    seenOf,
  };

  function seenOf(module: string): SeenUse {
    const { oldUsers, builderUsers, speaksNew, usesLists, isWanted } = usesOf(module);
    const isUsual = plan?.usual === module;
    return {
      hasOld: oldUsers.length > 0 || unclear.oldUsers.length > 0,
      hasBuilder: builderUsers.length > 0 || unclear.builderUsers.length > 0,
      speaksNew: speaksNew || (isUsual && unclear.speaksNew),
      usesLists: usesLists || unclear.usesLists,
      isWanted: isWanted || isUsual,
    };
  }
}

function emptyUses(): Uses {
  return { oldUsers: [], builderUsers: [], speaksNew: false, usesLists: false, isWanted: false };
}
