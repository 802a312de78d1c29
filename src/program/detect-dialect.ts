// Which dialect a repository is written in, as its own files show it: its prelude and its framework
// module first, since they have to suit the interpreter, then what all files call. Invariant: what the
// repository defines itself tells nothing, and where nothing is told it is the default dialect.

import type { Dialect } from "../dialect/dialect.js";
import { DEFAULT_DIALECT, DIALECTS, namesOnlyIn } from "../dialect/dialects.js";
import { USUAL_MODULE } from "../framework/framework-api.js";
import { SyntaxKind } from "../syntax/kinds.js";
import { treeOf } from "../syntax/tree-of.js";
import { countOf, someOf } from "../text/wording.js";
import { isListed, type Project } from "./project.js";

export interface FoundDialect {
  readonly dialect: Dialect;
  /** Why it is that one, as a clause: "src/prelude.valk uses sig and type". */
  readonly reason: string;
}

const USUAL_PRELUDE = "src/prelude.valk";

/** What only programs in one dialect call. */
const SIGNS: ReadonlyMap<Dialect, ReadonlySet<string>> = new Map(
  DIALECTS.map((dialect) => [dialect, namesOnlyIn(dialect)]),
);
const ALL_SIGNS = [...SIGNS.values()].flatMap((names) => [...names]);

/** Few texts have any, and a search is cheaper than a tree. Definitions of such names are found, too. */
const ANY_SIGN = new RegExp(`[({]\\s*(?:${ALL_SIGNS.map(escapePattern).join("|")})[\\s(){}"';]`);
const ANY_DEFINITION = new RegExp(
  `[({]\\s*(?:fun|def|=)\\s*\\{\\s*(${ALL_SIGNS.map(escapePattern).join("|")})[\\s}]`,
  "g",
);

/**
 * Looks at the prelude and the framework module, and only where these do not tell at all files of a
 * project that can list them. `modulePath` is the module that the configuration names.
 */
export function detectDialect(project: Project, modulePath = USUAL_MODULE): FoundDialect {
  return (
    ofPrelude(project.read(USUAL_PRELUDE)) ??
    ofModule(modulePath, project.read(modulePath)) ??
    ofAllFiles(project)
  );
}

/** A prelude belongs to its interpreter, so that one without signs of a newer dialect tells, too. */
function ofPrelude(text: string | undefined): FoundDialect | undefined {
  return text !== undefined && /\(\s*def\s*\{\s*fun\s*\}/.test(text)
    ? (ofText(USUAL_PRELUDE, text) ?? {
        dialect: DEFAULT_DIALECT,
        reason: `${USUAL_PRELUDE} has nothing newer`,
      })
    : undefined;
}

function ofModule(path: string, text: string | undefined): FoundDialect | undefined {
  return text === undefined ? undefined : ofText(path, text);
}

/** The dialect that all signs in a text speak for. */
function ofText(path: string, text: string): FoundDialect | undefined {
  const signs = [...signsIn(text, definedIn(text))];
  const [first] = signs;
  return first === undefined || signs.length > 1
    ? undefined
    : { dialect: first[0], reason: `${path} uses ${someOf([...first[1]])}` };
}

/** The dialect that most files speak for. */
function ofAllFiles(project: Project): FoundDialect {
  // Texts without a sign, nearly all, are not kept.
  const texts = (isListed(project) ? project.paths() : []).flatMap((path) => {
    const text = project.read(path);
    return text !== undefined && ANY_SIGN.test(text) ? [text] : [];
  });
  const defined = new Set(texts.flatMap((text) => [...definedIn(text)]));
  const all = texts.map((text) => signsIn(text, defined));
  const votes = DIALECTS.map((dialect) => {
    const own = all.flatMap((signs) => signs.get(dialect) ?? []);
    return { dialect, count: own.length, names: new Set(own.flatMap((names) => [...names])) };
  }).toSorted((a, b) => b.count - a.count);
  const [most, next] = votes;
  if (most === undefined || most.count === 0) {
    return { dialect: DEFAULT_DIALECT, reason: "nothing here tells dialects apart" };
  }
  if (most.count === next?.count) {
    const reason = `as many files speak for ${most.dialect.name} as for ${next.dialect.name}`;
    return { dialect: DEFAULT_DIALECT, reason };
  }
  const verb = most.count === 1 ? "uses" : "use";
  const reason = `${countOf(most.count, "file")} ${verb} ${someOf([...most.names])}`;
  return { dialect: most.dialect, reason };
}

function definedIn(text: string): ReadonlySet<string> {
  return new Set(Array.from(text.matchAll(ANY_DEFINITION), ([, name]) => name as string));
}

/** What a text calls that only one dialect has and nobody here defines, by dialect. */
function signsIn(
  text: string,
  defined: ReadonlySet<string>,
): ReadonlyMap<Dialect, ReadonlySet<string>> {
  const signs = new Map<Dialect, Set<string>>();
  if (!ANY_SIGN.test(text)) {
    return signs;
  }
  const tree = treeOf(text);
  for (let at = 0; at < tree.size; at++) {
    const name = tree.kind(at) === SyntaxKind.Symbol ? tree.text(at) : "";
    for (const [dialect, names] of SIGNS) {
      const node = names.has(name) && !defined.has(name) ? tree.node(at) : undefined;
      if (node?.parent?.firstElement?.is(node) === true) {
        signs.set(dialect, (signs.get(dialect) ?? new Set()).add(name));
      }
    }
  }
  return signs;
}

function escapePattern(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
