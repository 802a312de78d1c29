// The calls of the runtime that hand functions to the event loop: a new one is one line here. Read by
// the shapes of calls; a configuration may add more.

/** Positions of callbacks by name of the call: `{ "aio/schedule": [2] }`. */
export type EntryPoints = Readonly<Record<string, readonly number[]>>;

/** Calls whose functions the event loop calls, and only the event loop. */
export const ENTRY_POINTS: EntryPoints = {
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
  "test/async": [1],
  "test/add-async": [1],
  "test-async": [1],
};

/** Calls that run a function at once when their handle is complete already, else on the event loop. */
export const CONTINUATIONS: EntryPoints = {
  "aio/then": [1],
  "aio/catch": [1],
  "aio/finally": [1],
  "aio/bracket": [1, 2],
  "aio/scope": [0],
};
