// Says which framework module a file holds: one of those that this tool ships, exactly or changed
// by hand, or another one. Pure; asked by the commands `framework` and `status`.

import { bareRunner, hasLayer, withLayer } from "../framework/layers.js";
import { definedNames, inPlaceOf } from "../framework/module-text.js";

/** The modules that can be installed, with LF line ends. */
export interface FrameworkTexts {
  readonly final: string;
  readonly compat: string;
  /** What is appended to a runner of lists, so that it answers pipelines, too. */
  readonly layer: string;
  /** What is appended to that layer, so that it answers the old API, too. */
  readonly registry: string;
  /** What is appended to the module for both APIs, so that it runs lists, too. */
  readonly lists: string;
}

/**
 * What a module speaks: the old API; both (`compat`); the new one (`final`); inline lists, as
 * upstream's own new module does, also `layered` with what pipelines call; all three, as `compat-lists`
 * and `layered-old` do, each with one layer more; or none of these as a whole.
 */
export type ModuleKind =
  | "old"
  | "compat"
  | "compat-lists"
  | "final"
  | "list"
  | "layered"
  | "layered-old"
  | "other";

export interface ModuleState {
  readonly kind: ModuleKind;
  /** Whether it is, line ends aside, what this version of the tool installs. */
  readonly isShipped: boolean;
}

/** The one module that there is, as it is; undefined where there is none, or several. */
export function identifyOnly(
  [module, ...others]: readonly { readonly path: string; readonly text: string }[],
  texts: FrameworkTexts,
): (ModuleState & { readonly path: string }) | undefined {
  return module === undefined || others.length > 0
    ? undefined
    : { path: module.path, ...identifyModule(module.text, texts) };
}

/** Tells modules apart by what they define. Linear in the size of the text. */
export function identifyModule(text: string, texts: FrameworkTexts): ModuleState {
  const { final, compat } = texts;
  const layered = layeredKind(text);
  if (layered !== undefined) {
    return { kind: layered, isShipped: shippedLike(text, layered, texts) === withLineFeeds(text) };
  }
  const plain = withLineFeeds(text);
  const isFinal = plain === inPlaceOf(plain, final);
  if (isFinal || plain === inPlaceOf(plain, compat)) {
    return { kind: isFinal ? "final" : "compat", isShipped: true };
  }
  const names = new Set(definedNames(text));
  return { kind: kindOf(names), isShipped: false };
}

/** What the layers of a module make of it; undefined for one without any. */
function layeredKind(text: string): "compat-lists" | "layered" | "layered-old" | undefined {
  if (hasLayer(text, "list")) {
    return "compat-lists";
  }
  if (hasLayer(text, "registry")) {
    return "layered-old";
  }
  return hasLayer(text, "builder") ? "layered" : undefined;
}

/** Whether a module is a runner of lists of the project's own, with layers or without. */
export function runsLists(kind: ModuleKind): boolean {
  return kind === "list" || kind === "layered" || kind === "layered-old";
}

/** Whether a module has the layer that makes it answer all three APIs. */
export function answersAll(text: string): boolean {
  return hasLayer(text, "list") || hasLayer(text, "registry");
}

/**
 * What answers all three APIs in the place of a module: its own runner of lists with two layers behind it,
 * or the module for both APIs with one.
 */
export function jointText(text: string, isRunner: boolean, texts: FrameworkTexts): string {
  return isRunner
    ? withLayer(withLayer(bareRunner(text), texts.layer), texts.registry)
    : inPlaceOf(text, withLayer(texts.compat, texts.lists));
}

function kindOf(names: ReadonlySet<string>): ModuleKind {
  const speaksOld = names.has("test/define");
  if (names.has("test/add") && names.has("->")) {
    return speaksOld ? "compat" : "final";
  }
  if (speaksOld) {
    return "old";
  }
  return names.has("test") ? "list" : "other";
}

/**
 * What this tool ships of the kind that a module is, with LF line ends: a whole module, or the runner of
 * lists with the layer behind it. Undefined for modules of which it ships none.
 */
export function shippedLike(
  text: string,
  kind: ModuleKind,
  texts: FrameworkTexts,
): string | undefined {
  switch (kind) {
    case "final":
    case "compat":
      return withLineFeeds(inPlaceOf(text, texts[kind]));
    case "layered":
      return withLineFeeds(withLayer(bareRunner(text), texts.layer));
    case "layered-old":
    case "compat-lists":
      return withLineFeeds(jointText(text, kind === "layered-old", texts));
    default:
      return undefined;
  }
}

/** The text with LF line ends, as the shipped modules have them. */
export function withLineFeeds(text: string): string {
  return text.replaceAll("\r\n", "\n");
}

const DESCRIPTIONS: Readonly<Record<ModuleKind, string>> = {
  old: "the old module",
  compat: "the module for both APIs",
  "compat-lists": "the module for both APIs with list layer",
  final: "the final module",
  list: "a module for inline lists, as upstream has it",
  layered: "list runner with builder layer",
  "layered-old": "list runner with builder and registry layers",
  other: "a module of its own kind",
};

/** The module in words, without a full stop. */
export function describeModuleKind(kind: ModuleKind): string {
  return DESCRIPTIONS[kind];
}
