// Values that are made when they are first asked for, and then kept.

/** Answers what `make` answers, calling it once. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The object with some other parts; what it makes only when it is asked for is not asked for here. */
export function withParts<O extends object, P extends object>(object: O, parts: P): O & P {
  const all = {
    ...Object.getOwnPropertyDescriptors(object),
    ...Object.getOwnPropertyDescriptors(parts),
  };
  return Object.defineProperties({}, all) as O & P;
}
