// Which transform a module exports: one made by `defineTransform`, or what an adapter made of one.

import type { Transform } from "./transform.js";

/** The transform behind a default export; undefined for anything else. */
export function ownTransformOf(exported: unknown): Transform | undefined {
  if (isTransform(exported)) {
    return exported;
  }
  const isAdapter = typeof exported === "function" && "transform" in exported;
  return isAdapter && isTransform(exported.transform) ? exported.transform : undefined;
}

function isTransform(value: unknown): value is Transform {
  return (
    typeof value === "object" &&
    value !== null &&
    "name" in value &&
    "documentation" in value &&
    "judge" in value &&
    "judgeAgain" in value &&
    "prove" in value
  );
}
