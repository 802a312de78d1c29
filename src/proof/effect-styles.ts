// How the old style and both new ones write effects; the walk in `effects.ts` is the same for all.

import {
  type Collected,
  type EffectStyle,
  headOfForm,
  type Unwrapped,
  unwrapAround,
} from "./effect-style.js";
import {
  ADD_ALL,
  BUILDER_TESTS,
  FLAGS,
  JOIN,
  LIST,
  LIST_TESTS,
  NEUTRAL_STAGE,
  OLD_TESTS,
} from "./framework-names.js";
import { OPEN_PAREN, type ValkText } from "./reader.js";
import { childrenOf, headName, kindAt, lastOf, NONE, nodeText } from "./tokens.js";

const FLAG_NAMES: ReadonlySet<string> = new Set(FLAGS.keys());
const CONSTANTS: ReadonlySet<string> = new Set(["nil", "true", "false"]);
const LOOP = "map";

/** Registrations as effects: `(test/define n b)`, `(map f xs)`, `{}` for nothing. */
export const OLD_EFFECTS: EffectStyle = {
  tests: OLD_TESTS,
  flags: FLAG_NAMES,
  wrapsTests: false,
  unwrapTest: () => undefined,
  unwrapLoop: (text, node) => bareLoop(text, node),
  unwrapAll: () => undefined,
  hasEffects: true,
  isNothing: (only) => CONSTANTS.has(only) || /^(?:-?\d+|\(\)|\{\}|".*)?$/s.test(only),
  neutral: "",
};

/** Stages: `(test/add n b)`, `(test/add-all (map f xs))`, `{test/none}` for nothing. */
export const BUILDER_EFFECTS: EffectStyle = {
  tests: BUILDER_TESTS,
  flags: FLAG_NAMES,
  wrapsTests: false,
  unwrapTest: () => undefined,
  unwrapLoop: (text, node) => wrappedLoop(text, node, [ADD_ALL]),
  unwrapAll: collectedStages,
  hasEffects: false,
  isNothing: (only) => only === NEUTRAL_STAGE,
  neutral: NEUTRAL_STAGE,
};

/** Lists of tests: `(list (test n b))`, `(foldl join {} (map f xs))`, `{}` for nothing. */
export const LIST_EFFECTS: EffectStyle = {
  tests: LIST_TESTS,
  flags: new Set(),
  wrapsTests: true,
  unwrapTest: (text, node) => {
    const [, inner, surplus] = childrenOf(text, node);
    const isEntry = inner !== undefined && LIST_TESTS.has(headName(text, inner));
    return headOfForm(text, node) === LIST && isEntry && surplus === undefined
      ? unwrapAround(text, node, inner)
      : undefined;
  },
  unwrapLoop: (text, node) => wrappedLoop(text, node, ["foldl", "join", "{}"]),
  unwrapAll: (text, node) => {
    const [head, ...elements] = headOfForm(text, node) === JOIN ? childrenOf(text, node) : [];
    return head === undefined ? undefined : { elements, added: [head] };
  },
  hasEffects: false,
  isNothing: (only) => only === "",
  neutral: "{}",
};

/** The style of each target. */
export const NEW_EFFECTS = { builder: BUILDER_EFFECTS, list: LIST_EFFECTS } as const;

function bareLoop(text: ValkText, node: number): Unwrapped | undefined {
  return headOfForm(text, node) === LOOP ? { node, added: [] } : undefined;
}

/** `(test/add-all (list a b …))`, in parentheses or in braces. */
function collectedStages(text: ValkText, node: number): Collected | undefined {
  const [head = NONE, list = NONE, surplus] = childrenOf(text, node);
  if (headOfForm(text, node) !== ADD_ALL || surplus !== undefined) return undefined;
  if (list === NONE || headName(text, list) !== LIST) return undefined;
  const [own = NONE, ...elements] = childrenOf(text, list);
  return { elements, added: [head, list, own, lastOf(text, list)] };
}

/** `(words… (map f xs))`, in parentheses or in braces. */
function wrappedLoop(
  text: ValkText,
  node: number,
  words: readonly string[],
): Unwrapped | undefined {
  const children = childrenOf(text, node);
  const inner = children[words.length];
  const isWrapper = words.every((word, index) => {
    const child = children[index];
    return child !== undefined && nodeText(text, child) === word;
  });
  return isWrapper &&
    inner !== undefined &&
    children.length === words.length + 1 &&
    kindAt(text, inner) === OPEN_PAREN &&
    headName(text, inner) === LOOP
    ? unwrapAround(text, node, inner)
    : undefined;
}
