// What the language server needs of the process: the streams as a connection, and the disk with the
// settings of the command line. Loaded by `lsp`.

import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { Readable, Writable } from "node:stream";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";
import { FRAMEWORK_EXCEPTIONS } from "../lint/framework-exceptions.js";
import { orderedMessages } from "../lsp/lifecycle.js";
import { serve } from "../lsp/server.js";
import type { Host, ProjectSource } from "../lsp/source.js";
import type { Glance } from "../program/project.js";
import { pathsOf } from "../project/discovery.js";
import { createByteReader, createProject } from "../project/discovery-files.js";
import { createLocator } from "../project/discovery-locate.js";
import { type KeptEntry, keepIn } from "../project/file-identity.js";
import { createReach } from "../project/reach.js";
import { isRunning } from "../write/lock-process.js";
import { discoverFiles } from "./discover-files.js";
import { type ExitStatus, exitStatus } from "./exit-status.js";
import { readFrameworkTexts } from "./framework-texts.js";
import type { Io } from "./io.js";
import { readSettings } from "./settings.js";
import { UsageError } from "./usage-error.js";
import { readVersion } from "./version.js";

/**
 * Serves until the editor is done, or `clientProcess` where somebody gave one. Throws UsageError where nobody said
 * goodbye.
 */
export async function serveEditor(io: Io, clientProcess?: number): Promise<ExitStatus> {
  const looks: Looks = new Map();
  const host: Host = {
    open: (folder) => openProject(folder, io, looks),
    realPath,
    isRunning,
    clientProcess,
  };
  const input = io.stdin instanceof Readable ? io.stdin : Readable.from(io.stdin);
  // A pipe that ends closes by itself, a file does not.
  input.once("end", () => input.destroy());
  const end = await serve(() => connect(input, io), host, readVersion());
  // What is still open would keep the process.
  input.destroy();
  if (end === "gone") {
    throw new UsageError(
      "the editor went away without a word",
      "an editor starts lsp and says goodbye to it: docs/editor.md",
    );
  }
  return exitStatus({ unasked: end === "unasked" });
}

function connect(input: Readable, { stdout }: Io): ProtocolConnection {
  const output = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      stdout.write(chunk);
      done();
    },
  });
  const writer = new StreamMessageWriter(output);
  const messageStrategy = orderedMessages((response) => void writer.write(response));
  const reader = new StreamMessageReader(input);
  return createProtocolConnection(reader, writer, undefined, { messageStrategy });
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // A document that was never saved lies in its folder all the same.
    return join(realPath(dirname(path)), basename(path));
  }
}

/** What was seen of files, by the root of their project and by their paths. */
type Looks = Map<string, Map<string, KeptEntry<Glance>>>;

/**
 * The project around a folder, as `check` sees it. What was seen of a file is not looked for again while the
 * file is the same. Throws UsageError for a configuration that does not fit.
 */
export async function openProject(
  folder: string,
  io: Io,
  looks: Looks = new Map(),
): Promise<ProjectSource> {
  const here: Io = Object.create(io, { cwd: { value: folder } });
  const settings = await readSettings({ paths: [] }, here);
  const { paths, include, exclude, openFolders, target, indent, severities, lint, format } =
    settings;
  const discovery = await discoverFiles(
    {
      paths,
      include,
      exclude,
      cwd: settings.place.root,
      wholeRoot: true,
      env: io.env,
    },
    openFolders,
    io,
  );
  const { root, files, folders, unseen } = discovery;
  const { entryPoints, exceptions } = folders?.lint ?? lint;
  const { outside } = unseen;
  const known = looks.get(root) ?? new Map();
  looks.set(root, known);
  const listPaths = (): readonly string[] => pathsOf(files);
  return {
    root,
    files,
    findDialect: settings.findDialect,
    target,
    indent,
    severities,
    format,
    folders,
    lint: { entryPoints, exceptions: [...FRAMEWORK_EXCEPTIONS, ...exceptions] },
    framework: { choice: "auto", path: settings.framework, texts: readFrameworkTexts },
    readBytes: createByteReader(root, outside),
    disk: createProject(root, { listPaths, outside, looks: keepIn(known) }),
    reach: createReach(discovery),
    locate: createLocator(root),
  };
}
