// The step of action.yml that runs valk-codemod in a workflow. What a workflow or a pull request says comes
// in by the environment, goes out as arguments of a process or as text of a file, and never through a shell.
// Imports only what comes with Node.

import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { runAsScript } from "./host.mjs";

/**
 * @typedef {import("./host.mjs").Host} Host
 * @typedef {{ command: string, failOn: string, paths: string[], folder: string, baseline: string, comment: string, changedLines: string, sarif: boolean }} Inputs
 * @typedef {{ report: string, comment: string, annotations: string, sarif: string }} Reports
 * @typedef {{ status: number, outputs: Record<string, string | number> }} Outcome
 * @typedef {(...args: readonly string[]) => number} Program runs valk-codemod and answers its status
 */

const COMMANDS = ["preview", "check", "lint", "verify"];
const FAIL_ON = ["error", "blocked", "change"];

/**
 * The exit status of the step.
 * @param {readonly string[]} _argv
 * @param {Host} host
 */
export function main(_argv, host) {
  const { env } = host;
  const inputs = readInputs(env);
  if (typeof inputs === "string") {
    host.log(`::error title=valk-codemod::${inputs}`);
    return 2;
  }
  const workspace = env.GITHUB_WORKSPACE ?? process.cwd();
  const reports = placeReports(inputs, workspace, env.RUNNER_TEMP ?? tmpdir());
  const cwd = resolve(workspace, inputs.folder);
  if (!existsSync(cwd)) {
    host.log(`::error title=valk-codemod::there is no folder ${oneLine(inputs.folder)}`);
    return 2;
  }
  const bin = join(host.root, "dist/cli/bin.cjs");
  if (!existsSync(bin)) {
    host.log("::error title=valk-codemod::this revision holds no program: use a tag of a release");
    return 2;
  }
  /** @type {Program} */
  const program = (...args) =>
    host.run(process.execPath, [bin, ...args], { cwd, stdio: ["ignore", "inherit", "inherit"] })
      .status;
  // What files hold is shown, so nothing of it may be taken for a command of the workflow.
  const token = randomUUID();
  host.log(`::stop-commands::${token}`);
  const { status, outputs } = runCommand(inputs, reports, program);
  host.log(`::${token}::`);
  if (existsSync(reports.annotations)) {
    host.log(readFileSync(reports.annotations, "utf8").trimEnd());
  }
  if (existsSync(reports.comment)) {
    if (inputs.command === "lint" || inputs.command === "verify") {
      appendTo(env.GITHUB_STEP_SUMMARY, readFileSync(reports.comment, "utf8"));
    }
    const known = { ...outputs, comment: reports.comment, sarif: existing(reports.sarif) };
    appendTo(env.GITHUB_OUTPUT, formatOutputs(known, token));
  }
  return status;
}

/**
 * What the workflow asks for, or what is wrong with it.
 * @param {Host["env"]} env
 * @returns {Inputs | string}
 */
export function readInputs(env) {
  const command = env.INPUT_COMMAND || "preview";
  const failOn = env.INPUT_FAIL_ON || "error";
  if (!COMMANDS.includes(command)) {
    return `the input command is none of ${COMMANDS.join(", ")}`;
  }
  if (!FAIL_ON.includes(failOn)) {
    return `the input fail-on is none of ${FAIL_ON.join(", ")}`;
  }
  return {
    command,
    failOn,
    paths: (env.INPUT_PATHS ?? "").split(/\r?\n/).filter((path) => path !== ""),
    folder: env.INPUT_FOLDER || ".",
    baseline: env.INPUT_BASELINE ?? "",
    comment: env.INPUT_COMMENT ?? "",
    changedLines: env.INPUT_CHANGED_LINES ?? "",
    sarif: env.INPUT_SARIF === "true",
  };
}

/**
 * @param {Inputs} inputs
 * @param {string} workspace
 * @param {string} temporary
 * @returns {Reports}
 */
function placeReports({ comment }, workspace, temporary) {
  const folder = mkdtempSync(join(temporary, "valk-codemod-"));
  const place = comment === "" ? join(folder, "comment.md") : resolve(workspace, comment);
  mkdirSync(dirname(place), { recursive: true });
  return {
    report: join(folder, "report.json"),
    comment: place,
    annotations: join(folder, "annotations"),
    sarif: join(folder, "valk-codemod.sarif"),
  };
}

/**
 * @param {Inputs} inputs
 * @param {Reports} reports
 * @param {Program} program
 * @returns {Outcome}
 */
function runCommand(inputs, reports, program) {
  switch (inputs.command) {
    case "lint":
      return runLint(inputs, reports, program);
    case "verify": {
      const { paths } = inputs;
      const status = program("verify", ...to("markdown", reports.comment), "--", ...paths);
      return { status, outputs: {} };
    }
    default:
      return runMigration(inputs, reports, program);
  }
}

/**
 * The linter writes one report at a time.
 * @param {Inputs} inputs
 * @param {Reports} reports
 * @param {Program} program
 * @returns {Outcome}
 */
function runLint(inputs, reports, program) {
  const { baseline, paths, sarif } = inputs;
  const options = [...named("--baseline", baseline), ...changedLines(inputs)];
  /** @param {readonly string[]} report */
  const lint = (report) => program("lint", ...options, ...report, "--", ...paths);
  const status = lint([]);
  if (status < 2) {
    lint(to("github", reports.annotations));
    lint(to("markdown", reports.comment));
    if (sarif) {
      lint(to("sarif", reports.sarif));
    }
  }
  return { status, outputs: {} };
}

/**
 * @param {Inputs} inputs
 * @param {Reports} reports
 * @param {Program} program
 * @returns {Outcome}
 */
function runMigration(inputs, reports, program) {
  const { command, baseline, paths, sarif, failOn } = inputs;
  const status = program(
    "migrate",
    ...["--format", "text"],
    ...to("json", reports.report),
    ...to("markdown", reports.comment),
    ...to("github", reports.annotations),
    ...(sarif ? to("sarif", reports.sarif) : []),
    ...changedLines(inputs),
    "--",
    ...paths,
  );
  if (!existsSync(reports.report)) {
    return { status, outputs: {} };
  }
  const { totals } = JSON.parse(readFileSync(reports.report, "utf8"));
  const { changed, unchanged, blocked, failed } = totals;
  const outputs = { changed, unchanged, blocked, failed };
  if (status > 1) {
    return { status, outputs };
  }
  if (command === "check") {
    const options = [...named("--baseline", baseline), ...changedLines(inputs)];
    program("check", ...options, "--", ...paths);
    // What the baseline knows is no news: its annotations take the place of the preview's.
    const checked = program(
      "check",
      ...options,
      ...to("github", reports.annotations),
      "--",
      ...paths,
    );
    if (checked > 0) {
      return { status: checked, outputs };
    }
  }
  const isFailing = (failOn !== "error" && blocked > 0) || (failOn === "change" && changed > 0);
  return { status: isFailing ? 1 : 0, outputs };
}

/** @param {string} format @param {string} path */
function to(format, path) {
  return ["--format", format, "--output", path];
}

/** @param {string} option @param {string} value */
function named(option, value) {
  return value === "" ? [] : [option, value];
}

/** @param {Inputs} inputs */
function changedLines({ changedLines: ref }) {
  return named("--changed-lines", ref);
}

/** @param {string} path */
function existing(path) {
  return existsSync(path) ? path : "";
}

/**
 * As GitHub reads them; what a value holds ends none of them.
 * @param {Record<string, string | number>} outputs
 * @param {string} token
 */
function formatOutputs(outputs, token) {
  return Object.entries(outputs)
    .map(([name, value]) => `${name}<<${token}\n${value}\n${token}\n`)
    .join("");
}

/** @param {string | undefined} file @param {string} text */
function appendTo(file, text) {
  if (file !== undefined && file !== "") {
    appendFileSync(file, text);
  }
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/[\r\n%]/g, " ");
}

await runAsScript(import.meta.url, main);
