// A run of `status`: discovers, plans without writing, and reports. What is counted and how it looks
// stands in `src/status` and `src/report/status`.

import { realpathSync } from "node:fs";
import { join } from "node:path";
import { type FrameworkDecision, oldUsersOf } from "../plan/framework.js";
import { identifyOnly } from "../plan/framework-state.js";
import { goalOf } from "../plan/goal.js";
import type { Discovery } from "../project/discovery.js";
import { createProject } from "../project/discovery-files.js";
import { posixRelative } from "../project/discovery-root.js";
import type { FormatStatus, StatusData, StatusOptions } from "../report/status/report.js";
import { statusFormats } from "../report/status/status-formats.js";
import { loadedTestFiles } from "../status/loaded-tests.js";
import { createStatusCollector } from "../status/status.js";
import { shellWord } from "../text/shell-word.js";
import { discoverFiles } from "./discover-files.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { modulesOf, surveyUse } from "./framework-survey.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io, Output } from "./io.js";
import { onlyLooks } from "./only-looks.js";
import { writeOutput } from "./output-file.js";
import { sayUnseen } from "./say-unseen.js";
import type { Settings } from "./settings.js";
import type { StatusRequest } from "./status-options.js";
import { textOptionsFor, usesColor } from "./terminal.js";
import { readVersion } from "./version.js";

/** Reports and answers the exit status. Throws errors with a hint for what the user can mend. */
export async function showStatus(
  settings: Settings,
  request: StatusRequest,
  io: Io,
): Promise<ExitStatus> {
  const { paths, include, exclude, target, indent, severities, framework, openFolders } = settings;
  const discovery = await discoverFiles(
    {
      paths,
      cwd: io.cwd,
      root: request.root,
      include,
      exclude,
      useIgnoreFiles: request.ignore !== false,
      wholeRoot: true,
      env: io.env,
      onlyLooks: onlyLooks(request),
    },
    openFolders,
    io,
  );
  sayUnseen(discovery, io);
  const since =
    request.since === undefined
      ? undefined
      : await (await import("./status-since.js")).readSince(
          request.since,
          paths,
          { discovery, dialect: settings.findDialect().dialect },
          io,
        );
  const collector = createStatusCollector();
  const end = await surveyUse(discovery, io, (file) => collector.add(file), {
    severities,
    folders: discovery.folders,
    options: { target, indent },
    modulePath: framework,
    findDialect: settings.findDialect,
    color: request.color,
  });
  if (end === undefined) {
    io.stderr.write("Interrupted.\n");
    return exitStatus({ interrupted: true });
  }
  const project = createProject(discovery.root, {
    outside: discovery.unseen.outside,
    findDialect: settings.findDialect,
  });
  const filesIn = discovery.files.filter(({ selected }) => selected).length;
  const status = collector.finish(filesIn, (path) => loadedTestFiles(path, project));
  const format = await (statusFormats.get(request.format) as () => Promise<FormatStatus>)();
  const modules = modulesOf(end.frameworks);
  const module = identifyOnly(modules, readFrameworkTexts());
  const data = {
    toolVersion: readVersion(),
    root: discovery.root,
    status,
    module,
    ...(modules.length > 1 && { severalModules: modules.map(({ path }) => path) }),
    goal: goalOf(settings.origins.target, module),
    dialect: settings.findDialect(),
    since,
    unseen: discovery.unseen,
    ...oldUsers(end.frameworks, discovery),
  };
  const render = (output: Output): string =>
    format(data, optionsFor(output, request, discovery, io));
  writeOutput(render, request.output, io);
  if (onlyLooks(request)) {
    io.onRepeatable?.();
  }
  return exitStatus({ failed: status.failed.length });
}

function oldUsers(
  decisions: readonly FrameworkDecision[] = [],
  { files }: Discovery,
): Pick<StatusData, "oldElsewhere" | "oldHere"> {
  const own = new Set(files.filter(({ selected }) => selected).map(({ path }) => path));
  const all = oldUsersOf(decisions);
  return {
    oldElsewhere: all.filter((path) => !own.has(path)),
    oldHere: all.filter((path) => own.has(path)),
  };
}

function optionsFor(
  output: Output,
  { color, quiet }: StatusRequest,
  { root }: Discovery,
  { cwd, env }: Io,
): StatusOptions {
  const here = realpathSync.native(cwd);
  return {
    ...textOptionsFor(output, color, env),
    isPlain: !usesColor(color, output, env),
    isQuiet: quiet === true,
    wordFor: (path) => {
      const typed = posixRelative(here, join(root, path));
      return shellWord(typed.startsWith("-") ? `./${typed}` : typed);
    },
  };
}
