// Valk as the interpreter read and ran it in January 2026.

import { callShape, type Dialect, words } from "./dialect.js";

export const JANUARY_2026: Dialect = {
  name: "2026-01",
  title: "Valk of January 2026",
  symbolCharacters: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_+-*\\/=<>!&?:",
  specialForms: words("quote quasiquote ctx/with ctx/with-deadline"),
  rewrittenForms: new Set(),
  constructors: new Set(),
  removedNames: new Map(),
  removedFiles: new Map(),
  calls: new Map([
    ["if", callShape(["code", "branch", "branch"])],
    ["select", callShape([], "clause")],
    ["eval", callShape(["branch"])],
    ["let", callShape(["scope"])],
    ["aio/let", callShape(["chain", "chain"])],
    ["aio/do", callShape(["chain"])],
  ]),
  entryPoints: {
    "aio/schedule": [2],
    "aio/interval": [2],
    "aio/on-cancel": [1],
    "http2/server-listen": [2],
    "http2/server-handle": [1],
    "http2/client-request": [4],
    "http2/client-request-with-headers": [5],
    "http2/connect": [3],
    "http2/request-on-conn": [2],
    "stream/on-close": [1],
    "stream/on-drain": [1],
  },
  continuations: {
    "aio/then": [1],
    "aio/catch": [1],
    "aio/finally": [1],
    "aio/bracket": [1, 2],
    "aio/scope": [0],
  },
  callingOnce: words(`
    aio/schedule aio/on-cancel aio/then aio/catch aio/finally aio/bracket aio/scope aio/let aio/do
    http2/connect http2/client-request http2/client-request-with-headers http2/request-on-conn
    stream/on-close
  `),
  callingFirst: words("map filter foldl"),
  rules: {
    shutdownEndsScript: true,
    loadChecksFirst: false,
    asyncTests: "done",
    hasAtoms: true,
  },
  names: words(String.raw`
    != * + - / < <= = == > >= \ aio/all aio/any aio/bracket aio/cancel aio/cancelled?
    aio/catch aio/diagnostics-state-json aio/diagnostics-state-json-compact aio/do aio/fail
    aio/finally aio/interval aio/let aio/metrics-json aio/metrics-json-compact aio/on-cancel
    aio/on-loop-thread? aio/pool-stats aio/pure aio/race aio/run aio/schedule aio/scope
    aio/slab-buckets aio/sleep aio/start aio/status aio/stop aio/systems-json aio/then and
    atom atom/add! atom/get atom/set! atom/sub! case case-impl comp cons coverage-branch
    coverage-mark coverage-record ctx/deadline ctx/deadline-exceeded? ctx/get ctx/locals
    ctx/with ctx/with-deadline curry def do drop error error? eval exists exit false filter
    flip foldl fst fun head http2/client-request http2/client-request-with-headers
    http2/connect http2/mock-response http2/request http2/request-add-header
    http2/request-on-conn http2/response-body http2/response-headers http2/response-status
    http2/server-handle http2/server-listen http2/server-port http2/server-stop id if init
    join last len let list list? load make-string map mem/arena/capacity mem/arena/high-water
    mem/arena/usage mem/checkpoint/stats mem/gc/collect mem/gc/min-interval
    mem/gc/set-min-interval mem/gc/set-threshold mem/gc/stats mem/gc/threshold mem/gc/usage
    mem/heap/hard-limit mem/heap/set-hard-limit mem/heap/usage mem/stats
    metrics/collect-delta metrics/counter metrics/counter-inc metrics/delta-json
    metrics/gauge metrics/gauge-dec metrics/gauge-inc metrics/gauge-set metrics/histogram
    metrics/histogram-observe metrics/json metrics/prometheus metrics/registry-json nil nil?
    not nth or ord otherwise pack penv plist/get plist/has? plist/keys plist/set plist/vals print
    printf println product quasiquote quote range read read-file ref? repeat req/authority
    req/body req/header req/headers req/method req/path req/scheme req/stream-id reverse
    select shutdown sleep snd source-column source-file source-line split stack-depth str
    str->num str/replace str/split stream/cancel stream/close stream/id stream/on-close
    stream/on-drain stream/open stream/set-timeout stream/writable? stream/write sum
    sys/log/set-level tail take time-us trace/id trace/parent-span trace/span trd true
    uncurry unpack vm/metrics-json vm/metrics-json-compact vm/metrics-prometheus
  `),
};
