// Runs the command lines of the documentation as a reader would: in a copy of the example project,
// on a terminal of 80 columns without colours. The tool itself runs in this process.

import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PREVIEW } from "../../scripts/demo.mjs";
import type { Output } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";

export const repository = fileURLToPath(new URL("../../", import.meta.url));

/** What a reader's checkout is called where a command prints its place. */
const CHECKOUT = "/home/you/valk-codemod";
/** Where `valk-codemod` is run; relative to the checkout. */
export const PROJECT = "examples/valk-project";
const PROGRAMS: readonly (readonly [prefix: string, folder: string, args: string])[] = [
  ["valk-codemod", PROJECT, ""],
  ["npm run --silent demo", "", PREVIEW.join(" ")],
  ["npm run demo", "", PREVIEW.join(" ")],
  ["node dist/cli/bin.cjs", "", ""],
];

export interface CommandLine {
  /** As written, without what stands behind a `#`. */
  readonly text: string;
  /** What the documentation says it is: `# exit status N` behind the command, else 0. */
  readonly claimedStatus: number;
}

/** The command line on a line of documentation. */
export function readCommandLine(line: string): CommandLine {
  const [text = "", comment = ""] = line.split(/\s+#\s/, 2);
  const claimed = /exit status (\d+)/.exec(comment);
  return { text: text.trim(), claimedStatus: Number(claimed?.[1] ?? 0) };
}

/** Whether these tests run such a command; others are only shown. */
export function isRun(line: string): boolean {
  return line.startsWith("git ") || PROGRAMS.some(([prefix]) => startsWithWord(line, prefix));
}

function startsWithWord(text: string, prefix: string): boolean {
  return text === prefix || text.startsWith(`${prefix} `);
}

export interface Ran {
  readonly status: number;
  /** Standard output and standard error, in the order in which they were written. */
  readonly output: string;
}

/** A copy of the example project, in which the commands of one block run after one another. */
export class Checkout {
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), "valk-docs-")));

  constructor() {
    const project = join(this.#folder, PROJECT);
    cpSync(join(repository, PROJECT), project, { recursive: true });
  }

  /** To be called before the first command where git is used. */
  makeRepository(): void {
    this.#git("init", "--quiet");
    this.#git("add", "--all");
    this.#git("commit", "--quiet", "--message=start");
  }

  async run(line: string): Promise<Ran> {
    if (line.startsWith("git ")) {
      const output = this.#git(...readWords(line).slice(1));
      return { status: 0, output };
    }
    const program = PROGRAMS.find(([prefix]) => startsWithWord(line, prefix));
    if (program === undefined) {
      throw new Error(`not a command of this tool: ${line}`);
    }
    const [prefix, folder, args] = program;
    return this.#runTool([...readWords(args), ...readWords(line.slice(prefix.length))], folder);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #git(...args: string[]): string {
    const identity = ["-c", "user.name=you", "-c", "user.email=you@example.org"];
    return execFileSync("git", [...identity, ...args], {
      cwd: join(this.#folder, PROJECT),
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
      env: { PATH: process.env.PATH, HOME: this.#folder, GIT_CONFIG_NOSYSTEM: "1" },
    });
  }

  async #runTool(words: readonly string[], folder: string): Promise<Ran> {
    const cwd = join(this.#folder, folder);
    const { args, input, target } = readRedirections(words);
    const written: string[] = [];
    const redirected: Uint8Array[] = [];
    const collect = (into: (data: string | Uint8Array) => unknown): Output => ({ write: into });
    const show = (data: string | Uint8Array) => written.push(Buffer.from(data).toString());
    const stdout = target
      ? collect((data) => redirected.push(Buffer.from(data)))
      : { ...collect(show), isTTY: true, columns: 80 };
    const status = await main(args, {
      stdout,
      stderr: collect(show),
      stdin: (async function* () {
        if (input !== undefined) {
          yield readFileSync(join(cwd, input));
        }
      })(),
      env: { NO_COLOR: "1" },
      cwd,
      now: () => 0,
      signal: new AbortController().signal,
    });
    if (target !== undefined) {
      writeFileSync(join(cwd, target), Buffer.concat(redirected));
    }
    return { status, output: written.join("").replaceAll(this.#folder, CHECKOUT) };
  }
}

/** The words of a command line; quotes hold one together. */
function readWords(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain]) => (single ?? double ?? plain) as string,
  );
}

function readRedirections(words: readonly string[]) {
  const args: string[] = [];
  let input: string | undefined;
  let target: string | undefined;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === "<") {
      input = words[++at];
    } else if (words[at] === ">") {
      target = words[++at];
    } else {
      args.push(words[at] as string);
    }
  }
  return { args, input, target };
}
