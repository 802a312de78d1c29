import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../src/edit/edit.js";
import { localizeFile } from "../../../transforms/localize-def/localize.js";

const listed = (files: Readonly<Record<string, string>>) => ({
  read: (path: string) => files[path],
  paths: () => Object.keys(files),
});

/** The file with what was planned, in a repository that is known whole. */
function localized(source: string, others: Readonly<Record<string, string>> = {}) {
  const files = { ...others, "a.valk": source };
  const { heads, left } = localizeFile("a.valk", source, listed(files));
  const newText = applyEdits(
    source,
    heads.map((span) => ({ span, newText: "=" })),
  );
  return { newText, reasons: left.map(({ name, reason }) => `${name}: ${reason}`) };
}

const body = (text: string): string => `(test/define "t" ${text})`;

describe("becomes local", () => {
  test.each<[string, string, string]>([
    ["a literal", body("{do (def {x} 1) (== x 1)}"), body("{do (= {x} 1) (== x 1)}")],
    [
      "a function that calls itself",
      body("{do (def {f} (\\ {n} {f (- n 1)})) (f 1)}"),
      body("{do (= {f} (\\ {n} {f (- n 1)})) (f 1)}"),
    ],
    [
      "what a closure made later reads",
      body("{do (def {x} 1) (map (\\ {y} {+ x y}) {1})}"),
      body("{do (= {x} 1) (map (\\ {y} {+ x y}) {1})}"),
    ],
    [
      "several names of one def",
      body("{do (def {a b} 1 2) (+ a b)}"),
      body("{do (= {a b} 1 2) (+ a b)}"),
    ],
    [
      "a name bound twice, to certain values",
      body("{do (def {x} 1) (def {x} 2) x}"),
      body("{do (= {x} 1) (= {x} 2) x}"),
    ],
    [
      "a local of a lambda",
      "(map (\\ {x} {do (def {y} 1) (+ x y)}) {1})",
      "(map (\\ {x} {do (= {y} 1) (+ x y)}) {1})",
    ],
    [
      "within a branch",
      "(fun {f c} {if c {do (def {x} 1) x} {0}})",
      "(fun {f c} {if c {do (= {x} 1) x} {0}})",
    ],
    [
      "an uncertain value that nothing else binds",
      body("{do (def {x} (g 1)) x}"),
      body("{do (= {x} (g 1)) x}"),
    ],
    [
      "beside locals of the same name",
      `${body("{do (def {x} 1) x}")}\n(fun {g y} {do (= {x} y) (map (\\ {z} {+ x z}) {1})})\n(fun {h x} {do (if x {= {x} 1} {0}) x})`,
      `${body("{do (= {x} 1) x}")}\n(fun {g y} {do (= {x} y) (map (\\ {z} {+ x z}) {1})})\n(fun {h x} {do (if x {= {x} 1} {0}) x})`,
    ],
    [
      "an uncertain value in a do, whose steps may fail",
      "(aio/schedule aio 1 (\\ {} {(do (def {x} (g 1)) (println x)) 1}))",
      "(aio/schedule aio 1 (\\ {} {(do (= {x} (g 1)) (println x)) 1}))",
    ],
    [
      "what a parameter of a closure shadows",
      body("{do (def {x} 1) (map (\\ {x} {x}) {1}) x}"),
      body("{do (= {x} 1) (map (\\ {x} {x}) {1}) x}"),
    ],
    [
      "values that depend on one another",
      body(
        "{do (def {h} (aio/pure 1)) (def {g} (aio/then h (\\ {x} {x}))) (def {h2} (aio/all (list h g))) h2}",
      ),
      body(
        "{do (= {h} (aio/pure 1)) (= {g} (aio/then h (\\ {x} {x}))) (= {h2} (aio/all (list h g))) h2}",
      ),
    ],
  ])("%s", (_, source, expected) => {
    expect(localized(source)).toEqual({ newText: expected, reasons: [] });
  });

  test("round after round: what became local stands in nobody's way", () => {
    const source = `${body("{do (def {x} 1) x}")}\n${body("{do (def {x} (g 1)) x}")}\n${body("{do (def {x} 2) x}")}`;
    expect(localized(source).newText).toBe(
      `${body("{do (def {x} 1) x}")}\n${body("{do (def {x} (g 1)) x}")}\n${body("{do (= {x} 2) x}")}`,
    );
  });
});

describe("a text that the project has not", () => {
  const project = listed({ "a.valk": "(println 1)", "gone.valk": undefined as never });
  const source = body("{do (def {x} 1) x}");

  test("of a known file", () => {
    expect(localizeFile("a.valk", source, project).heads.length).toBe(1);
  });

  test("of a file that is not known", () => {
    expect(localizeFile("new.valk", source, project).left[0]?.reason).toContain("not known");
  });
});

describe("certain values", () => {
  const before = body("{do (def {x} 0) x}");

  test.each([
    '"text"',
    "{1 2}",
    "'a",
    "nil",
    ":key",
    "(\\ {a} {a})",
    "(list 1 (g))",
    "(quote a)",
    "(atom 0)",
    "(== (g) 1)",
    "(str (g))",
    "(+ 1 (* 2 3))",
    "(do (g) 1)",
    "(aio/fail 1)",
    '(http2/mock-response "200" "OK")',
    '(http2/request "GET" "https" "h" "/")',
    "(make-adder 1)",
    "(add 1)",
  ])("%s", (value) => {
    const source = `(fun {make-adder a} {\\ {b} {+ a b}})\n(fun {add a b} {+ a b})\n${before}\n${body(`{do (def {x} ${value}) x}`)}`;
    expect(localized(source).reasons).toEqual([]);
  });

  test.each([
    "(g)",
    "(g 1)",
    "(+ 1 y)",
    "(atom y)",
    "(aio/then y (\\ {a} {a}))",
    "(aio/all (list 1))",
    "(add 1 2)",
    "(rest 1)",
    "(\\ {a} {a} {2})",
    "(\\ {3} {a})",
    "y",
    "x",
    "`{1 2}",
    "((\\ {a} {a}) 1)",
  ])("not %s", (value) => {
    const source = `(fun {add a b} {+ a b})\n(fun {rest & l} {\\ {b} {l}})\n${body(`{do (def {x} 1) (def {x} ${value}) x}`)}`;
    expect(localized(source).reasons.length).toBeGreaterThan(0);
  });
});

describe("values of calls that are not the language's own", () => {
  const bound = "(do (def {x} 1) (def {x} (str 1)) x)";

  test("where the program defines the function", () => {
    const source = `(fun {str l} {error "no"})\n(fun {f} {${bound.slice(1, -1)}})`;
    expect(localized(source).reasons.join("\n")).toContain("x: what it binds may be an error");
  });

  test("where a parameter has its name", () => {
    const source = `(fun {f str} {${bound.slice(1, -1)}})`;
    expect(localized(source).reasons.join("\n")).toContain("x: what it binds may be an error");
  });

  test("but those of the language are certain", () => {
    expect(localized(`(fun {f} {${bound.slice(1, -1)}})`).reasons).toEqual([]);
  });
});

describe("stays global", () => {
  test.each<[string, string, string]>([
    ["a fun", "(fun {f} {do (fun {g x} {x}) (g 1)})", "g: a fun inside a body closes over nothing"],
    [
      "read by another test",
      `${body("{do (def {x} 1) x}")}\n${body("{x}")}`,
      "x: it is read elsewhere (a.valk:2)",
    ],
    [
      "read at top level",
      `${body("{do (def {x} 1) x}")}\n(println x)`,
      "x: it is read elsewhere (a.valk:2)",
    ],
    [
      "read before it is bound",
      "(fun {f} {do (println x) (def {x} 1)})",
      "x: it is read before it is bound",
    ],
    [
      "read by a closure made before",
      "(fun {f} {do (= {g} (\\ {} {x})) (def {x} 1) (g)})",
      "x: it is read before it is bound",
    ],
    [
      "bound in one branch only",
      "(fun {f c} {do (if c {def {x} 1} {0}) x})",
      "x: it is read before it is bound",
    ],
    [
      "read in its own value",
      "(fun {f} {do (def {x} (map (\\ {y} {x}) {1})) x})",
      "x: it is read before it is bound",
    ],
    [
      "bound in a closure as well",
      body("{do (def {x} 1) (map (\\ {y} {def {x} y}) {2}) x}"),
      "x: another function of the same body binds",
    ],
    [
      "read by a fun of the body",
      body("{do (def {x} 1) (fun {g y} {x}) (g 1)}"),
      "x: it is read where a local would not be seen",
    ],
    [
      "read in a let",
      body("{do (def {x} 1) (let {+ x 1})}"),
      "x: it is read where a local would not be seen",
    ],
    [
      "named in quoted data",
      body("{do (def {x} 1) (unpack + {x 1})}"),
      "x: it is named in quoted data",
    ],
    ["dynamic code", body('{do (def {x} 1) (eval (read "x"))}'), "x: the body evaluates code"],
    [
      "code given by a name",
      "(fun {f code} {do (def {x} 1) (eval code)})",
      "x: the body evaluates code",
    ],
    [
      "a parameter of the same name",
      "(fun {f x} {do (def {x} 1) x})",
      "x: a parameter or = binds the same name",
    ],
    [
      "taken apart",
      "(fun {f} {aio/do {(def {x} 1) x}})",
      "x: it stands in code that is taken apart",
    ],
    [
      "a local of the runner",
      body('{do (def {test-name} "n") test-name}'),
      "test-name: the function that evaluates the body",
    ],
    [
      "a body that a helper makes a test of",
      '(fun {case n b} {test/define n b})\n(case "t" {do (def {x} 1) (== x 1)})',
      "x: it stands in code that case is given",
    ],
    [
      "a body that a helper evaluates inside a test",
      `(fun {twice b} {do (eval b) (eval b)})\n${body("{twice {do (def {x} 1) (== x 1)}}")}`,
      "x: it stands in code that twice is given",
    ],
    [
      "one name of several",
      body("{do (def {a b} 1 2) (let {b}) a}"),
      "a: another name of the same def",
    ],
    [
      "the value of the def is used",
      body("{do (def {x} (g 1))}"),
      "x: the value of the def itself is used",
    ],
    [
      "an error would leave an earlier value",
      body("{do (def {x} 1) (def {x} (g 1)) x}"),
      "x: what it binds may be an error, and def would leave the earlier",
    ],
    [
      "an error would leave another test's value",
      `${body("{do (def {x} 1) 1}")}\n${body("{do (def {x} (g 1)) x}")}`,
      "x: what it binds may be an error",
    ],
    [
      "a test behind it relies on the leak",
      `${body("{do (def {x} 1) 1}")}\n${body("{do (def {x} (g 1)) x}")}`,
      "x: it is read elsewhere, where another def fails",
    ],
    [
      "a function that is called binds it",
      `(fun {g y} {do (def {x} 2) y})\n${body("{do (def {x} 1) (g 1) x}")}`,
      "x: a function that the body may call binds it too",
    ],
    [
      "a function that calls itself",
      "(fun {f n} {do (def {x} 1) (f (- n 1)) x})",
      "x: the function may run again",
    ],
    [
      "a function that calls what it is given",
      "(fun {f k} {do (def {x} 1) (k 1) x})",
      "x: the function may run again",
    ],
    ...["(def {x} (g 1))", "(if 1 {def {x} (g 1)} {0})", "(do 1 (def {x} (g 1)))"].map(
      (step): [string, string, string] => [
        `an error would end the sequence: ${step}`,
        `(aio/schedule aio 1 (\\ {} {${step} (println "behind")}))`,
        "x: what it binds may be an error, and def would end the function there",
      ],
    ),
    [
      "the value of the def is an argument of a function that stands there",
      body("{do ((\\ {a b} {error? a}) (def {x} (g 1)) 2) 1}"),
      "x: the value of the def itself is used",
    ],
    [
      "read in front of a local of the same name",
      `${body("{do (def {x} 1) x}")}\n(fun {g y} {do (println x) (= {x} y) x})`,
      "x: it is read elsewhere (a.valk:2)",
    ],
    [
      "read where a local of the same name may not be bound",
      `${body("{do (def {x} 1) x}")}\n(fun {g y} {do (if y {= {x} y} {0}) x})`,
      "x: it is read elsewhere (a.valk:2)",
    ],
    [
      "named in data of a function that has a local of the name",
      `${body("{do (def {x} 1) x}")}\n(fun {g y} {do (= {x} y) (h {x})})`,
      "x: it is named in quoted data",
    ],
    ["a name of the language", body("{do (def {map} 4) (== map 4)}"), "map: it is a name of"],
    ["a keyword", body("{do (def {:k} 4) (== :k 4)}"), ":k: it is a name of the language"],
    [
      "where = is a parameter",
      "(fun {f = y} {do (def {x} 1) x})",
      "x: def or = is something else in this body",
    ],
    [
      "a local of a fun in the body",
      body("{do (def {x} 1) (fun {g y} {do (= {x} y) x}) x}"),
      "x: another function of the same body binds",
    ],
    [
      "a parameter of a fun in the body",
      body("{do (def {x} 1) (fun {g x} {+ x 1}) (+ x (g 3))}"),
      "x: another function of the same body binds",
    ],
    [
      "a parameter of a function made before",
      body("{do (map (\\ {x} {x}) {1}) (def {x} 1) x}"),
      "x: another function of the same body binds",
    ],
    [
      "a parameter of a function in its own value",
      body("{do (def {x} (list ((\\ {x} {x}) 1))) (head x)}"),
      "x: another function of the same body binds",
    ],
    [
      "a parameter of a function behind the branch",
      body("{do (if true {def {x} 1} {0}) ((\\ {x} {x}) 1)}"),
      "x: another function of the same body binds",
    ],
    [
      "a local of a function made before",
      body("{do (map (\\ {y} {do (= {x} y) x}) {1}) (def {x} 1) x}"),
      "x: another function of the same body binds",
    ],
    [
      "named in a string, where strings are read as code",
      `(fun {peek text} {eval (read text)})\n${body("{do (def {x} 1) x}")}\n(println (peek "(+ x 1)"))`,
      "x: a string names it, which may be read as code",
    ],
    [
      "an error in a later run of a timer",
      "(aio/interval aio 5 (\\ {} {do (def {x} (g 1)) (println x)}))",
      "x: what it binds may be an error, and def would leave the earlier",
    ],
  ])("%s", (_, source, reason) => {
    const { reasons } = localized(source);
    expect(
      reasons.some((each) => each.startsWith(reason)),
      reasons.join("\n"),
    ).toBe(true);
  });

  describe("what a function reads when the body has run again:", () => {
    const inF = (rest: string): string => `(fun {f y} {do (def {x} (str y)) ${rest}})`;

    test.each<[string, string]>([
      ["answered", inF("(\\ {z} {str x z})")],
      ["in a list", inF("(list (\\ {z} {str x z}))")],
      ["handed to the event loop", inF("(aio/schedule aio 1 (\\ {} {println x}))")],
      ["handed to some other function", inF("(keep (\\ {z} {str x z}))")],
      ["kept in a global", `${inF("(def {kept} (\\ {z} {str x z})) 1")}\n(println kept)`],
      ["answered by its name", inF("(= {g} (\\ {z} {str x z})) g")],
      ["waiting for an argument", inF("(= {g} (\\ {a b} {str x a b})) (g 1)")],
      ["called by one that is answered", inF("(= {g} (\\ {z} {str x z})) (\\ {z} {g z})")],
      ["made by one that is called at once", inF("(map (\\ {z} {\\ {a} {str x z a}}) {1 2})")],
      ["called by another function", `${inF("(def {g} (\\ {z} {str x z})) 1")}\n(fun {h} {g 1})`],
      [
        "given to a map of the program's own",
        `(fun {map f l} {f})\n(fun {map f l} {f})\n${inF("(map (\\ {z} {str x z}) {1})")}`,
      ],
      ["a function that calls itself by the name", "(fun {f y} {do (def {x} (\\ {z} {x z})) x})"],
      [
        "run by a timer",
        "(aio/interval aio 5 (\\ {} {do (def {x} (str 1)) (aio/schedule aio 9 (\\ {} {println x}))}))",
      ],
    ])("%s", (_, source) => {
      expect(localized(source).reasons.join("\n")).toMatch(
        /^x: a function made here may read it when the body has run again \(a\.valk:\d\)$/m,
      );
    });

    test.each<[string, string]>([
      ["not where it is called at once", inF("((\\ {z} {str x z}) 1)")],
      ["not where map calls it", inF("(map (\\ {z} {str x z}) {1 2})")],
      ["not where its name is only called", inF("(= {g} (\\ {z} {str x z})) (g 1)")],
      ["not where it calls itself", inF("(= {g} (\\ {z} {if z {str x} {g 1}})) (g 0)")],
      [
        "not where the body binds the same each time",
        "(fun {f y} {do (def {x} 1) (\\ {z} {+ x z})})",
      ],
      [
        "not where the body runs once",
        body("{do (def {x} (str 1)) (aio/then h (\\ {z} {str x z}))}"),
      ],
    ])("%s", (_, source) => {
      expect(localized(source)).toEqual({
        newText: source.replace("def {x}", "= {x}"),
        reasons: [],
      });
    });

    test("more functions than are looked at", () => {
      const chain = (length: number): string => {
        const names = Array.from({ length }, (_, at) => `g${at}`);
        const functions = names.map(
          (name, at) => `(= {${name}} (\\ {z} {${at === 0 ? "str x" : `g${at - 1}`} z}))`,
        );
        return inF(`${functions.join(" ")} (${names.at(-1)} 1)`);
      };
      expect(localized(chain(20)).reasons).toEqual([]);
      expect(localized(chain(80)).reasons.join()).toContain("when the body has run again");
    });
  });

  test("what code reads that may call the function", () => {
    const source = `(fun {g y} {do (def {x} 2) y})\n${body("{do (def {x} 1) (g 1) x}")}`;
    expect(localized(source).reasons).toEqual([
      "x: code that may call this reads it too (a.valk:2)",
      "x: a function that the body may call binds it too (a.valk:1)",
    ]);
  });

  test("what too many bodies read to follow them all", () => {
    const readers = Array.from({ length: 40 }, () => body("{do (= {y} 1) (def {x} y) x}"));
    const source = ["(fun {g y} {do (def {x} 2) y})", ...readers].join("\n");
    expect(localized(source).newText).toBe(source);
  });

  test("unless those became local in an earlier round", () => {
    const readers = Array.from({ length: 40 }, () => body("{do (def {x} 1) x}"));
    const source = [...readers, "(fun {g y} {do (def {x} 2) y})"].join("\n");
    expect(localized(source)).toEqual({
      newText: source.replaceAll("def {x}", "= {x}"),
      reasons: [],
    });
  });

  test("what a callback reads later, and another body binds", () => {
    const late = body("{do (def {x} 1) (aio/schedule aio 1 (\\ {} {println x})) 1}");
    expect(localized(late).reasons).toEqual([]);
    expect(localized(`${late}\n${late}`).reasons[0]).toContain("a callback reads it later");
    const other = body("{do (def {x} 2) x}");
    expect(localized(`${late}\n${other}`).reasons[1]).toContain("a callback reads it later");
  });

  test("a name that the file's loader reads", () => {
    const loader = { "b.valk": '(load "a.valk")\n(println x)' };
    const { reasons } = localized("(fun {f} {do (def {x} 1) x})", loader);
    expect(reasons).toEqual(["x: it is read elsewhere (b.valk:2)"]);
  });

  test("a local of the framework that is loaded", () => {
    const framework = {
      "test.valk": "(fun {run inner} {do (= {outer} 1) (= {after} (eval inner)) outer})",
    };
    const source = (name: string) =>
      `(load "test.valk")\n${body(`{do (def {${name}} 1) ${name}}`)}`;
    expect(localized(source("inner"), framework).reasons.length).toBe(1);
    expect(localized(source("outer"), framework).reasons.length).toBe(1);
    expect(localized(source("after"), framework).reasons).toEqual([]);
  });

  test.each([
    ["is given", "(fun {g h} {do (def {x} 1) (h 2) x})\n(g f)"],
    ["is given for a list", "(fun {g h l} {do (def {x} 1) (map h l) x})\n(g f {1})"],
    ["takes for a list", "(def {l} (list f))\n(fun {g} {do (def {x} 1) (map (head l) {1}) x})"],
    ["takes out of a list", "(def {l} (list f))\n(fun {g} {do (def {x} 1) ((head l) 2) x})"],
    ["has from a call", "(def {h} (pick f))\n(fun {g} {do (def {x} 1) (h 2) x})"],
    [
      "hands on to another one",
      "(fun {each h l} {h (head l)})\n(fun {g l} {do (def {x} 1) (each (\\ {h} {h 2}) l) x})\n(g (list f))",
    ],
    [
      "evaluates",
      "(def {l} {(f 1)})\n(fun {run} {eval (head l)})\n(fun {g} {do (def {x} 1) (run) x})",
    ],
  ])("what a function binds too that the body %s", (_how, caller) => {
    const source = `(fun {f y} {do (def {x} 5) x})\n${caller}`;
    const { newText, reasons } = localized(source);
    expect(newText).toBe(source);
    expect(reasons).toEqual([
      expect.stringContaining("x: code that may call this reads it too"),
      expect.stringContaining("x: "),
    ]);
  });

  test("nothing that a function binds too which is only called by its name", () => {
    const source =
      "(fun {f y} {do (def {x} 5) x})\n(f 1)\n(fun {run h} {h 2})\n(fun {g h} {do (def {x} 1) (run h) x})";
    expect(localized(source)).toEqual({
      newText: source.replaceAll("def {x}", "= {x}"),
      reasons: [],
    });
  });

  test("a load that leads nowhere", () => {
    const { reasons } = localized(`(load "gone.valk")\n${body("{do (def {x} 1) x}")}`);
    expect(reasons[0]).toContain("a load of this file cannot be followed");
  });

  test("a load of its loader that cannot be followed", () => {
    const loader = { "b.valk": '(load "a.valk")\n(load (str "c" ".valk"))' };
    const { reasons } = localized("(fun {f} {do (def {x} 1) x})", loader);
    expect(reasons).toEqual([
      "x: a load of b.valk cannot be followed, so other readers are not known",
    ]);
  });

  test("a loader that cannot be read to its end", () => {
    const loader = { "b.valk": '(load "a.valk")\n(println x)\n(load' };
    const { reasons } = localized("(fun {f} {do (def {x} 1) x})", loader);
    expect(reasons).toEqual(["x: b.valk cannot be read, so other readers are not known"]);
  });
});

describe("a project that cannot list its files", () => {
  const project = { read: () => undefined };

  test("a script is safe: it ends the process", () => {
    const source = `${body("{do (def {x} 1) x}")}\n(test/run)`;
    expect(localizeFile("a.valk", source, project).heads.length).toBe(1);
  });

  test("a library is not: somebody may load it", () => {
    const { heads, left } = localizeFile("a.valk", "(fun {f} {do (def {x} 1) x})", project);
    expect(heads).toEqual([]);
    expect(left[0]?.reason).toContain("a file that is not known may load this one");
  });
});
