// `framework diff`: shows what installing a shipped module would change, as a unified diff.

import {
  identifyModule,
  type ModuleKind,
  runsLists,
  shippedLike,
} from "../plan/framework-state.js";
import { escapeControls } from "../text/escape.js";
import { createStyle, type Style } from "../text/style.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { FrameworkRequest } from "./framework-request.js";
import { discoverAll, moduleOf, surveyFiles } from "./framework-survey.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { usesColor } from "./terminal.js";
import { readVersion } from "./version.js";

/** Prints the diff, or nothing but a sentence where there is none. */
export async function showFrameworkDiff(request: FrameworkRequest, io: Io): Promise<ExitStatus> {
  const { root, color } = request;
  const discovery = discoverAll(root, io);
  const files = discovery.files.map((file) => ({ ...file, selected: false }));
  const end = await surveyFiles({ ...discovery, files }, request.variant ?? "auto", io, () => {}, {
    color,
  });
  if (end === undefined) {
    return exitStatus({ interrupted: true });
  }
  const { path, text, isJoint } = moduleOf(end.frameworks);
  const texts = readFrameworkTexts();
  const { kind } = identifyModule(text, texts);
  const single = request.variant === undefined ? likest(kind) : KINDS[request.variant];
  const [decision] = end.frameworks ?? [];
  const answersAll =
    request.variant === undefined
      ? isJoint
      : decision?.action === "installed" && decision.variant === "joint";
  const variant = (answersAll && JOINT[single]) || single;
  const name = NAMES[variant] ?? `${variant} module`;
  const { diffModules } = await import("../report/framework-diff.js");
  const diff = diffModules(text, shippedLike(text, variant, texts) ?? text, {
    installed: path,
    shipped: `${name} of valk-codemod ${readVersion()}`,
  });
  if (diff === "") {
    io.stderr.write(`${escapeControls(path)} is the ${name} as shipped.\n`);
  }
  const style = createStyle(usesColor(color, io.stdout, io.env));
  io.stdout.write(
    diff
      .split("\n")
      .map((line) => dress(escapeControls(line), style))
      .join("\n"),
  );
  return exitStatus();
}

/** What each kind that is asked for by name makes of the module. */
const KINDS = { compat: "compat", final: "final", layer: "layered", list: "list" } as const;

/** What each kind becomes where files use all three APIs. */
const JOINT: Readonly<Partial<Record<ModuleKind, ModuleKind>>> = {
  compat: "compat-lists",
  layered: "layered-old",
};

const NAMES: Readonly<Partial<Record<ModuleKind, string>>> = {
  "compat-lists": "compat module with list layer",
  layered: "list runner with builder layer",
  "layered-old": "list runner with builder and registry layers",
};

/** What an old module becomes first is the one that speaks both APIs; a runner of lists stays one. */
function likest(kind: ModuleKind): "compat" | "final" | "layered" {
  if (runsLists(kind)) {
    return "layered";
  }
  return kind === "compat" || kind === "compat-lists" || kind === "old" ? "compat" : "final";
}

function dress(line: string, style: Style): string {
  if (line.startsWith("+++") || line.startsWith("---")) {
    return style.bold(line);
  }
  switch (line[0]) {
    case "+":
      return style.green(line);
    case "-":
      return style.red(line);
    case "@":
      return style.cyan(line);
    default:
      return line;
  }
}
