// The SARIF report, version 2.1.0: findings and problems, and for each file that would change a
// result with the fix. Written file by file; of the files only addresses and hashes are kept.

import { pathToFileURL } from "node:url";
import type { Artifact, ArtifactLocation, Invocation, Result } from "sarif";
import type { PlannedFile } from "../../outcome/planned-file.js";
import { hashText } from "../../proof/hashes.js";
import { problemRemark, type Remark, remarksOn } from "../document.js";
import { createJsonStream } from "../json-stream.js";
import { SARIF_COLUMNS, SARIF_HEAD, sarifResult, sarifTool, sarifUri } from "../sarif.js";
import { changeRemark } from "./change-remark.js";
import { describeEnd } from "./json.js";
import type { CreateReport, RunEnd, RunInfo } from "./report.js";
import { sarifFix } from "./sarif-fix.js";

/** What all addresses in the log are relative to: the top of the repository. */
const BASE = "%SRCROOT%";

/** Writes one log with one run, a result a line. */
export const createSarifReport: CreateReport = (write, run) => {
  const { rootInRepository, mode } = run;
  const { $schema, version } = SARIF_HEAD;
  let before = `{"$schema":"${$schema}","version":"${version}","runs":[\n`;
  const stream = createJsonStream(
    (text) => {
      write(before + text);
      before = "";
    },
    describeRun(run),
    "results",
  );
  const artifacts = createArtifacts();
  const describe = createResults(artifacts.locate);
  return {
    file(file) {
      const { remarks } = remarksOn(file, rootInRepository);
      if (file.status === "changed" && mode !== "write") {
        const change = changeRemark(file, rootInRepository);
        artifacts.add(change.path, file);
        const fix = sarifFix(file, artifacts.locate(change.path));
        stream.item({ ...describe(change, ""), fixes: [fix] });
      }
      for (const remark of remarks) {
        stream.item(describe(remark));
      }
    },
    finish(end) {
      for (const { path, problem } of end.applied?.failed ?? []) {
        stream.item(describe(problemRemark(rootInRepository + path, problem)));
      }
      stream.end({
        artifacts: artifacts.all(),
        invocations: [describeInvocation(end, run)],
        properties: describeEnd(end),
      });
      write("]}\n");
    },
  };
};

function describeRun(run: RunInfo): object {
  const { toolVersion, root, rootInRepository, transform, target, kinds } = run;
  const top = root.slice(0, root.length - rootInRepository.length) || "/";
  const { href } = pathToFileURL(top);
  return {
    tool: sarifTool(kinds, { name: "valk-codemod", version: toolVersion }),
    automationDetails: { id: `valk-codemod/${transform}-${target}/` },
    columnKind: SARIF_COLUMNS,
    originalUriBaseIds: { [BASE]: { uri: href.endsWith("/") ? href : `${href}/` } },
  };
}

interface Artifacts {
  /** Notes what is known of a file, at its first result. */
  add(path: string, file: PlannedFile): void;
  locate(path: string): ArtifactLocation;
  all(): readonly Artifact[];
}

function createArtifacts(): Artifacts {
  const indexes = new Map<string, number>();
  const artifacts: Artifact[] = [];
  const note = (path: string, more: Partial<Artifact> = {}): number => {
    const index = indexes.get(path) ?? artifacts.length;
    if (index === artifacts.length) {
      indexes.set(path, index);
      artifacts.push({ location: { uri: sarifUri(path), uriBaseId: BASE, index }, ...more });
    }
    return index;
  };
  return {
    add(path, file) {
      if (file.status === "changed") {
        const { source } = file;
        note(path, {
          length: Buffer.byteLength(source),
          encoding: "UTF-8",
          hashes: { "sha-256": hashText(source) },
        });
      }
    },
    locate: (path) => ({ uri: sarifUri(path), uriBaseId: BASE, index: note(path) }),
    all: () => artifacts,
  };
}

/**
 * Results with a fingerprint: what is said of which file, and for the how-maniest time. Numbers are
 * left out of it, since messages name lines and counts, which change with the text around.
 */
function createResults(
  locate: (path: string) => ArtifactLocation,
): (remark: Remark, said?: string) => Result {
  const counts = new Map<string, number>();
  return (remark, said = remark.message.replace(/\d+/g, "#")) => {
    const key = hashText([remark.path, remark.code, said].join("\0"));
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return {
      ...sarifResult(remark, locate),
      partialFingerprints: { "finding/v1": `${key}:${count}` },
    };
  };
}

/** Not successful where a file failed, or where nothing was written although that was asked. */
function describeInvocation({ totals, applied }: RunEnd, { mode }: RunInfo): Invocation {
  const stopped = applied?.stopped;
  const isDone = mode !== "write" || (applied !== undefined && !applied.interrupted);
  return {
    executionSuccessful: totals.failed === 0 && isDone && stopped === undefined,
    ...(stopped && {
      toolExecutionNotifications: [
        {
          level: "error",
          descriptor: { id: stopped.code },
          message: { text: `${stopped.message} (${stopped.hint})` },
        },
      ],
    }),
  };
}
