// `parse FILE`: shows the tree of a file, as indented lines or as JSON.

import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { messageOf } from "../outcome/problems.js";
import { decodeUtf8 } from "../project/read.js";
import { createJsonStream } from "../report/json-stream.js";
import { dumpTree, formatTree } from "../syntax/dump.js";
import { parse } from "../syntax/parser.js";
import type { SyntaxTree } from "../syntax/tree.js";
import { escapeControls } from "../text/escape.js";
import { makeCommand } from "./command.js";
import { exitStatus } from "./exit-status.js";
import type { Io } from "./io.js";
import { readInput } from "./standard-input.js";
import { UsageError } from "./usage-error.js";

export const parseCommand = makeCommand({
  operands: [{ name: "<FILE>", text: "the file, or - for standard input" }],
  options: [
    {
      flags: "--json",
      text: "print the tree as JSON: a flat list of elements, and the parse errors",
    },
  ],
  help: `
Exit status: 0 when the tree was printed, with or without parse errors;
2 when the file could not be read.

Examples:
  valk-codemod parse test/test_prelude.valk
  echo '(f {x})' | valk-codemod parse - --json`,

  async run([file], { json }, io) {
    const path = file as string;
    const bytes = path === "-" ? await readInput(io) : readRegularFile(path, io);
    if (bytes === undefined) {
      return exitStatus({ interrupted: true });
    }
    const text = decodeUtf8(bytes);
    if (text === undefined) {
      throw new UsageError(`${path} is not UTF-8`, "convert it first, for example with iconv");
    }
    const tree = parse(text);
    if (json) {
      printJson(path, tree, io);
    } else {
      printText(path, tree, io);
    }
    return exitStatus();
  },
});

function readRegularFile(path: string, { cwd }: Io): Uint8Array {
  const absolute = resolve(cwd, path);
  try {
    // Opening a pipe could wait for ever.
    if (statSync(absolute).isFile()) {
      return readFileSync(absolute);
    }
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${messageOf(error)}`, "check the spelling");
  }
  throw new UsageError(`${path} is not a file`, "name a file, or - for standard input");
}

function printText(path: string, tree: SyntaxTree, io: Io): void {
  const lines = formatTree(tree).split("\n").map(escapeControls);
  io.stdout.write(lines.join("\n"));
  for (const { code, message, span } of tree.diagnostics) {
    const { line, column } = tree.lines.position(span.start);
    const place = `${escapeControls(path)}:${line}:${column}`;
    io.stderr.write(`${place}  error  ${code}  ${escapeControls(message)}\n`);
  }
}

function printJson(path: string, tree: SyntaxTree, io: Io): void {
  const parts: string[] = [];
  const stream = createJsonStream((text) => parts.push(text), { version: 1, path }, "elements");
  const { elements, diagnostics } = dumpTree(tree);
  elements.forEach((element) => {
    stream.item(element);
  });
  stream.end({ diagnostics });
  io.stdout.write(parts.join(""));
}
