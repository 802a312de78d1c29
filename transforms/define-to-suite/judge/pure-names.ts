// What the interpreter and its prelude define, as far as it is known what evaluating a call may do
// besides answering. A name that neither the run's files bind nor this table knows belongs to the
// interpreter, which may do anything but change a global.

/** Stands for all atoms: nobody follows which of them a function is given. */
export const ATOMS = "<atoms>";

/** Stands for what is outside the program: what it prints, files, clocks, the network. */
export const WORLD = "<world>";

/** What a call of a builtin reads and changes, besides its arguments. */
export interface BuiltinEffect {
  readonly reads: string | undefined;
  readonly changes: string | undefined;
}

const NOTHING: BuiltinEffect = { reads: undefined, changes: undefined };
const ACTS: BuiltinEffect = { reads: WORLD, changes: WORLD };
/** Nothing that a script would do behind it is done any more. */
const STOPS: BuiltinEffect = { reads: WORLD, changes: undefined };
const CHANGES_ATOM: BuiltinEffect = { reads: ATOMS, changes: ATOMS };

/**
 * The effect of a name that no file of the run binds; `isCalled` says that it may be called. A name in
 * data is one of the interpreter's only where it looks like that.
 */
export function builtinEffect(name: string, isCalled: boolean): BuiltinEffect {
  if (ATOM_CHANGES.has(name)) {
    return CHANGES_ATOM;
  }
  if (name === "atom/get") {
    return { reads: ATOMS, changes: undefined };
  }
  if (name === "error") {
    return STOPS;
  }
  const isActor = isCalled || ACTORS.has(name) || name.includes("/");
  return isPure(name) || !isActor ? NOTHING : ACTS;
}

const ACTORS: ReadonlySet<string> = new Set([
  ...["print", "println", "printf", "exit", "shutdown", "sleep", "read-file"],
]);

/** Whether a call answers what depends on its arguments alone, and does nothing else. */
export function isPure(name: string): boolean {
  return PURE.has(name) || name.startsWith("test/") || /^-?\d+$/.test(name);
}

const ATOM_CHANGES: ReadonlySet<string> = new Set(["atom/set!", "atom/add!", "atom/sub!"]);

const PURE: ReadonlySet<string> = new Set([
  ...["do", "if", "let", "\\", "=", "fun", "def", "list", "head", "tail", "init", "join", "cons"],
  ...["len", "range", "eval", "select", "case", "otherwise", "repeat", "penv", "ord"],
  ...["quote", "quasiquote", "unquote", "unquote-splicing", "&", "->"],
  ...["map", "filter", "foldl", "reverse", "sum", "product", "exists", "nth", "last", "take"],
  ...["drop", "split", "fst", "snd", "trd", "id", "flip", "comp", "curry", "uncurry", "pack"],
  ...["unpack", "nil", "true", "false", "nil?", "error", "error?", "list?", "ref?"],
  ...["plist/get", "plist/set", "plist/has?", "plist/keys", "plist/vals"],
  ...["str", "str/split", "str/replace", "str->num", "make-string", "read", "atom"],
  ...["+", "-", "*", "/", "==", "!=", "<", ">", "<=", ">=", "and", "or", "not"],
  ...["time-us", "stack-depth"],
]);
