// The SARIF report, version 2.1.0: findings and problems. What a run makes of a file goes, as a fix, with the
// finding that asks for a look at it; a change that needs no look is no result. Written file by file; of
// the files only addresses and hashes are kept.

import { pathToFileURL } from "node:url";
import type { Artifact, ArtifactLocation, Fix, Invocation, Notification, Result } from "sarif";
import type { PlannedChange } from "../../outcome/planned-file.js";
import { describeUnseen } from "../../project/unseen.js";
import { hashText } from "../../proof/hashes.js";
import { problemRemark, type Remark, remarksOn } from "../document.js";
import { createFingerprints } from "../fingerprint.js";
import { createJsonStream } from "../json-stream.js";
import {
  noteNotifications,
  SARIF_COLUMNS,
  SARIF_HEAD,
  sarifResult,
  sarifTool,
  sarifUri,
} from "../sarif.js";
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
      const { path, remarks } = remarksOn(file, rootInRepository);
      const asking = remarks.find(({ severity }) => severity === "review");
      const fixes: Fix[] = [];
      if (asking !== undefined && file.status === "changed" && mode !== "write") {
        artifacts.add(path, file);
        fixes.push(sarifFix(file, artifacts.locate(path)));
      }
      for (const remark of remarks) {
        stream.item({
          ...describe(remark),
          ...(remark === asking && fixes.length > 0 && { fixes }),
        });
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
    automationDetails: {
      id: `valk-codemod/${target === undefined ? transform : `${transform}-${target}`}/`,
    },
    columnKind: SARIF_COLUMNS,
    originalUriBaseIds: { [BASE]: { uri: href.endsWith("/") ? href : `${href}/` } },
  };
}

interface Artifacts {
  /** Notes what is known of a file, at its first result. */
  add(path: string, file: PlannedChange): void;
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
    add(path, { source }) {
      note(path, {
        length: Buffer.byteLength(source),
        encoding: "UTF-8",
        hashes: { "sha-256": hashText(source) },
      });
    },
    locate: (path) => ({ uri: sarifUri(path), uriBaseId: BASE, index: note(path) }),
    all: () => artifacts,
  };
}

function createResults(locate: (path: string) => ArtifactLocation): (remark: Remark) => Result {
  const fingerprintOf = createFingerprints();
  return (remark) => ({
    ...sarifResult(remark, locate),
    partialFingerprints: { "finding/v1": fingerprintOf(remark) },
  });
}

/** Not successful where a file failed, or where nothing was written although that was asked. */
function describeInvocation({ totals, applied }: RunEnd, { mode, unseen }: RunInfo): Invocation {
  const stopped = applied?.stopped;
  const isDone = mode !== "write" || (applied !== undefined && !applied.interrupted);
  const notifications: Notification[] = [
    ...(stopped === undefined
      ? []
      : [
          {
            level: "error" as const,
            descriptor: { id: stopped.code },
            message: { text: `${stopped.message} (${stopped.hint})` },
          },
        ]),
    ...noteNotifications(describeUnseen(unseen, true)),
  ];
  return {
    executionSuccessful: totals.failed === 0 && isDone && stopped === undefined,
    ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
  };
}
