// `framework install`: previews one of the shipped modules in the place of the one that is there, or
// puts it there, by the same guards, lock and journal as a migration. Invariant: the final module is never installed
// while any file uses the old API or might.

import type { PlannedFile } from "../outcome/planned-file.js";
import { layerInUse, moduleKept, oldApiInUse, RunError } from "../outcome/problems.js";
import type { FrameworkDecision, InstalledModule } from "../plan/framework.js";
import {
  answersAll,
  describeModuleKind,
  identifyModule,
  type ModuleKind,
} from "../plan/framework-state.js";
import { readOldUses } from "../plan/old-uses.js";
import type { PlanEnd } from "../plan/plan-input.js";
import type { Discovery } from "../project/discovery.js";
import { createByteReader } from "../project/discovery-files.js";
import { decodeUtf8 } from "../project/read.js";
import { remarksOn } from "../report/document.js";
import { fileGroup, line, writeText } from "../report/document-text.js";
import { escapeControls } from "../text/escape.js";
import { countOf, someOf } from "../text/wording.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import type { FrameworkRequest } from "./framework-request.js";
import { discoverAll, moduleOf, surveyFiles } from "./framework-survey.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { createWriter, describeShortfall } from "./migrate-write.js";
import { textOptionsFor } from "./terminal.js";
import { undoCommandFor } from "./undo-command.js";
import { readVersion } from "./version.js";

/** Previews or installs, and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function installFramework(request: FrameworkRequest, io: Io): Promise<ExitStatus> {
  const { root, color } = request;
  const discovery = discoverAll(root, io);
  // Nothing is selected: the files are only asked what they use.
  const files = discovery.files.map((file) => ({ ...file, selected: false }));
  const choice = request.variant ?? "compat";
  const end = await surveyFiles({ ...discovery, files }, choice, io, () => {}, { color });
  if (end === undefined) {
    io.stderr.write("Interrupted; nothing was written.\n");
    return exitStatus({ interrupted: true });
  }
  const module = moduleOf(end.frameworks);
  const [decision] = end.frameworks as readonly [FrameworkDecision];
  if (decision.action === "kept") {
    const reason = decision.obstacle?.reason ?? "no file needs it";
    throw new RunError(moduleKept, `${module.path} stays as it is: ${reason}`);
  }
  if (decision.variant === "final") {
    refuseWhileOld(decision, discovery, io);
  } else if (decision.variant === "list") {
    refuseWhileLayered(decision);
  }
  sayChange(decision, end.modules, request, io);
  if (decision.newText === decision.module.text || !request.isWriting) {
    return exitStatus();
  }
  return write({ request, discovery, end, io });
}

/** Lists what remains on standard output, then throws RunError. */
function refuseWhileOld(
  { oldUsers }: InstalledModule,
  { root, unseen: { outside } }: Discovery,
  io: Io,
): void {
  if (oldUsers.length === 0) {
    return;
  }
  const read = createByteReader(root, outside);
  for (const path of oldUsers) {
    const where = outside.has(path) ? ", outside the sparse checkout" : "";
    io.stdout.write(`${describeUser(path, read)}${where}\n`);
  }
  const verb = oldUsers.length === 1 ? "uses" : "use";
  throw new RunError(
    oldApiInUse,
    `${countOf(oldUsers.length, "file")} still ${verb} the old API: see above`,
  );
}

/** The layers stay while files need them. Throws RunError. */
function refuseWhileLayered({ module, oldUsers }: InstalledModule): void {
  if (oldUsers.length > 0) {
    const verb = oldUsers.length === 1 ? "uses" : "use";
    const what = answersAll(module.text) ? "pipelines or the old API" : "pipelines";
    const message = `${countOf(oldUsers.length, "file")} ${verb} ${what}: ${someOf(oldUsers.map(escapeControls))}`;
    throw new RunError(layerInUse, message);
  }
}

const SHOWN_PLACES = 3;

/** `path:line:column  N uses of the old API, also at line:column, …`. */
function describeUser(path: string, read: (path: string) => Uint8Array): string {
  const shown = escapeControls(path);
  const uses = oldUsesOf(path, read);
  const [first, ...others] = uses;
  if (first === undefined) {
    return `${shown}:1:1  cannot be read, or may use the old API: valk-codemod migrate says why`;
  }
  const next = others.slice(0, SHOWN_PLACES - 1).map(({ line, column }) => `${line}:${column}`);
  const rest = others.length - next.length;
  const more = rest > 0 ? ` and ${rest} more` : "";
  const also = next.length > 0 ? `, also at ${next.join(", ")}${more}` : "";
  return `${shown}:${first.line}:${first.column}  ${countOf(uses.length, "use")} of the old API${also}`;
}

function oldUsesOf(
  path: string,
  read: (path: string) => Uint8Array,
): ReturnType<typeof readOldUses> {
  try {
    return readOldUses(decodeUtf8(read(path)) ?? "");
  } catch {
    return [];
  }
}

function sayChange(
  { module, variant, newText }: InstalledModule,
  results: readonly PlannedFile[],
  { isWriting, color }: FrameworkRequest,
  io: Io,
): void {
  const options = textOptionsFor(io.stdout, color, io.env);
  const { style } = options;
  const path = style.bold(escapeControls(module.path));
  const kind = module.isList && variant === "joint" ? "layered-old" : KINDS[variant];
  const wanted = describeModuleKind(kind);
  const say = (text: string): unknown => io.stdout.write(writeText([[line(text, 2)]], options));
  if (newText === module.text) {
    say(`${path} is ${wanted} of valk-codemod ${readVersion()} already.`);
  } else if (module.isList && variant !== "given") {
    say(`${path}: ${describeLayers(module, variant, isWriting)} the list runner`);
  } else {
    const { kind: present } = identifyModule(module.text, readFrameworkTexts());
    const copy = present === kind ? "a changed copy of " : "";
    const verb = isWriting ? "is replaced" : "would be replaced";
    say(`${path}: ${copy}${describeModuleKind(present)} ${verb} by ${wanted}`);
  }
  for (const remarked of results.map((file) => remarksOn(file))) {
    if (remarked.remarks.length > 0) {
      io.stdout.write(`\n${writeText([[fileGroup(remarked, style)]], options)}\n`);
    }
  }
  if (!isWriting && newText !== module.text) {
    io.stdout.write("Nothing was written; --write does it.\n");
  }
}

/** "the registry layer would be added to": what becomes of the layers of a runner of lists. */
function describeLayers(
  { text, isLayered }: InstalledModule["module"],
  variant: InstalledModule["variant"],
  isWriting: boolean,
): string {
  const present = [...(isLayered ? ["builder"] : []), ...(answersAll(text) ? ["registry"] : [])];
  const wanted = LAYERS_OF[variant] ?? [];
  const added = wanted.filter((layer) => !present.includes(layer));
  const removed = present.filter((layer) => !wanted.includes(layer));
  const named = added.length > 0 ? added : removed.length > 0 ? removed : present;
  const [noun, verb] = named.length > 1 ? ["layers", "are"] : ["layer", "is"];
  const kept = removed.length > 0 ? "taken out of" : "brought up to date in";
  const what = `the ${named.join(" and ")} ${noun} ${isWriting ? verb : "would be"}`;
  return `${what} ${added.length > 0 ? "added to" : kept}`;
}

const LAYERS_OF: Readonly<Partial<Record<InstalledModule["variant"], readonly string[]>>> = {
  layer: ["builder"],
  joint: ["builder", "registry"],
};

/** What a module is that was installed as this. */
const KINDS: Readonly<Record<InstalledModule["variant"], ModuleKind>> = {
  compat: "compat",
  final: "final",
  layer: "layered",
  list: "list",
  joint: "compat-lists",
  given: "other",
};

interface Installation {
  readonly request: FrameworkRequest;
  readonly discovery: Discovery;
  readonly end: PlanEnd;
  readonly io: Io;
}

async function write({ request, discovery, end, io }: Installation): Promise<ExitStatus> {
  const { allowDirty, allowNoVcs } = request;
  const writer = createWriter(
    { allowDirty, allowNoVcs, isAtomic: false, command: "framework" },
    discovery,
    io,
  );
  for (const file of end.modules) {
    if (file.status === "changed") {
      writer.add(file);
    }
  }
  const obstacle = writer.obstacle(end);
  if (obstacle !== undefined) {
    io.stdout.write("Nothing was written.\n");
    throw obstacle;
  }
  const { applied } = await writer.write(end, undefined);
  if (applied === undefined) {
    return exitStatus();
  }
  for (const path of applied.written) {
    io.stdout.write(`written  ${escapeControls(path)}\n`);
  }
  for (const { path, problem } of applied.failed) {
    const { code, message, hint } = problem;
    io.stderr.write(`error: ${escapeControls(path)}: ${code}: ${escapeControls(message)}\n`);
    io.stderr.write(`hint: ${hint}\n`);
  }
  for (const line of describeShortfall(applied, discovery.top, io.cwd)) {
    io.stderr.write(`${line}\n`);
  }
  const { interrupted, runId } = applied;
  const failed = applied.written.length === 0 || runId === undefined;
  if (!interrupted && !failed) {
    const undo = undoCommandFor(discovery.top, runId, io.cwd);
    io.stdout.write(`This is taken back by: ${undo}\n`);
  }
  return exitStatus({ interrupted, failed });
}
