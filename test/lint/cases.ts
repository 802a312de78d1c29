// Labelled cases of the linter: programs with the findings that they are to have, no more and no
// fewer. Each expected finding is written as `line code name`, or `path:line code name` where a
// case has several files.

export interface LintCase {
  readonly title: string;
  /** The text of the one file, or several files by path. */
  readonly files: string | Readonly<Record<string, string>>;
  readonly expected: readonly string[];
}

const test = (body: string): string => `(test/define "t" ${body})`;

export const lintCases: readonly LintCase[] = [
  // ---- what is fine ----
  { title: "a constant at load time", files: "(def {limit} 10)\n(println limit)", expected: [] },
  { title: "several names of one def", files: "(def {a b} 1 2)\n(+ a b)", expected: [] },
  {
    title: "an atom, made once",
    files: "(def {n} (atom 0))\n(aio/interval aio 1 (\\ {} {atom/add! n 1}))\n(atom/get n)",
    expected: [],
  },
  { title: "a function, defined once", files: "(fun {f x} {+ x 1})\n(f 1)", expected: [] },
  { title: "a constant in earmuffs", files: "(def {*limit*} 10)\n(println *limit*)", expected: [] },
  { title: "locals with =", files: "(fun {f x} {do (= {y} x) (+ y 1)})", expected: [] },
  { title: "locals behind quotes", files: "(fun 'f {do (= 'y 1) ((\\ 'x {x}) y)})", expected: [] },
  { title: "a leak behind a quote", files: test("{do (def 'x 1) x}"), expected: ["1 leak x"] },
  { title: "= in a test body", files: test("{do (= {x} 1) (== x 1)}"), expected: [] },
  { title: "a top-level conditional", files: "(if c {def {a} 1} {def {a} 2})", expected: [] },
  { title: "a top-level do", files: "(do (def {a} 1) (println a))", expected: [] },
  {
    title: "def in quoted data",
    files: "(def {code} '(def {x} 1))\n(list {def {y} 2})",
    expected: [],
  },
  {
    title: "def in a string and a comment",
    files: '; (fun {f} {def {x} 1})\n(println "(fun {f} {def {x} 1})")',
    expected: [],
  },
  {
    title: "a read of a constant on the event loop",
    files: "(def {port} 80)\n(aio/schedule aio 0 (\\ {} {println port}))",
    expected: [],
  },
  {
    title: "the same local in two functions",
    files: "(fun {f x} {do (= {y} x) y})\n(fun {g x} {do (= {y} x) y})",
    expected: [],
  },
  {
    title: "a parameter that shadows",
    files: "(def {x} 1)\n(fun {f x} {do (= {x} 2) x})",
    expected: [],
  },
  { title: "quasiquoted data", files: "(def {a} 1)\n(def {b} `{def {x} ,a})", expected: [] },
  // ---- leaks ----
  {
    title: "a def as a local of a function",
    files: "(fun {f x} {do\n (def {y} x)\n y})",
    expected: ["2 leak y"],
  },
  {
    title: "a def as a local of a test",
    files: test("{do\n (def {x} 1)\n (== x 1)}"),
    expected: ["2 leak x"],
  },
  {
    title: "the same name in two tests",
    files: `${test("{do (def {x} 1) (== x 1)}")}\n${test("{do (def {x} 2) (== x 2)}")}`,
    expected: ["1 leak x", "2 leak x"],
  },
  {
    title: "several names in one def",
    files: "(fun {f} {do (def {a b} 1 2) (+ a b)})",
    expected: ["1 leak a", "1 leak b"],
  },
  {
    title: "a fun inside a function",
    files: "(fun {f l} {do (fun {help x} {help x}) (help l)})",
    expected: ["1 leak help"],
  },
  {
    title: "a def inside a lambda",
    files: "(map (\\ {x} {do (def {y} x) y}) {1 2})",
    expected: ["1 leak y"],
  },
  {
    title: "a def through a literal eval",
    files: "(fun {f x} {eval {def {y} x}})",
    expected: ["1 leak y"],
  },
  {
    title: "a def in a branch",
    files: "(fun {f x} {if x {do (def {y} 1) y} {0}})",
    expected: ["1 leak y"],
  },
  {
    title: "a def in a clause",
    files: "(fun {f x} {select {x (do (def {y} 1) y)} {otherwise 0}})",
    expected: ["1 leak y"],
  },
  {
    title: "a def in a let",
    files: "(fun {f x} {let {do (def {y} 1) y}})",
    expected: ["1 leak y"],
  },
  {
    title: "a def in a helper's test body",
    files: '(fun {case n b} {test/define n b})\n(case "a" {do (def {x} 1) (== x 1)})',
    expected: ["2 leak x"],
  },
  {
    title: "a def in a new-style test",
    files: '(-> (test/suite "s") (test/add "a" {do (def {x} 1) (== x 1)}) (test/run))',
    expected: ["1 leak x"],
  },
  {
    title: "a recursive function made with def",
    files: test("{do (def {f} (\\ {n} {if (== n 0) {0} {f (- n 1)}})) (== (f 3) 0)}"),
    expected: ["1 leak f"],
  },
  {
    title: "a def on the event loop that nothing else uses",
    files: "(aio/schedule aio 0 (\\ {} {do (def {x} 1) (println x)}))",
    expected: ["1 leak x"],
  },
  {
    title: "a nameless continuation of a complete handle",
    files: test("{do (= {h} (aio/pure 1)) (aio/then h (\\ {x} {def {y} x})) 1}"),
    expected: ["1 leak y"],
  },
  // ---- mutations ----
  {
    title: "a counter changed by a function",
    files: "(def {n} 0)\n(fun {bump} {def {n} (+ n 1)})\n(bump)",
    expected: ["2 mutation n"],
  },
  {
    title: "a name that another function reads",
    files: "(fun {set x} {def {state} x})\n(fun {get} {state})",
    expected: ["1 mutation state"],
  },
  {
    title: "a test that reads what another test bound",
    files: `${test("{do (def {x} 1) (== x 1)}")}\n${test("{== x 1}")}`,
    expected: ["1 mutation x"],
  },
  {
    title: "a read before the binding",
    files: "(fun {f} {do (println seen) (def {seen} 1)})",
    expected: ["1 mutation seen"],
  },
  {
    title: "a read where the binding may not have run",
    files: "(fun {f c} {do (if c {def {x} 1} {0}) x})",
    expected: ["1 mutation x"],
  },
  {
    title: "a test that replaces a function of a library",
    files: {
      "lib.valk": "(fun {sum l} {l})",
      "a.valk": `(load "lib.valk")\n${test("{do (def {sum} 1) (== sum 1)}")}`,
    },
    expected: ["a.valk:2 mutation sum"],
  },
  {
    title: "a library whose state its loader reads",
    files: {
      "lib.valk": "(fun {set x} {def {state} x})",
      "a.valk": '(load "lib.valk")\n(set 1)\n(println state)',
    },
    expected: ["lib.valk:1 mutation state"],
  },
  {
    title: "state of the event loop alone",
    files: "(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n 1)}))",
    expected: ["2 mutation n"],
  },
  {
    title: "two programs that share no process",
    files: { "a.valk": "(fun {f} {do (def {x} 1) x})", "b.valk": "(println x)" },
    expected: ["a.valk:1 leak x"],
  },
  // ---- races ----
  {
    title: "a counter of a timer, read at top level",
    files: "(def {n} 0)\n(aio/interval aio 1 (\\ {} {def {n} (+ n 1)}))\n(println n)",
    expected: ["2 race n"],
  },
  {
    title: "a handler that calls a function",
    files:
      "(def {hits} 0)\n(fun {count} {def {hits} (+ hits 1)})\n(http2/server-listen aio 0 (\\ {req} {count}))\n(println hits)",
    expected: ["2 race hits"],
  },
  {
    title: "a handler given by name",
    files:
      "(def {hits} 0)\n(def {handler} (\\ {req} {def {hits} (+ hits 1)}))\n(http2/server-listen aio 0 handler)\n(println hits)",
    expected: ["2 race hits"],
  },
  {
    title: "a handler given by a local name",
    files:
      "(def {n} 0)\n(fun {go aio} {do (= {cb} (\\ {} {def {n} 1})) (aio/schedule aio 1 cb)})\n(println n)",
    expected: ["2 race n"],
  },
  {
    title: "a handler behind another name",
    files:
      "(def {n} 0)\n(fun {on-tick} {def {n} 1})\n(def {alias} on-tick)\n(aio/interval aio 1 alias)\n(println n)",
    expected: ["2 race n"],
  },
  {
    title: "a callback passed on by a function",
    files:
      "(def {n} 0)\n(fun {later aio f} {aio/schedule aio 1 f})\n(later aio (\\ {} {def {n} 1}))\n(println n)",
    expected: ["3 race n"],
  },
  {
    title: "a continuation that may run on either thread",
    files: test(
      "{do (def {ran} 0) (aio/then (aio/sleep aio 1) (\\ {_} {def {ran} 1})) (== ran 1)}",
    ),
    expected: ["1 leak ran", "1 race ran"],
  },
  {
    title: "an async test and a function of the main thread",
    files:
      '(def {seen} 0)\n(test/async "a" (\\ {done} {do (def {seen} 1) (done true)}))\n(fun {report} {println seen})\n(report)',
    expected: ["2 race seen"],
  },
  // ---- redefinitions and earmuffs ----
  {
    title: "a second def at top level",
    files: "(def {x} 1)\n(def {x} 2)",
    expected: ["2 redefinition x"],
  },
  {
    title: "a def that reads its own name",
    files: "(def {x} 1)\n(def {x} (+ x 1))",
    expected: ["2 redefinition x"],
  },
  {
    title: "a fun redefined",
    files: "(fun {f x} {x})\n(fun {f x} {+ x 1})",
    expected: ["2 redefinition f"],
  },
  {
    title: "a top-level = counts as a binding",
    files: "(= {x} 1)\n(= {x} 2)",
    expected: ["2 redefinition x"],
  },
  {
    title: "a function of a loaded file redefined",
    files: { "lib.valk": "(fun {f x} {x})", "a.valk": '(load "lib.valk")\n(fun {f x} {1})' },
    expected: ["a.valk:2 redefinition f"],
  },
  {
    title: "a global with earmuffs that changes",
    files: "(def {*debug*} 0)\n(fun {debug n} {def {*debug*} n})",
    expected: ["1 earmuffed-global *debug*", "2 mutation *debug*"],
  },
  {
    title: "a global with earmuffs that a loader changes",
    files: {
      "lib.valk": "(def {*level*} 0)",
      "a.valk": '(load "lib.valk")\n(fun {f n} {def {*level*} n})',
    },
    expected: [
      "lib.valk:1 earmuffed-global *level*",
      "a.valk:2 mutation *level*",
      "a.valk:2 earmuffed-global *level*",
    ],
  },
  {
    title: "a global with earmuffs that is never bound at load time",
    files: "(fun {f n} {do (def {*x*} n) *x*})",
    expected: ["1 earmuffed-global *x*", "1 leak *x*"],
  },
  {
    title: "the branches of a conditional at top level",
    files: "(select {c (def {a} 1)} {otherwise (def {a} 2)})",
    expected: [],
  },
  {
    title: "a function that the event loop gets from a call",
    files:
      "(def {n} 0)\n(fun {make-tick x} {\\ {} {def {n} x}})\n(aio/interval aio 1 (make-tick 2))\n(println n)",
    expected: ["2 race n"],
  },
  {
    title: "code in callbacks of aio/do and aio/let",
    files:
      "(def {n} 0)\n(aio/do {(def {n} 1) (aio/pure n)})\n(aio/let {((a (aio/pure 1)))} {def {n} a})",
    expected: ["2 race n", "3 race n"],
  },
  {
    title: "a computed def, load and lambda",
    files:
      '(def names 1)\n(load (str a))\n(load "/etc/x.valk")\n(\\ formals body)\n(fun name)\n(def {a} b)',
    expected: [],
  },
  {
    title: "templates and prefixes",
    files:
      "(fun {f x} {do `(a ,(do (def {y} x) y) (unquote x)) (quasiquote (b ,@x)) (quote (def {z} 1)) ,x 'x})",
    expected: ["1 leak y"],
  },
];
