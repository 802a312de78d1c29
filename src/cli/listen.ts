// Has somebody make all calls of a part of Node in its place, for as long as wanted. Only what reads the functions
// of the part when it calls them is heard, as the bundled program does.

type Arguments = readonly unknown[];

/** Makes a call, by `call`, and answers what it answers. */
export type Around = (name: string, args: Arguments, call: () => unknown) => unknown;

interface Call {
  (...args: Arguments): unknown;
  /** Some come in a second variant. */
  readonly native?: Call;
}

/**
 * Listens to all functions, or to those of one name. Answers what leaves the part as it was. Throws where one of them
 * cannot be replaced, all of them as they were.
 */
export function listenTo(parts: object, around: Around, only?: string): () => void {
  const calls = callsOf(parts).filter(([name]) => only === undefined || name === only);
  const restore = (): void => {
    for (const [name, call] of calls) {
      Reflect.set(parts, name, call);
    }
  };
  for (const [name, call] of calls) {
    if (!Reflect.set(parts, name, wrap(name, call, around))) {
      restore();
      throw new Error(`nobody can listen to ${name}`);
    }
  }
  return restore;
}

/** All functions of a part, but for classes, which nobody here makes anything of. */
function callsOf(parts: object): readonly (readonly [string, Call])[] {
  return Object.entries(Object.getOwnPropertyDescriptors(parts)).flatMap(([name, { value }]) =>
    typeof value === "function" && /^[a-z]/.test(name) ? [[name, value as Call]] : [],
  );
}

function wrap(name: string, call: Call, around: Around): Call {
  const wrapped = function (this: unknown, ...args: unknown[]) {
    return around(name, args, () => call.apply(this, args));
  };
  // Who turns it into one that gives a promise asks what it says of itself, where no list of its names shows it.
  Object.defineProperties(wrapped, Object.getOwnPropertyDescriptors(call));
  return call.native === undefined
    ? wrapped
    : Object.assign(wrapped, { native: wrap(name, call.native, around) });
}
