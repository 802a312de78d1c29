// Ordinary test files at random, by a seed: helpers of every shape, groups, conditions and loops, flags
// set twice, quoted data, parameters named like functions of the framework, parts and helper modules,
// and a comment at any place between two tokens. What is in them is only known by evaluating them.

export interface ShapesProject {
  /** By path; the runner is `test/test_shapes.valk`. */
  readonly files: Readonly<Record<string, string>>;
}

export const RUNNER = "test/test_shapes.valk";

type Random = () => number;

/** A small generator of numbers from 0 to 1, the same everywhere for one seed. */
function randomOf(seed: number): Random {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Templates hold `·` for a gap between two tokens and `¦` for one that may be empty. */
class Generator {
  readonly #random: Random;
  readonly #helpers: { readonly call: () => string; readonly name?: string }[] = [];
  #count = 0;
  #comments = 0;
  readonly #commented: number;

  constructor(seed: number) {
    this.#random = randomOf(seed);
    this.#commented = this.#pick([0, 0, 0.02, 0.06]);
  }

  project(): ShapesProject {
    const files: Record<string, string> = {};
    const isMany = this.#chance(0.3);
    if (isMany && this.#chance(0.6)) {
      files["test/lib/cases.valk"] = this.#lines([this.#helper(), this.#data(0.3), this.#helper()]);
    }
    const parts = isMany && this.#chance(0.7) ? this.#parts(files) : [];
    const loads = [
      '(load "src/prelude.valk")',
      '(load "src/modules/test.valk")',
      ...Object.keys(files)
        .filter((path) => path.startsWith("test/lib"))
        .map((path) => `(load "${path}")`),
    ];
    const forms = [
      ...this.#several(0, 3, () => this.#helper()),
      ...this.#several(1, 6, () => this.#form()),
      ...parts.map((path) => `(load "${path}")`),
      ...this.#several(0, 3, () => this.#form()),
    ];
    const suites = this.#several(0, 2, () => this.#suite());
    const flags = this.#several(0, 2, () => this.#flag());
    const mixed = this.#mixed([...forms, ...flags]);
    const run = this.#pick(["(test/run)", "(test/run¦)", "(test/run·{})", "(test/run·())"]);
    files[RUNNER] = this.#lines([...loads, ...suites, ...mixed, run]);
    return { files };
  }

  #parts(files: Record<string, string>): readonly string[] {
    files["test/common.valk"] = this.#lines([
      ...Object.keys(files).map((path) => `(load "${path}")`),
      ...(this.#chance(0.4) ? ['(load "test/deep.valk")'] : []),
      this.#data(0.4),
      ...this.#several(0, 2, () => this.#helper()),
      ...(this.#chance(0.8) ? this.#several(1, 3, () => this.#form()) : []),
      ...(this.#chance(0.2) ? [this.#flag()] : []),
    ]);
    if (files["test/common.valk"].includes("deep.valk")) {
      files["test/deep.valk"] = this.#lines([this.#data(0.2), this.#test()]);
    }
    return ["test/common.valk"];
  }

  #lines(forms: readonly string[]): string {
    const lines = forms
      .filter((form) => form !== "")
      .map((form) => {
        const above = this.#chance(this.#commented * 4) ? `${this.#comment()}\n` : "";
        const behind = this.#chance(this.#commented * 4) ? ` ${this.#comment()}` : "";
        return above + this.#fill(form) + behind + this.#pick(["\n", "\n", "\n\n"]);
      });
    return lines.join("");
  }

  #fill(template: string): string {
    return template.replaceAll(/[·¦]/g, (gap) => {
      if (this.#chance(this.#commented)) {
        return this.#pick([` ${this.#comment()}\n  `, `\n  ${this.#comment()}\n  `]);
      }
      if (gap === "¦") {
        return "";
      }
      return this.#chance(0.2) ? "\n  " : " ";
    });
  }

  #comment(): string {
    return this.#pick([`; note ${this.#comments++}`, `; (not code ${this.#comments++}`]);
  }

  // ---- forms ----

  /** A top-level form that registers, prints or binds. */
  #form(): string {
    return this.#pick<() => string>([
      () => this.#test(),
      () => this.#test(),
      () => this.#value(0),
      () => this.#value(0),
      () => this.#value(0),
      () => this.#data(1),
      () => `(print·"p${this.#fresh()}")`,
      () => `(def·{v${this.#fresh()}}·${this.#fresh()})`,
      () => `(fun·{twice${this.#fresh()}·${this.#pick(["test", "x", "list"])}}·{*·2·2})`,
    ])();
  }

  #test(): string {
    return `(¦test/define·${this.#name()}·${this.#body()}¦)`;
  }

  #name(): string {
    const fresh = this.#fresh();
    return this.#pick([`"t${fresh}"`, `"t${fresh}"`, `(str·"t"·${fresh})`]);
  }

  #body(): string {
    return this.#pick([
      "{true}",
      "{==·(+·1·2)·3}",
      "{==·1·2}",
      "{do·(=·{x}·1)·(==·x·1)}",
      '{do·(print·"in")·true}',
      "{¦==·2·((\\·{y}·{y})·2)¦}",
    ]);
  }

  #data(chance: number): string {
    const fresh = this.#fresh();
    return this.#chance(chance)
      ? this.#pick([
          `(def·{doc${fresh}}·{test/define·"x"·{true}})`,
          `(def·{doc${fresh}}·'(test/define·"x"·{true}))`,
          `(def·{doc${fresh}}·"(test/define a)")`,
        ])
      : "";
  }

  #suite(): string {
    const fresh = this.#fresh();
    return this.#pick([
      `(test/suite·"S${fresh}")`,
      `(test/suite·"S${fresh}"¦)`,
      `(test/suite·(str·"S"·${fresh}))`,
    ]);
  }

  #flag(): string {
    return this.#pick([
      "(test/debug·0)",
      "(test/expect-exit·1¦)",
      this.#chance(0.3) ? "(test/expect-exit·(+·0·1))" : "(test/expect-exit·0)",
      '(test/skip·"later")',
      "(test/debug·0¦)",
    ]);
  }

  /** An expression in parentheses whose evaluation registers some tests. */
  #value(depth: number): string {
    const inner = (): string => (depth > 2 ? this.#test() : this.#value(depth + 1));
    const condition = this.#pick(["1", "0", "(==·1·1)", "(==·1·2)"]);
    return this.#pick<() => string>([
      () => this.#test(),
      () => this.#test(),
      () => this.#call(),
      () => this.#call(),
      () => `(${inner()})`,
      () => `(¦do·${this.#sequence(inner).join("·")}¦)`,
      () => `(¦do·${this.#sequence(inner).join("·")}¦)`,
      () => `(if·${condition}·${this.#braced(inner())}·${this.#else(inner)})`,
      () => `(let·${this.#braced(inner())})`,
      () =>
        `(select·{${condition}·${inner()}}·{¦${this.#pick(["otherwise", "true", "1"])}·${this.#pick(
          [inner, () => "nil", () => "{}", () => '(print·"none")'],
        )()}¦})`,
      () => `(map·(\\·{n}·${this.#braced(inner())})·(list·1·2))`,
      () =>
        `(map·(\\·{${this.#chance(0.1) ? "test" : "n"}}·{do·${this.#test()}·${this.#test()}})·{1·2})`,
    ])();
  }

  /** What follows on one another in a `do`. */
  #sequence(inner: () => string): readonly string[] {
    const parts = this.#several(1, 3, inner);
    const between = this.#several(0, 2, () => this.#plain());
    return [...this.#mixed([...parts, ...between]), ...(this.#chance(0.2) ? ["true"] : [])];
  }

  #plain(): string {
    const fresh = this.#fresh();
    return this.#pick([
      `(print·"p${fresh}")`,
      `(print·"p${fresh}"¦)`,
      `(=·{w}·${fresh})`,
      "(+·1·2)",
    ]);
  }

  /** The code in parentheses as that of a branch or body. */
  #braced(form: string): string {
    return this.#chance(0.5) ? `{${form.slice(1, -1)}}` : `{¦${form}¦}`;
  }

  #else(inner: () => string): string {
    return this.#pick<() => string>([
      () => "{}",
      () => "{nil}",
      () => '{print·"no"}',
      () => '{print·"no"¦}',
      () => this.#braced(inner()),
    ])();
  }

  /** A call of some helper that is defined by now. */
  #call(): string {
    const known = this.#helpers;
    const one = known[Math.floor(this.#random() * known.length)];
    return one === undefined ? this.#test() : one.call();
  }

  #helper(): string {
    const name = `h${this.#fresh()}`;
    const first = this.#chance(0.03)
      ? this.#pick(["test", "list", "join"])
      : this.#pick(["n", "name", "suite", "case"]);
    const value = (): string => `(test/define·(str·"${name} "·${first})·${this.#body()})`;
    const call = (): string => `(${name}·${this.#name()})`;
    const bodies: readonly (() => string)[] = [
      () => this.#braced(value()),
      () => `{¦do·${value()}·${value()}¦}`,
      () => `{${value()}·${value()}}`,
      () => `{do·(=·{x}·1)·${value()}}`,
      () => `{do·(=·{x}·1)·${value()}·${this.#plain()}·${value()}}`,
      () => `{do·${value()}·${this.#pick(["true", "nil", first, name, '(print·"end")'])}¦}`,
      () => `{if·(==·${first}·"x")·${this.#braced(value())}·{}}`,
      () => `{do·${this.#call()}·${value()}}`,
      () => `{select·{(==·1·2)·${value()}}·{otherwise·${value()}}}`,
    ];
    if (this.#chance(0.15)) {
      this.#helpers.push({ call: () => this.#pick([`(${name})`, `(${name}·1)`]) });
      return `(fun·{${name}·&·xs}·{test/define·"${name}"·{true}})`;
    }
    const body = this.#pick(bodies)();
    this.#helpers.push({ call, name });
    return this.#chance(0.15)
      ? `(def·{${name}}·(\\·{${first}}·${body}))`
      : `(fun·{${name}·${first}}·${body})`;
  }

  // ---- chance ----

  #fresh(): number {
    return this.#count++;
  }

  #chance(share: number): boolean {
    return this.#random() < share;
  }

  #pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.#random() * choices.length)] as T;
  }

  #several<T>(least: number, most: number, make: () => T): readonly T[] {
    const length = least + Math.floor(this.#random() * (most - least + 1));
    return Array.from({ length }, make);
  }

  /** The same in another order, but for what a name needs: helpers stay in front of what may call them. */
  #mixed(forms: readonly string[]): readonly string[] {
    const definitions = forms.filter((form) => /^\((?:fun|def)·\{h/.test(form));
    const others = forms.filter((form) => !definitions.includes(form));
    const sorted = others
      .map((form): [number, string] => [this.#random(), form])
      .sort(([a], [b]) => a - b)
      .map(([, form]) => form);
    return [...definitions, ...sorted];
  }
}

/** The project of a seed. */
export function shapesProject(seed: number): ShapesProject {
  return new Generator(seed).project();
}
