// Says which framework module a file holds: one of those that this tool ships, exactly or changed
// by hand, or another one. Pure; asked by the commands `framework` and `status`.

import { withLayer, withoutLayer } from "../framework/builder-layer.js";
import { definedNames } from "../framework/module-text.js";
import type { FrameworkTexts } from "./framework.js";

/**
 * What a module speaks: the old API; both (`compat`); the new one (`final`); inline lists, as
 * upstream's own new module does, also `layered` with what pipelines call; or none of these as a
 * whole.
 */
export type ModuleKind = "old" | "compat" | "final" | "list" | "layered" | "other";

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
export function identifyModule(
  text: string,
  { final, compat, layer }: FrameworkTexts,
): ModuleState {
  const base = withoutLayer(text);
  if (base !== undefined) {
    return { kind: "layered", isShipped: withLayer(base, layer) === text };
  }
  const plain = withLineFeeds(text);
  if (plain === final || plain === compat) {
    return { kind: plain === final ? "final" : "compat", isShipped: true };
  }
  const names = new Set(definedNames(text));
  return { kind: kindOf(names), isShipped: false };
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
  { final, compat, layer }: FrameworkTexts,
): string | undefined {
  switch (kind) {
    case "final":
      return final;
    case "compat":
      return compat;
    case "layered":
      return withLineFeeds(withLayer(withoutLayer(text) ?? text, layer));
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
  final: "the final module",
  list: "a module for inline lists, as upstream has it",
  layered: "list runner with builder layer",
  other: "a module of its own kind",
};

/** The module in words, without a full stop. */
export function describeModuleKind(kind: ModuleKind): string {
  return DESCRIPTIONS[kind];
}
