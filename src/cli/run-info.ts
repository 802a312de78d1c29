// What reports say of a run itself.

import { kindsOf } from "../outcome/kinds.js";
import type { Discovery } from "../project/discovery.js";
import { rootInRepository } from "../project/discovery-root.js";
import type { RunInfo } from "../report/migrate/report.js";
import type { MigrateRequest } from "./migrate-request.js";
import { readVersion } from "./version.js";

/** The run of this request at this place. What registrations become is said only of runs about tests. */
export function describeRun(
  { transform, options, mode, isSearch }: MigrateRequest,
  { root, top, unseen }: Pick<Discovery, "root" | "top"> & Partial<Discovery>,
): RunInfo {
  return {
    toolVersion: readVersion(),
    root,
    rootInRepository: rootInRepository({ root, top }),
    transform: transform.name,
    kinds: [...kindsOf(transform).values()],
    ...(transform.concerns !== "code" && { target: options.target ?? "builder" }),
    mode,
    isSearch: isSearch === true,
    ...(unseen && { unseen }),
  };
}
