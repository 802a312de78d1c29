// `parse FILE`: shows the tree of a file, as indented lines or as JSON.

import { reasonOf } from "../outcome/problems.js";
import { resolveTarget } from "../project/discovery-target.js";
import { readRegularFile } from "../project/file-system.js";
import { decodeUtf8, notUtf8Problem } from "../project/read.js";
import { createJsonStream } from "../report/json-stream.js";
import { type Diagnostic, errorsFor } from "../syntax/diagnostic.js";
import { dumpTree, formatTree } from "../syntax/dump.js";
import { parse } from "../syntax/parser.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { escapeControls } from "../text/escape.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { readSettings } from "./settings.js";
import { DIALECT } from "./shared-options.js";
import { readInput } from "./standard-input.js";
import { UsageError } from "./usage-error.js";

export const parseCommand = makeCommand({
  operands: [{ name: "<FILE>", text: "the file, or - for standard input" }],
  options: [
    {
      flags: "--json",
      text: "print the tree as JSON: a flat list of elements, and the parse errors",
    },
    DIALECT,
  ],
  help: `
Exit status: 0 when the tree was printed, with or without parse errors;
2 when the file could not be read.

Examples:
  valk-codemod parse test/test_prelude.valk
  echo '(f {x})' | valk-codemod parse - --json`,

  async run([file], { json, dialect }, io) {
    const path = file as string;
    const bytes = path === "-" ? await readInput(io) : readNamed(path, io);
    if (bytes === undefined) {
      return exitStatus({ interrupted: true });
    }
    const text = decodeUtf8(bytes);
    if (text === undefined) {
      const { message } = notUtf8Problem(bytes);
      throw new UsageError(`${path}: ${message}`, "convert it first, for example with iconv");
    }
    const tree = parse(text);
    const errors = await errorsIn(tree, path, dialect, io);
    if (json) {
      printJson(path, tree, errors, io);
    } else {
      printText(path, tree, errors, io);
    }
    return exitStatus();
  },
});

/** What of the tree is an error where the file stands; nobody asks what that is for a text without. */
async function errorsIn(
  { diagnostics }: SyntaxTree,
  path: string,
  dialect: string | undefined,
  io: Io,
): Promise<readonly Diagnostic[]> {
  if (diagnostics.length === 0) {
    return diagnostics;
  }
  const settings = await readSettings({ paths: [path], dialect }, io);
  return errorsFor(settings.findDialect().dialect, diagnostics);
}

/** Throws UsageError, and what any command says of a path that names no file. */
function readNamed(path: string, { cwd }: Io): Uint8Array {
  const { real, isFolder } = resolveTarget(path, cwd);
  if (isFolder) {
    throw new UsageError(`${path} is a folder`, "name a file, or - for standard input");
  }
  try {
    return readRegularFile(real);
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reasonOf(error)}`, "make it readable");
  }
}

function printText(path: string, tree: SyntaxTree, errors: readonly Diagnostic[], io: Io): void {
  const lines = formatTree(tree).split("\n").map(escapeControls);
  io.stdout.write(lines.join("\n"));
  for (const { code, message, span } of errors) {
    const { line, column } = tree.lines.position(span.start);
    const place = `${escapeControls(path)}:${line}:${column}`;
    io.stderr.write(`${place}  error  ${code}  ${escapeControls(message)}\n`);
  }
}

function printJson(path: string, tree: SyntaxTree, errors: readonly Diagnostic[], io: Io): void {
  const parts: string[] = [];
  const stream = createJsonStream((text) => parts.push(text), { version: 1, path }, "elements");
  const { elements, diagnostics } = dumpTree(tree, errors);
  elements.forEach((element) => {
    stream.item(element);
  });
  stream.end({ diagnostics });
  io.stdout.write(parts.join(""));
}
