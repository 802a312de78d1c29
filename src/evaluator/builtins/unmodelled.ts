// Builtins of the reference that depend on what a test run on another machine cannot know:
// memory, metrics, the network. Each yields an opaque value of the kinds that it can answer. One
// that is given a function could call it at any time, with any effect: that ends the evaluation.

import { type Builtin, Kind, type Machine, type Value } from "../model.js";
import { append } from "../output.js";
import { abort } from "../registers.js";
import { everyPart, isFunction, isOpaque, opaque } from "../values.js";
import { builtin } from "./check.js";

/** Names and what their results may be. */
const RESULTS: Readonly<Record<string, number>> = {
  "aio/diagnostics-state-json": Kind.String | Kind.Error,
  "aio/diagnostics-state-json-compact": Kind.String | Kind.Error,
  "aio/metrics-json": Kind.String | Kind.Error,
  "aio/metrics-json-compact": Kind.String | Kind.Error,
  "aio/pool-stats": Kind.Any,
  "aio/slab-buckets": Kind.String | Kind.Error,
  "aio/systems-json": Kind.String | Kind.Error,
  "http2/client-request": Kind.Any,
  "http2/client-request-with-headers": Kind.Any,
  "http2/connect": Kind.Any,
  "http2/request-on-conn": Kind.Any,
  "http2/server-handle": Kind.Nil | Kind.Error,
  "http2/server-listen": Kind.Handle | Kind.Error,
  "http2/server-port": Kind.Number | Kind.Error,
  "http2/server-stop": Kind.Handle | Kind.Error,
  "json/encode": Kind.String | Kind.Error,
  "json/parse": Kind.Any,
  "mem/arena/capacity": Kind.Number,
  "mem/arena/high-water": Kind.Number,
  "mem/arena/usage": Kind.Number,
  "mem/checkpoint/stats": Kind.List | Kind.Nil,
  "mem/gc/collect": Kind.Number,
  "mem/gc/min-interval": Kind.Number,
  "mem/gc/set-min-interval": Kind.Number | Kind.Error,
  "mem/gc/set-threshold": Kind.Number | Kind.Error,
  "mem/gc/stats": Kind.Nil,
  "mem/gc/threshold": Kind.Number,
  "mem/gc/usage": Kind.Number,
  "mem/heap/hard-limit": Kind.Number,
  "mem/heap/set-hard-limit": Kind.Number | Kind.Error,
  "mem/heap/usage": Kind.Number,
  "metrics/baseline": Kind.Any,
  "metrics/collect-delta-stateless": Kind.Any,
  "metrics/collect-delta": Kind.Reference | Kind.Error,
  "metrics/counter": Kind.Reference | Kind.Error,
  "metrics/counter-inc": Kind.Nil | Kind.Error,
  "metrics/delta-json": Kind.String | Kind.Error,
  "metrics/gauge": Kind.Reference | Kind.Error,
  "metrics/gauge-dec": Kind.Nil | Kind.Error,
  "metrics/gauge-inc": Kind.Nil | Kind.Error,
  "metrics/gauge-set": Kind.Nil | Kind.Error,
  "metrics/histogram": Kind.Reference | Kind.Error,
  "metrics/histogram-observe": Kind.Nil | Kind.Error,
  "metrics/json": Kind.String | Kind.Error,
  "metrics/prometheus": Kind.String | Kind.Error,
  "metrics/registry-json": Kind.String | Kind.Error,
  "req/authority": Kind.Any,
  "req/body": Kind.Any,
  "req/header": Kind.Any,
  "req/headers": Kind.Any,
  "req/method": Kind.Any,
  "req/path": Kind.Any,
  "req/scheme": Kind.Any,
  "req/stream-id": Kind.Any,
  ...Object.fromEntries(
    [
      ["bind", "busy-timeout", "changes", "close", "exec", "exec-script", "finalize"],
      [
        "last-insert-id",
        "open",
        "prepare",
        "query",
        "query-maybe",
        "query-row",
        "query-value",
        "step",
      ],
    ]
      .flat()
      .map((name) => [`sqlite/${name}`, Kind.Any]),
  ),
  "stdin/read-bytes": Kind.String | Kind.Error,
  "stdin/read-line": Kind.String | Kind.Nil | Kind.Error,
  "stream/cancel": Kind.Any,
  "stream/close": Kind.Any,
  "stream/closed": Kind.Any,
  "stream/id": Kind.Any,
  "stream/on-close": Kind.Any,
  "stream/on-drain": Kind.Any,
  "stream/open": Kind.Any,
  "stream/set-max-session": Kind.Any,
  "stream/set-timeout": Kind.Any,
  "stream/writable?": Kind.Any,
  "stream/write": Kind.Any,
  validate: Kind.Any,
  "vm/metrics-json": Kind.String | Kind.Error,
  "vm/metrics-json-compact": Kind.String | Kind.Error,
  "vm/metrics-prometheus": Kind.String | Kind.Error,
};

export const UNMODELLED: readonly Builtin[] = [
  ...Object.entries(RESULTS).map(([name, may]) =>
    builtin(name, (machine, args) => unknown(machine, name, may, args)),
  ),
  builtin("mem/stats", (machine) => {
    append(machine.output, { reason: "mem/stats", worlds: [] });
    return opaque("mem/stats", Kind.Nil);
  }),
];

/** Names that only some builds of the reference bind. */
export const MAYBE_BOUND: readonly string[] = [
  "coverage-branch",
  "coverage-mark",
  "coverage-record",
  "source-column",
  "source-file",
  "source-line",
];

function unknown(
  machine: Machine,
  name: string,
  may: number,
  args: readonly Value[],
): Value | undefined {
  if (args.some(holdsFunction)) {
    abort(machine, name);
    return undefined;
  }
  return opaque(name, may);
}

/** Whether a function is, or may be, in the value. */
function holdsFunction(value: Value): boolean {
  return !everyPart(value, (part) => !isFunction(part) && !(isOpaque(part) && !part.inert));
}
