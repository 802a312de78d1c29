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
 * Listens to all functions, or to those of one name; and to who asks for what is made only then, as if that were a call
 * without arguments. Answers what leaves the part as it was. Throws where one of them cannot be replaced, all of
 * them as they were.
 */
export function listenTo(parts: object, around: Around, only?: string): () => void {
  const before = Object.entries(Object.getOwnPropertyDescriptors(parts)).filter(
    ([name, part]) => (only === undefined || name === only) && isHeard(name, part),
  );
  const restore = (): void => {
    for (const [name, part] of before) {
      Reflect.defineProperty(parts, name, part);
    }
  };
  for (const [name, part] of before) {
    if (!Reflect.defineProperty(parts, name, wrapPart(name, part, around))) {
      restore();
      throw new Error(`nobody can listen to ${name}`);
    }
  }
  return restore;
}

/** All but classes, which nobody here makes anything of, and plain values. */
function isHeard(name: string, { value, get }: PropertyDescriptor): boolean {
  return (typeof value === "function" || get !== undefined) && /^[a-z]/.test(name);
}

function wrapPart(name: string, part: PropertyDescriptor, around: Around): PropertyDescriptor {
  const { value, get } = part;
  if (get === undefined) {
    return { ...part, value: wrap(name, value as Call, around) };
  }
  return {
    ...part,
    get(this: unknown) {
      return around(name, [], () => get.call(this));
    },
  };
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
