// Valk as the interpreter read and ran it in February 2026: types and matches that the reader
// rewrites, files checked before they run, no atoms. What is not said here is as it was in January.

import { JANUARY_2026 } from "./2026-01.js";
import { type Dialect, words } from "./dialect.js";

const ATOMLESS =
  "keep the value in a handle: `aio/then` hands it to the next callback, `aio/await` to the main thread";

const REMOVED_NAMES: Dialect["removedNames"] = new Map([
  ["atom", ATOMLESS],
  ["atom/get", ATOMLESS],
  ["atom/set!", ATOMLESS],
  ["atom/add!", ATOMLESS],
  ["atom/sub!", ATOMLESS],
  ["http2/request-on-conn", "write `http2/client-request`, which answers a handle"],
  ["quote", "write `'x` or `{x}`"],
]);

const ADDED_NAMES = words(`
  EQ Err GT LT None Ok Pair Response Some aio/all-settled aio/await aio/error aio/never
  aio/result aio/retry aio/traverse aio/within compare err? get json/encode json/parse
  list/ap list/flat-map match metrics/baseline metrics/collect-delta-stateless none? ok?
  option/ap option/filter option/flat-map option/from-nullable option/map option/or
  option/sequence option/to-result option/traverse option/unwrap-or pair pair/bimap
  pair/map-fst pair/map-snd parse rand rand-seed result/ap result/flat-map result/map
  result/map-err result/or result/sequence result/to-option result/traverse
  result/unwrap-or sig some? sqlite/bind sqlite/busy-timeout sqlite/changes sqlite/close
  sqlite/exec sqlite/exec-script sqlite/finalize sqlite/last-insert-id sqlite/open
  sqlite/prepare sqlite/query sqlite/query-maybe sqlite/query-row sqlite/query-value
  sqlite/step stderr/write stdin/read-bytes stdin/read-line stdout/flush stdout/write
  str/slice stream/closed stream/set-max-session test/capture-start test/capture-stop type
  validate
`);

function without(
  removed: Dialect["removedNames"],
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  return new Set([...names].filter((name) => !removed.has(name)));
}

export const FEBRUARY_2026: Dialect = {
  ...JANUARY_2026,
  name: "2026-02",
  title: "Valk of February 2026",
  symbolCharacters: `${JANUARY_2026.symbolCharacters}|`,
  specialForms: words("if quasiquote ctx/with ctx/with-deadline"),
  rewrittenForms: words("type sig match"),
  constructors: words("None Some Ok Err Pair LT EQ GT Response"),
  names: new Set([...without(REMOVED_NAMES, JANUARY_2026.names), ...ADDED_NAMES]),
  removedNames: REMOVED_NAMES,
  removedFiles: new Map([["src/modules/sse.valk", "`src/modules/aio/sse.valk`"]]),
  entryPoints: Object.fromEntries(
    Object.entries(JANUARY_2026.entryPoints).filter(([name]) => !REMOVED_NAMES.has(name)),
  ),
  callingOnce: without(REMOVED_NAMES, JANUARY_2026.callingOnce),
  continuations: { ...JANUARY_2026.continuations, "aio/retry": [1] },
  rules: {
    shutdownEndsScript: false,
    loadChecksFirst: true,
    asyncTests: "handle",
    hasAtoms: false,
  },
};
