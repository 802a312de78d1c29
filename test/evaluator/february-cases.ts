// What the reference interpreter of February 2026 (commit 1efe40c) prints and exits with, for small
// scripts: every output was recorded from it. `february.test.ts` holds the evaluator to this table, and
// `reference.test.ts` holds the table to an interpreter where one is at hand.

import type { ReferenceCase } from "./reference-cases.js";

/** Files that the scripts may load, by path. */
export const FEBRUARY_FILES: Readonly<Record<string, string>> = {
  "lib.valk": '(def {lib} 42)\n"last"\n',
  "err.valk": '(error "loud")\n(def {after} "went on")\n',
  "bad.valk": "(def {one} 1)\n(def {two} ^)\n(def {three} 3)\n",
  "unbound.valk": '(print "i1")\n(nosuchfn 1)\n(print "i2")\n',
  "unbound-symbol.valk": '(print "i1")\n(print nosuch)\n',
  "unbound-inside.valk": '(print "i1")\n(if 1 {do (nosuchfn 1)})\n',
  "quoted.valk": '(def {q} {nosuchfn 1})\n(print "ran" q)\n',
  "quoted-own.valk": '(fun {own x} {x})\n(def {q} {own nosuch})\n(print "ran")\n',
  "lambda.valk": '(def {f} (\\ {x} {nosuch x}))\n(print "ran")\n',
  "later.valk": "(fun {a x} {b x})\n(fun {b x} {+ x 1})\n(print (a 1))\n",
  "types.valk":
    "(type {T} {Ca :v Num} {Cb})\n(sig 'f {-> Num Num})\n(fun {f x} {+ x 1})\n(print (Ca 5) (f 1))\n",
  "local.valk":
    '(fun {g x} {\n  (= {y} (+ x 1))\n  (if (> y 1) {print y z} {print x})\n})\n(print "ran")\n',
  "match.valk":
    "(type {T} {Ca :v Num} {Cb})\n(fun {m x} {match x {(Ca :v n) n} {(Cb) 0}})\n(print (m (Ca 3)) (m (Cb)))\n",
  "match-bad.valk":
    "(type {T} {Ca :v Num} {Cb})\n(fun {m x} {match x {(Ca :v n) o} {_ 0}})\n(print 1)\n",
  "do-bad.valk": '(def {h} (aio/do {(x <- (aio/pure 1)) (aio/pure x)}))\n(print "ran")\n',
  "let-bad.valk": '(def {h} (aio/let {((x (aio/pure 1)))} {aio/pure (+ x y)}))\n(print "ran")\n',
  "backtick.valk": "(def {b} `(1 ,(+ 1 1)))\n(print b)\n",
  "accessor.valk": "(print (Nosuch:x 1))\n",
  "n1.valk":
    "(type {T} {Ca :v Num})(def {x y} 1 2)(sig {f} {-> Num (List Any) ??})(print (\\ {a & rest} {list a rest x y otherwise _}))\n",
  "n2.valk": "(def z 1)(print {match v {(Ca n) n} w {q}} {5 nosuch} ((\\ {a} {a}) 1))\n",
  "n3.valk": "(def {h} (aio/do {(_ <- (aio/pure 1)) (y <- (aio/pure 2)) (aio/pure (nosuch y))}))\n",
  "n4.valk":
    "(def {h} (aio/let {((x (aio/pure 1)) (y (aio/pure 2))) :then ((z (aio/pure 3)))} {aio/pure (+ x z)}))(print 1)\n",
  "n5.valk": "(quote nosuch)(print 1)\n",
  "n6.valk": "(match nosuch)(print 1)\n",
  "n7.valk": '; quasiquote\n(def {b} `(,nosuch 1))\n(print "quasiquote")\n',
  "n8.valk": "(def {b} `(1 2))\n(print {quasiquote})\n(print b)\n",
  "n9.valk": "(def {f} (\\ {x :: Num -> Num} {x}))(= {l} 1)(print l (f 2) (if l {nosuch} {2}))\n",
  "n10.valk": "(print (list 1 2) {nosuch 1} (if 1 {list nosuch}))\n(fun)(aio/do)(aio/let 1)(sig)\n",
  "empty.valk": "",
  "data.txt": "text é\n",
};

export const FEBRUARY_CASES: Readonly<Record<string, readonly ReferenceCase[]>> = {
  "symbols and special forms": [
    {
      source: "(def {a|b} 1)(print a|b '|)",
      output: "1 {|}\n",
      status: 0,
    },
    {
      source: "(print if)",
      output: "Error: LEnv: Symbol `if` is not bound\n",
      status: 0,
    },
    {
      source: "(def {if} 5)(print (if 1 {2} {3}))",
      output: "2\n",
      status: 0,
    },
    {
      source: "(print (quote a))",
      output: "Error: LEnv: Symbol `quote` is not bound\n",
      status: 0,
    },
    {
      source: "((\\ {if} {if 0 {1} {2}}) 5)",
      output: "",
      status: 0,
    },
    {
      source: "(print (if 1 {2}))",
      output: "2\n",
      status: 0,
    },
    {
      source: '(print (ord 1 2) (ord 2 1) (ord 2 2) (ord "a" "a"))',
      output: "-1 1 0 0\n",
      status: 0,
    },
    {
      source: "(ord 1)",
      output:
        "Error[builtins_math.c:88:valk_builtin_ord || Invalid argument count, Actual[1] == Expected[2]]\n",
      status: 0,
    },
    {
      source: "(print (atom 1))",
      output: "Error: LEnv: Symbol `atom` is not bound\n",
      status: 0,
    },
    {
      source: "(fun {f x} {x})",
      output: "Error[LEnv: Symbol `fun` is not bound]\n",
      status: 0,
    },
    {
      source: "(def {f} (\\ {x :: Num -> Num} {+ x 1}))(print (f 2))",
      output: "3\n",
      status: 0,
    },
    {
      source: "(ctx/with-deadline 100 (def {x} 1))",
      output:
        "Error[def cannot be used in request handler context. Use = for local bindings instead.]\n",
      status: 0,
    },
    {
      source: "(print VALK_MODE)",
      output: "Error: LEnv: Symbol `VALK_MODE` is not bound\n",
      status: 0,
    },
  ],
  types: [
    {
      source: "(type {T} {Ca :v Num} {Cb})(print (Ca 5) (Cb) {Ca 5} {(Ca 5)} (Ca :v 6))",
      output: "{T::Ca 5} {T::Cb} {Ca 5} {(list (head {T::Ca}) 5)} {T::Ca 6}\n",
      status: 0,
    },
    {
      source:
        "(type {Pt} {:x Num :y Num})(def {p} (Pt 1 2))(def {nth} (\\ {n l} {list n l}))(print p {(Pt:y p)} (Pt:y p))",
      output: "{Pt 1 2} {(nth 3 p)} {3 {Pt 1 2}}\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(type {T} {Cz})(print (Cz))",
      output: "Error: LEnv: Symbol `Cz` is not bound\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(print A)",
      output: "Error: LEnv: Symbol `A` is not bound\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(print 1 (Ca 1 2))(print 2)",
      output: "1 Error: constructor 'T::Ca': expected 1 args, got 2\n2\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(Ca 1 2)(print 2)",
      output: "Error[constructor 'T::Ca': expected 1 args, got 2]\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(print (Ca :w 2))",
      output: "Error: constructor 'T::Ca': missing field ':v'\n",
      status: 0,
    },
    {
      source: "(type {T} {Pt :x Num})(print (Pt:z 1))",
      output: "Error: constructor 'Pt' has no field 'z'\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(print (Zz:z 1))",
      output: "Error: unknown constructor 'Zz' in accessor 'Zz:z'\n",
      status: 0,
    },
    {
      source: "(type T)(print 1)",
      output: "Error[type requires at least type name and one variant]\n",
      status: 0,
    },
    {
      source: "(type T {A})(print 1)",
      output: "Error[type: first argument must be a {name} qexpr]\n",
      status: 0,
    },
    {
      source: "(type {T} A)(print 1)",
      output: "Error[type 'T': variants must be qexprs]\n",
      status: 0,
    },
    {
      source: "(type {1} {A})(print 1)",
      output: "Error[type: name must be a symbol]\n",
      status: 0,
    },
    {
      source: "(type {T} {A} {A})(print 1)",
      output: "Error[constructor 'T::A' already declared]\n",
      status: 0,
    },
    {
      source: "(print (type 1))",
      output: "Error: LEnv: Symbol `type` is not bound\n",
      status: 0,
    },
    {
      source: "(sig 'f {-> A B})(print (sig 'f {-> A B}) {(sig 'f {-> A B})})",
      output: "Error: LEnv: Symbol `sig` is not bound {(sig {f} {-> A B})}\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca})(print (sig 'f {-> A B}) {(sig 'f {-> A B}) (type {U} {Cu}) 1})",
      output: "() {() () 1}\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca})(def {f} (\\ {x} {type {U} {Cu}}))(print (f 1))",
      output: "Error: LEnv: Symbol `type` is not bound\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num} {Cb})(print {match x {(Ca :v n) n} {(Cb) 0}})",
      output:
        "{(do (= {__match_val} x) (if (== (head __match_val) (head {T::Ca})) {(do (= {n} (nth 2 __match_val)) n)} {(if (== (head __match_val) (head {T::Cb})) {0} {(error match: no pattern matched)})}))}\n",
      status: 0,
    },
    {
      source:
        "(type {T} {Ca :v Num} {Cb})(def {nth} (\\ {n l} {if (== n 1) {head l} {nth (- n 1) (tail l)}}))(print (match (Ca 3) {(Ca :v n) (+ n 1)} {(Cb) 0}) (match (Cb) {(Ca n) n} {(Cb) 9}))",
      output: "4 9\n",
      status: 0,
    },
    {
      source: '(type {T} {Ca :v Num})(print (match 3 {1 "one"} {_ 2}))',
      output: "one\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num} {Cb})(print (match (Cb) {(Ca x) 1}))",
      output: "Error: match: no pattern matched\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :v Num})(print (match 1))",
      output: "Error: match requires a value and at least one clause\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca})(print (match (Ca) {(Zz) 1} {x} {(Ca) 2}))",
      output: "2\n",
      status: 0,
    },
    {
      source: "(type {T} {Ca :a Num :b Num})(print {match v {(Ca _ b) b} {(Ca :b q :zz r) q}})",
      output:
        "{(do (= {__match_val} v) (if (== (head __match_val) (head {T::Ca})) {(do (= {b} (nth 3 __match_val)) b)} {(if (== (head __match_val) (head {T::Ca})) {(do (= {q} (nth 3 __match_val)) q)} {(error match: no pattern matched)})}))}\n",
      status: 0,
    },
    {
      source: "(print (match 1 {1 2}))",
      output: "Error: LEnv: Symbol `match` is not bound\n",
      status: 0,
    },
    {
      source: "(type {T} {Some :v Num})(def {Some} (\\ {x} {99}))(print (Some 1) Some)",
      output: "{T::Some 1} <lambda>\n",
      status: 0,
    },
    {
      source: "()(sig 'a {A})(print 1)",
      output: "1\n",
      status: 0,
    },
  ],
  loading: [
    {
      source: '(load "lib.valk")(print lib VALK_LAST_VALUE)',
      output: "42 last\n",
      status: 0,
    },
    {
      source: '(load "err.valk")(print after)',
      output: "Error[loud]\nwent on\n",
      status: 0,
    },
    {
      source: '(load "bad.valk")(print "next")',
      output:
        "Error[[offset: 25] Unexpected character ^]\nError[[offset: 25] Unexpected character ^]\n",
      status: 0,
    },
    {
      source: '(load "unbound.valk")(print "next")',
      output: "Error[Diagnostics found errors in unbound.valk]\n",
      status: 0,
    },
    {
      source: '(load "unbound-symbol.valk")(print "next")',
      output: "Error[Diagnostics found errors in unbound-symbol.valk]\n",
      status: 0,
    },
    {
      source: '(load "unbound-inside.valk")(print "next")',
      output: "Error[Diagnostics found errors in unbound-inside.valk]\n",
      status: 0,
    },
    {
      source: '(load "quoted.valk")',
      output: "ran {nosuchfn 1}\n",
      status: 0,
    },
    {
      source: '(load "quoted-own.valk")',
      output: "Error[Diagnostics found errors in quoted-own.valk]\n",
      status: 0,
    },
    {
      source: '(load "lambda.valk")',
      output: "ran\n",
      status: 0,
    },
    {
      source: '(def {nosuch} 1)(load "lambda.valk")(load "unbound-symbol.valk")',
      output: "ran\ni1\n1\n",
      status: 0,
    },
    {
      source: '(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))(load "later.valk")',
      output: "Error: Cannot call non-function: List\n",
      status: 0,
    },
    {
      source:
        '(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))(load "types.valk")(print (Cb) (f 2))',
      output: "{T::Ca 5} 2\n{T::Cb} 3\n",
      status: 0,
    },
    {
      source:
        '(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))(load "local.valk")(print "next")',
      output: "ran\nnext\n",
      status: 0,
    },
    {
      source:
        '(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))(def {nth} (\\ {n l} {if (== n 1) {head l} {nth (- n 1) (tail l)}}))(load "match.valk")',
      output: "3 0\n",
      status: 0,
    },
    {
      source:
        '(def {fun} (\\ {f b} {def (head f) (\\ (tail f) b)}))(load "match-bad.valk")(print "next")',
      output: "Error[Diagnostics found errors in match-bad.valk]\n",
      status: 0,
    },
    {
      source: '(load "do-bad.valk")',
      output: "ran\n",
      status: 0,
    },
    {
      source: '(load "let-bad.valk")(print "next")',
      output: "ran\nnext\n",
      status: 0,
    },
    {
      source: '(load "backtick.valk")',
      output: "(1 2)\n",
      status: 0,
    },
    {
      source: '(load "accessor.valk")(print "next")',
      output: "Error: LEnv: Symbol `Nosuch:x` is not bound\nnext\n",
      status: 0,
    },
    {
      source: '(load "empty.valk")(print "next")',
      output: "Error[Could not open file (empty.valk)]\n",
      status: 0,
    },
    {
      source: '(load "none.valk")(print "next")',
      output: "Error[Could not open file (none.valk)]\n",
      status: 0,
    },
    {
      source: '(print (load "none.valk"))(print "next")',
      output: "Error: Could not open file (none.valk)\nnext\n",
      status: 0,
    },
    {
      source: "(nosuchfn 1)(print 1)",
      output: "Error[LEnv: Symbol `nosuchfn` is not bound]\n",
      status: 0,
    },
    {
      source: '(print (parse "(a b) 1 \\"x\\"") (parse "a )"))',
      output: "((a b) 1 x) (a Error: [offset: 2] Unexpected character ))\n",
      status: 0,
    },
    {
      source: '(print (read "a|b"))',
      output: "a|b\n",
      status: 0,
    },
  ],
  "the end": [
    {
      source: "(shutdown 3)(print 2)",
      output: "2\n",
      status: 3,
    },
    {
      source: '(do (shutdown 3) (print "still"))',
      output: "still\n",
      status: 3,
    },
    {
      source: "(shutdown 4)(shutdown 0)",
      output: "",
      status: 0,
    },
    {
      source: "(print (shutdown 7))",
      output: "7\n",
      status: 7,
    },
    {
      source: "(exit 5)(print 1)",
      output: "1\n",
      status: 5,
    },
    {
      source: "(def {VALK_EXIT_CODE} 7)",
      output: "",
      status: 7,
    },
    {
      source: '(def {VALK_EXIT_CODE} "s")',
      output: "",
      status: 0,
    },
    {
      source: "(shutdown 300)",
      output: "",
      status: 44,
    },
    {
      source: "(shutdown -1)",
      output: "",
      status: 255,
    },
    {
      source: "(shutdown)",
      output: "",
      status: 0,
    },
    {
      source: '(shutdown 2)(error "e")(shutdown 3)',
      output: "Error[e]\n",
      status: 2,
    },
    {
      source: "(shutdown 1 2)",
      output:
        "Error[builtins_aio.c:295:valk_builtin_shutdown || Invalid argument count, Actual[2] <= Expected[1]]\n",
      status: 0,
    },
  ],
  "capture and streams": [
    {
      source:
        '(def {c} (test/capture-start))(print "hidden")(stderr/write "err")(def {r} (test/capture-stop c))(print "seen" r)',
      output: "seen {:stdout hidden\n :stderr err}\n",
      status: 0,
    },
    {
      source:
        '(def {c} (test/capture-start))(def {d} (test/capture-start))(print "in")(def {r} (test/capture-stop d))(print "out")(def {s} (test/capture-stop c))(print r s)',
      output: "{:stdout in\n :stderr } {:stdout out\n :stderr }\n",
      status: 0,
    },
    {
      source: "(def {c} (test/capture-start))(test/capture-stop c)(print (test/capture-stop c))",
      output: "{:stdout  :stderr }\n",
      status: 0,
    },
    {
      source: "(print (test/capture-start 1))",
      output:
        "Error: builtins_test.c:42:valk_builtin_capture_start || Invalid argument count, Actual[1] == Expected[0]\n",
      status: 0,
    },
    {
      source: "(print (test/capture-stop 1))",
      output:
        "Error: builtins_test.c:106:valk_builtin_capture_stop || Actual: Number, Expected(One-Of): [Reference]\n",
      status: 0,
    },
    {
      source: '(stdout/write "a")(stdout/write "b\\n")(stdout/flush)(print (stderr/write "x"))',
      output: "ab\n()\n",
      status: 0,
    },
    {
      source: '(print (str/slice "hello" 1 3) (str/slice "hello" -2 99) (str/slice "hello" 4 2))',
      output: "el hello \n",
      status: 0,
    },
  ],
  handles: [
    {
      source: "(print (aio/start))",
      output: "<handle>\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print a (aio/await (aio/pure 5)))(print (aio/await (aio/fail "no")))(aio/stop a)',
      output: "<ref:aio_system> 5\nno\n",
      status: 0,
    },
    {
      source: "(def {a} (aio/start))(aio/run a)",
      output: "Error[builtins_aio.c:87:valk_builtin_aio_run || Expected AIO system reference]\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print (aio/await (aio/then (aio/sleep a 5) (\\ {x} {"slept"}))))(aio/stop a)',
      output: "slept\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/await (aio/start)))(def {h} (aio/schedule a 5 (\\ {} {42})))(print h (aio/status h) (aio/await h) (aio/status h))(aio/stop a)",
      output: "<handle> :running 42 :completed\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/await (aio/start)))(def {h} (aio/schedule a 500 (\\ {} {42})))(print (aio/cancel h) (aio/status h) (aio/cancelled? h))(aio/stop a)",
      output: ":true :cancelled :true\n",
      status: 0,
    },
    {
      source:
        "(print (aio/result (aio/pure 3)) (aio/error (aio/fail 4)) (aio/result (aio/fail 4)) (aio/error (aio/pure 3)))",
      output: "3 4 Error: aio/result: handle not completed Error: aio/error: handle not failed\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/await (aio/start)))(def {h} (aio/within (aio/never a) 10))(print (aio/await h) (aio/status h))(aio/stop a)",
      output: "Error: :timeout :failed\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/await (aio/start)))(print (aio/await (aio/within (aio/sleep a 5) 500)) (aio/within (aio/pure 1) 5))(aio/stop a)",
      output: "() <handle>\n",
      status: 0,
    },
    {
      source: "(print (aio/await (aio/all-settled (list (aio/pure 1) (aio/fail 2)))))",
      output: "({:status :ok :value 1} {:status :error :error 2})\n",
      status: 0,
    },
    {
      source: "(print (aio/await (aio/traverse {1 2 3} (\\ {x} {aio/pure (* x 10)}))))",
      output: "(10 20 30)\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(def {n} 0)(print (aio/await (aio/retry a (\\ {} {(def {n} (+ n 1)) (if (< n 3) {aio/fail "e"} {aio/pure n})}) {:max-attempts 5 :base-ms 1})))(aio/stop a)',
      output: "3\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print (aio/await (aio/retry a (\\ {} {aio/fail "e"}) {:max-attempts 2 :base-ms 1 :backoff :linear})))(aio/stop a)',
      output: "e\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/await (aio/start)))(def {n} 0)(def {h} (aio/interval a 2 (\\ {} {(def {n} (+ n 1)) (if (== n 3) {:stop} {n})})))(print (aio/await h) n)(aio/stop a)",
      output: "() 3\n",
      status: 0,
    },
    {
      source: "(print (aio/await 1) (aio/await))",
      output:
        "Error: aio/await: argument must be a handle Error: aio/await: expected 1 argument (handle)\n",
      status: 0,
    },
    {
      source: "(print (aio/never 1) (aio/within 1 2) (aio/schedule 1 2 3))",
      output:
        "Error: aio_comb_handle.c:167:valk_builtin_aio_never || Expected AIO system reference Error: aio/within: first argument must be a handle Error: builtins_aio.c:265:valk_builtin_aio_schedule || Expected AIO system reference\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print (aio/await (aio/race (list (aio/sleep a 300) (aio/then (aio/sleep a 5) (\\ {x} {"fast"}))))))(aio/stop a)',
      output: "fast\n",
      status: 0,
    },
  ],
  "wrong arguments": [
    {
      source:
        "(print (aio/start 1 2) (aio/never) (aio/retry) (aio/traverse) (aio/within) (aio/result) (aio/error 1))",
      output:
        "Error: builtins_aio.c:18:valk_builtin_aio_start || Expected 0 or 1 arguments Error: aio/never: expected 1 argument (aio system) Error: aio/retry: expected 3 arguments (sys fn opts) Error: aio/traverse: expected 2 arguments (list fn) Error: aio/within: expected 2 arguments (handle timeout-ms) Error: aio/result: expected 1 argument Error: aio/error: expected handle argument\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print (aio/retry 1 2 3) (aio/retry a 2 3) (aio/retry a + 3) (aio/within (aio/pure 1) "x"))(aio/stop a)',
      output:
        "Error: aio_comb_timeout.c:288:valk_builtin_aio_retry || Expected AIO system reference Error: aio/retry: second argument must be a function Error: aio/retry: third argument must be a qexpr (options dict) Error: aio/within: second argument must be a number (timeout in ms)\n",
      status: 0,
    },
    {
      source:
        '(print (aio/traverse 1 +) (aio/traverse {1} 2) (aio/traverse {1} (\\ {x} {error "e"})) (aio/all-settled) (aio/all-settled 1) (aio/all-settled {1}) (aio/await (aio/all-settled {})))',
      output:
        "Error: aio/traverse: first argument must be a list Error: aio/traverse: second argument must be a function Error: e Error: aio/all-settled: expected 1 argument (list of handles) Error: aio/all-settled: expected a list of handles Error: aio/all-settled: all elements must be handles ()\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print (aio/schedule a "x" +) (aio/schedule a 1 2) (aio/schedule a) (aio/interval 1 2 3) (aio/interval a 1 2))(aio/stop a)',
      output:
        "Error: builtins_aio.c:266:valk_builtin_aio_schedule || Actual: String, Expected(One-Of): [Number] Error: builtins_aio.c:267:valk_builtin_aio_schedule || Actual: Number, Expected(One-Of): [Function] Error: builtins_aio.c:260:valk_builtin_aio_schedule || Invalid argument count, Actual[1] == Expected[3] Error: builtins_aio.c:283:valk_builtin_aio_interval || Expected AIO system reference Error: builtins_aio.c:285:valk_builtin_aio_interval || Actual: Number, Expected(One-Of): [Function]\n",
      status: 0,
    },
    {
      source: "(print (aio/run) (aio/stop 1) (aio/on-loop-thread? 1))",
      output:
        "Error: builtins_aio.c:85:valk_builtin_aio_run || Invalid argument count, Actual[0] == Expected[1] Error: builtins_aio.c:109:valk_builtin_aio_stop || Expected AIO system reference Error: builtins_aio.c:121:valk_builtin_aio_on_loop_thread || Expected AIO system reference\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/await (aio/start)))(print (aio/on-loop-thread? a) (aio/await (aio/schedule a 1 (\\ {} {aio/on-loop-thread? a}))))(aio/stop a)",
      output: "0 1\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/await (aio/start)))(print (aio/await (aio/retry a (\\ {} {5}) {:max-attempts 0 :backoff :exponential :base-ms "x" 7 8})))(aio/stop a)',
      output: "Error: aio/retry: fn must return a handle\n",
      status: 0,
    },
    {
      source: '(print (rand-seed) (rand "x") (rand 1 "x") (rand-seed "x"))',
      output:
        "Error: builtins_math.c:194:valk_builtin_rand_seed || Invalid argument count, Actual[0] == Expected[1] Error: builtins_math.c:176:valk_builtin_rand || Actual: String, Expected(One-Of): [Number] Error: builtins_math.c:183:valk_builtin_rand || Actual: String, Expected(One-Of): [Number] Error: builtins_math.c:195:valk_builtin_rand_seed || Actual: String, Expected(One-Of): [Number]\n",
      status: 0,
    },
    {
      source: "(print (stdout/write 1) (stdout/write) (stdout/flush 1) (stderr/write 1))",
      output:
        "Error: builtins_stdio.c:62:valk_builtin_stdout_write || Actual: Number, Expected(One-Of): [String] Error: builtins_stdio.c:61:valk_builtin_stdout_write || Invalid argument count, Actual[0] == Expected[1] Error: builtins_stdio.c:71:valk_builtin_stdout_flush || Invalid argument count, Actual[1] == Expected[0] Error: builtins_stdio.c:79:valk_builtin_stderr_write || Actual: Number, Expected(One-Of): [String]\n",
      status: 0,
    },
    {
      source: '(print (str/slice 1 2 3) (str/slice "a") (str/slice "a" "b" 1))',
      output:
        "Error: builtins_string.c:417:valk_builtin_str_slice || Actual: Number, Expected(One-Of): [String] Error: builtins_string.c:411:valk_builtin_str_slice || Invalid argument count, Actual[1] == Expected[3] Error: builtins_string.c:418:valk_builtin_str_slice || Actual: String, Expected(One-Of): [Number]\n",
      status: 0,
    },
    {
      source: "(print (test/capture-stop) (test/capture-stop (aio/await (aio/start))))",
      output:
        "Error: builtins_test.c:103:valk_builtin_capture_stop || Invalid argument count, Actual[0] == Expected[1] Error: builtins_test.c:108:valk_builtin_capture_stop || test/capture-stop: expected capture_state ref\n",
      status: 0,
    },
    {
      source: '(shutdown "x")',
      output:
        "Error[builtins_aio.c:298:valk_builtin_shutdown || Actual: String, Expected(One-Of): [Number]]\n",
      status: 0,
    },
    {
      source: '(print (ord "a" 1) (parse))',
      output:
        "Error: builtins_math.c:99:valk_builtin_ord || ord requires two Numbers or two Strings, got String and Number Error: builtins_io.c:108:valk_builtin_parse || Invalid argument count, Actual[0] == Expected[1]\n",
      status: 0,
    },
  ],
  "names that the check knows": [
    {
      source: '(load "n1.valk")',
      output: "<lambda>\n",
      status: 0,
    },
    {
      source: '(load "n2.valk")',
      output: "Error[Diagnostics found errors in n2.valk]\n",
      status: 0,
    },
    {
      source: '(load "n3.valk")',
      output: "Error[Diagnostics found errors in n3.valk]\n",
      status: 0,
    },
    {
      source: '(load "n4.valk")',
      output: "Error[Diagnostics found errors in n4.valk]\n",
      status: 0,
    },
    {
      source: '(load "n5.valk")',
      output: "Error[LEnv: Symbol `quote` is not bound]\n1\n",
      status: 0,
    },
    {
      source: '(load "n6.valk")',
      output: "Error[Diagnostics found errors in n6.valk]\n",
      status: 0,
    },
    {
      source: '(load "n7.valk")',
      output: "Error[Diagnostics found errors in n7.valk]\n",
      status: 0,
    },
    {
      source: '(load "n8.valk")',
      output: "Error[Diagnostics found errors in n8.valk]\n",
      status: 0,
    },
    {
      source: '(load "n9.valk")',
      output: "1 2 Error: LEnv: Symbol `nosuch` is not bound\n",
      status: 0,
    },
    {
      source: '(load "n10.valk")',
      output:
        "{1 2} {nosuch 1} {Error: LEnv: Symbol `nosuch` is not bound}\nError[LEnv: Symbol `fun` is not bound]\nError[aio/do: expected 1 argument (qexpr of statements)]\nError[aio/let: expected 2 arguments (bindings body)]\n",
      status: 0,
    },
  ],
  "random numbers": [
    {
      source:
        "(rand-seed 42)(print (rand) (rand) (rand 100) (rand 10 20) (rand-seed 1) (rand 1000))",
      output: "71876166 708592740 81 11 0 383\n",
      status: 0,
    },
    {
      source: "(rand-seed 0)(print (rand))",
      output: "1804289383\n",
      status: 0,
    },
    {
      source: "(rand-seed -7)(print (rand) (rand 0) (rand 5 5) (rand 1 2 3))",
      output:
        "1013596334 Error: rand: bound must be positive, got 0 Error: rand: high must be > low Error: builtins_math.c:189:valk_builtin_rand || rand takes 0-2 arguments, got 3\n",
      status: 0,
    },
  ],
};
