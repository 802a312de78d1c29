// What names mean in all files of a group that have been read so far: who has a symbol, how often a name
// is bound, what parts have become. Invariant: a name that is in order here is in order in any selection
// of the files, so that no member need look through all that it loads again. Added to as files are read.

import { BUILDER_NAMES, LIST_NAMES } from "./framework-names.js";
import type { ProofInput } from "./proof.js";
import { ATOM, type ValkText } from "./reader.js";
import type { SurveyedFile } from "./surveyed-file.js";
import { globalNames, isOnlyBound } from "./symbols.js";
import { kindAt, tokenText } from "./tokens.js";

/** The names that mean the framework's in new texts. */
export function reservedNames(target: ProofInput["target"]): ReadonlySet<string> {
  return target === "builder" ? BUILDER_NAMES : LIST_NAMES;
}

export class GroupNames {
  readonly #reserved: ReadonlySet<string>;
  /** The files whose old text has a symbol. */
  readonly #users = new Map<string, SurveyedFile[]>();
  /** How often a name is bound globally in the old texts. */
  readonly #bound = new Map<string, number>();
  readonly #functions = new Set<string>();
  /** How many of its users are known to know the name, by name. */
  readonly #known = new Map<string, number>();
  #hasClash = false;

  constructor(target: ProofInput["target"]) {
    this.#reserved = reservedNames(target);
  }

  add(file: SurveyedFile): void {
    const { old, now, role, function: own } = file;
    const symbols = symbolsOf(old);
    const used = role === "framework" ? new Set([...symbols, ...symbolsOf(now)]) : symbols;
    const bound = globalNames(old);
    this.#hasClash ||=
      [...used].some((name) => this.#functions.has(name)) ||
      (role !== "framework" && bound.some((name) => this.#reserved.has(name)));
    for (const name of used) add(this.#users, name, file);
    for (const name of bound) this.#bound.set(name, (this.#bound.get(name) ?? 0) + 1);
    if (own !== undefined) {
      this.#hasClash ||= this.#functions.has(own.name) || this.#users.has(own.name);
      this.#functions.add(own.name);
    }
  }

  /**
   * Whether no function of a part has a name that anything else has, nothing but the framework binds the
   * target's names, and each of the file's registering functions is bound once and used by those only
   * who load it. False says nothing: it may hold of the files that the file loads.
   */
  isClear({ names }: SurveyedFile): boolean {
    return (
      !this.#hasClash &&
      [...names].every((name) => this.#bound.get(name) === 1 && this.#isKnownToUsers(name))
    );
  }

  #isKnownToUsers(name: string): boolean {
    const users = this.#users.get(name) ?? [];
    const from = this.#known.get(name) ?? 0;
    const isKnown = users.slice(from).every((file) => knows(file, name));
    if (isKnown) this.#known.set(name, users.length);
    return isKnown;
  }
}

/** Whether a file has the name from what it loads, or means something of its own by it. */
export function knows({ old, role, names, made }: SurveyedFile, name: string): boolean {
  return role === "framework" || names.has(name) || made.all.has(name) || isOnlyBound(old, name);
}

function symbolsOf(text: ValkText): ReadonlySet<string> {
  const symbols = new Set<string>();
  for (let at = 0; at < text.count; at += 1) {
    if (kindAt(text, at) === ATOM) symbols.add(tokenText(text, at));
  }
  return symbols;
}

function add(users: Map<string, SurveyedFile[]>, name: string, file: SurveyedFile): void {
  const known = users.get(name);
  if (known === undefined) users.set(name, [file]);
  else known.push(file);
}
