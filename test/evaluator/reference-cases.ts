// What the reference interpreter (commit 755536a) prints and exits with, for small scripts: every
// output was recorded from it. `language.test.ts` holds the evaluator to this table, and
// `reference.test.ts` holds the table to an interpreter where one is at hand.

/** Files that the scripts may load or read, by path. */
export const CASE_FILES: Readonly<Record<string, string>> = {
  "lib.valk": '(def {lib} 42)\n"last"\n',
  "err.valk": '(error "loud")\n(def {after} "went on")\n',
  "bad.valk": "(def {one} 1)\n(def {two} ^)\n(def {three} 3)\n",
  "local.valk": '(= {here} "inside")\n',
  "data.txt": "text é\n",
};

export interface ReferenceCase {
  readonly source: string;
  readonly output: string;
  readonly status: number;
}

export const REFERENCE_CASES: Readonly<Record<string, readonly ReferenceCase[]>> = {
  "values and printing": [
    {
      source: '(print 1 -1 "s" "" (list 1 "a" :k) (cons 1 (cons 2 {})) {a {b} ()} + (\\ {x} {x}))',
      output: "1 -1 s  {1 a :k} (1 2) {a {b} ()} <builtin> <lambda>\n",
      status: 0,
    },
    { source: "(print)", output: "\n", status: 0 },
    {
      source: '(print (error "e") (atom 1) (http2/request "G" "h" "a" "/"))',
      output: "Error: e <ref:atom> <ref:http2_request>\n",
      status: 0,
    },
    {
      source: '(print (str) (str "a" 1 (list 1 "b") :k (error "e") + (\\ {x} {x})))',
      output: " a1{1 b}:kError: e<builtin><lambda>\n",
      status: 0,
    },
    {
      source: "(print (str (range 0 200)))",
      output:
        "(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 8\n",
      status: 0,
    },
    {
      source: "(print (list (range 0 200)))",
      output:
        "{(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39 40 41 42 43 44 45 46 47 48 49 50 51 52 53 54 55 56 57 58 59 60 61 62 63 64 65 66 67 68 69 70 71 72 73 74 75 76 77 78 79 80 81 82 83 84 85 86 87 \n",
      status: 0,
    },
    { source: '(error "plain")', output: "Error[plain]\n", status: 0 },
    {
      source: '(error "tab\\tquote\\"back\\\\slash\\a\\b\\f\\n\\r\\v")',
      output: 'Error[tab\tquote"back\\slash\u0007\b\f\n\r\u000b]\n',
      status: 0,
    },
    {
      source: "(error '(a))",
      output:
        "Error[parser.c:3976:valk_builtin_error || Actual: List, Expected(One-Of): [String]]\n",
      status: 0,
    },
    { source: "(nosuch)", output: "Error[LEnv: Symbol `nosuch` is not bound]\n", status: 0 },
    { source: '(print 1)\n(error "stop")\n(print 2)', output: "1\nError[stop]\n", status: 0 },
    { source: '(load "err.valk")\n(print after)', output: "Error[loud]\nwent on\n", status: 0 },
    { source: '(print (load "err.valk"))', output: "Error[loud]\n()\n", status: 0 },
    { source: '"just a string"\n(print "after")', output: "after\n", status: 0 },
    { source: '((\\ {x} {error "in"}) 1)', output: "Error[in]\n", status: 0 },
    { source: '(print 1 (list (error "x")))', output: "1 {Error: x}\n", status: 0 },
    { source: '(print "é" (len "é") (make-string 2 "é"))', output: "é 2 éé\n", status: 0 },
  ],
  arithmetic: [
    {
      source: "(print (+ 1 2 3) (- 10 1 2) (* 2 3 4) (/ 100 5 2))",
      output: "6 7 24 10\n",
      status: 0,
    },
    { source: "(print (- 5) (+ 5) (* 5) (/ 5))", output: "-5 5 5 5\n", status: 0 },
    { source: "(print (/ 7 2) (/ -7 2) (/ 0 3))", output: "3 -3 0\n", status: 0 },
    {
      source: "(print (/ 1 0) (/ 1 -1) (/ 4 2 0))",
      output: "Error: Division By Zero Error: Division By Zero Error: Division By Zero\n",
      status: 0,
    },
    {
      source:
        "(print (+ 9223372036854775807 1) (- -9223372036854775808 1) (* 4611686018427387904 2) (* 3037000500 3037000500))",
      output:
        "-9223372036854775808 9223372036854775807 -9223372036854775808 -9223372036709301616\n",
      status: 0,
    },
    {
      source:
        "(print (- -9223372036854775808) (/ 9223372036854775807 2) (/ -9223372036854775808 3))",
      output: "-9223372036854775808 4611686018427387903 -3074457345618258602\n",
      status: 0,
    },
    {
      source: "(print (+ 9007199254740993 1) (- 9007199254740993 9007199254740992) (* 0 -5))",
      output: "9007199254740994 1 0\n",
      status: 0,
    },
    {
      source: '(print (+ 1 "a") (- "a") (* :k 1) (/ {} 1) (+ 1 (error "x")))',
      output:
        "Error: parser.c:2367:valk_builtin_math || This function only supports Numbers : String Error: parser.c:2367:valk_builtin_math || This function only supports Numbers : String Error: parser.c:2367:valk_builtin_math || This function only supports Numbers : Symbol Error: parser.c:2367:valk_builtin_math || This function only supports Numbers : Nil Error: parser.c:2367:valk_builtin_math || This function only supports Numbers : Error\n",
      status: 0,
    },
    {
      source: "(print (> 1 2) (< 1 2) (>= 2 2) (<= 3 2) (> 9223372036854775807 1))",
      output: "0 1 1 0 1\n",
      status: 0,
    },
    {
      source: '(print (> 1) (> 1 2 3) (< "a" 1) (< 1 "a"))',
      output:
        "Error: parser.c:2742:valk_builtin_ord || Invalid argument count, Actual[2] == Expected[3] Error: parser.c:2742:valk_builtin_ord || Invalid argument count, Actual[4] == Expected[3] Error: parser.c:2744:valk_builtin_ord || Actual: String, Expected(One-Of): [Number] Error: parser.c:2745:valk_builtin_ord || Actual: String, Expected(One-Of): [Number]\n",
      status: 0,
    },
    {
      source: '(print (ord :k 1 2) (ord (head {>}) 2 1) (ord "x" 1 2) (ord 1 2))',
      output:
        "0 1 Error: parser.c:2743:valk_builtin_ord || Actual: String, Expected(One-Of): [Symbol] Error: parser.c:2742:valk_builtin_ord || Invalid argument count, Actual[2] == Expected[3]\n",
      status: 0,
    },
    {
      source:
        '(print (str->num "12") (str->num " -7") (str->num "+5") (str->num "") (str->num "1x") (str->num "x"))',
      output: "12 -7 5 0 Error: Invalid number: 1x Error: Invalid number: x\n",
      status: 0,
    },
    {
      source: '(print (str->num "9223372036854775808") (str->num 5) (str->num "1" "2"))',
      output:
        "Error: Number out of range: 9223372036854775808 Error: parser.c:2807:valk_builtin_str_to_num || Actual: Number, Expected(One-Of): [String] Error: parser.c:2806:valk_builtin_str_to_num || Invalid argument count, Actual[2] == Expected[1]\n",
      status: 0,
    },
  ],
  comparison: [
    {
      source:
        '(print (== 1 1) (== 1 2) (!= 1 2) (== "a" "a") (== "a" :a) (== :a :a) (== {} {}) (== () {}))',
      output: "1 0 1 1 0 1 1 1\n",
      status: 0,
    },
    {
      source:
        '(print (== {1 2} (list 1 2)) (== (cons 1 {2}) {1 2}) (== {1 {2 "x"}} {1 {2 "x"}}) (== {1 2} {1}))',
      output: "1 1 1 0\n",
      status: 0,
    },
    {
      source:
        "(print (== + +) (== + -) (== (\\ {x} {x}) (\\ {x} {x})) (== (\\ {x} {x}) (\\ {y} {y})) (== + (\\ {x} {x})))",
      output: "1 0 1 0 0\n",
      status: 0,
    },
    {
      source:
        '(= {a} (atom 1))(print (== a a) (== a (atom 1)) (== (error "x") (error "x")) (== (error "x") "x"))',
      output: "1 0 1 0\n",
      status: 0,
    },
    {
      source: "(print (== 1) (!= 1 2 3))",
      output:
        "Error: parser.c:2769:valk_builtin_cmp || Invalid argument count, Actual[2] == Expected[3] Error: parser.c:2769:valk_builtin_cmp || Invalid argument count, Actual[4] == Expected[3]\n",
      status: 0,
    },
    {
      source:
        '(print (error? (error "x")) (error? 1) (list? {}) (list? {1}) (list? 1) (ref? (atom 1)) (ref? 1))',
      output: "1 0 1 1 0 1 0\n",
      status: 0,
    },
    {
      source: "(print (error?) (error? 1 2) (list?) (ref?))",
      output:
        "Error: parser.c:3983:valk_builtin_error_p || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:3983:valk_builtin_error_p || Invalid argument count, Actual[2] == Expected[1] Error: parser.c:3990:valk_builtin_list_p || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:3998:valk_builtin_ref_p || Invalid argument count, Actual[0] == Expected[1]\n",
      status: 0,
    },
    {
      source: "(= {h} (aio/pure 1))(print (== h h) (== h (aio/pure 1)))",
      output: "1 0\n",
      status: 0,
    },
  ],
  lists: [
    {
      source:
        "(print (list) (list 1) (head {a b}) (tail {a b}) (tail {a}) (init {1 2 3}) (init {1}))",
      output: "() {1} a {b} () {1 2} ()\n",
      status: 0,
    },
    {
      source: "(print (head {}) (tail {}) (init {}) (head 1) (head {1} {2}) (tail 1 2) (init 5))",
      output:
        "Error: parser.c:2444:valk_builtin_head || Actual: Nil, Expected(One-Of): [List, List] Error: parser.c:2455:valk_builtin_tail || Actual: Nil, Expected(One-Of): [List, List] Error: parser.c:2491:valk_builtin_init || Actual: Nil, Expected(One-Of): [List] Error: parser.c:2444:valk_builtin_head || Actual: Number, Expected(One-Of): [List, List] Error: parser.c:2442:valk_builtin_head || Builtin `head` passed too many arguments Error: parser.c:2453:valk_builtin_tail || Builtin `tail` passed too many arguments Error: parser.c:2491:valk_builtin_init || Actual: Number, Expected(One-Of): [List]\n",
      status: 0,
    },
    {
      source: '(print (cons 1 {2 3}) (cons 1 2) (cons 1) (cons {} {}) (cons (error "x") {}))',
      output:
        "(1 2 3) Error: parser.c:2410:valk_builtin_cons || Actual: Number, Expected(One-Of): [List, Nil] Error: parser.c:2408:valk_builtin_cons || Invalid argument count, Actual[1] == Expected[2] (()) (Error: x)\n",
      status: 0,
    },
    {
      source:
        "(print (join {1} {2} (list 3)) (join {} {1}) (join {1} 2) (join (range 0 2) {5}) (join 1 {2}) (join {1}) (join {} 1))",
      output:
        "{1 2 3} {1} {1 2} (0 1 5) Error: parser.c:2502:valk_builtin_join || Actual: Number, Expected(One-Of): [List, List, Nil] {1} (1)\n",
      status: 0,
    },
    {
      source: '(print (len {}) (len {1 2}) (len "abc") (len 5) (len) (len :k) (len {} {}))',
      output:
        "0 2 3 Error: parser.c:2434:valk_builtin_len || Actual: Number, Expected(One-Of): [List, Nil, String] Error: parser.c:2422:valk_builtin_len || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:2434:valk_builtin_len || Actual: Symbol, Expected(One-Of): [List, Nil, String] Error: parser.c:2422:valk_builtin_len || Invalid argument count, Actual[2] == Expected[1]\n",
      status: 0,
    },
    {
      source: '(print (range 0 3) (range 3 0) (range -1 1) (range 1) (range "a" 1) (range 1 "a"))',
      output:
        "(0 1 2) () (-1 0) Error: parser.c:2521:valk_builtin_range || Invalid argument count, Actual[1] == Expected[2] Error: parser.c:2522:valk_builtin_range || Actual: String, Expected(One-Of): [Number] Error: parser.c:2523:valk_builtin_range || Actual: String, Expected(One-Of): [Number]\n",
      status: 0,
    },
    { source: "(print (range 0 0) (len (range 0 10000)))", output: "() 10000\n", status: 0 },
  ],
  strings: [
    {
      source:
        '(print (make-string 3 "ab") (make-string 2 65) (make-string 0 "a") (make-string 3 "") (len (make-string 2 0)))',
      output: "ababab AA   0\n",
      status: 0,
    },
    {
      source:
        '(print (make-string -1 "a") (make-string "a" 1) (make-string 1 {}) (make-string 1) (make-string 999999999 "abc"))',
      output:
        "Error: make-string: count must be non-negative Error: parser.c:3515:valk_builtin_make_string || make-string: first argument must be a number Error: make-string: second argument must be string or number (char code) Error: parser.c:3509:valk_builtin_make_string || Invalid argument count, Actual[1] == Expected[2] Error: make-string: requested size 2999999997 exceeds 100MB limit\n",
      status: 0,
    },
    {
      source:
        '(print (str/split "a,b,,c" ",") (str/split "" ",") (str/split "abc" "") (str/split 1 ",") (str/split "a" 1) (str/split "a"))',
      output:
        "(a b  c) () Error: str/split: delimiter cannot be empty Error: parser.c:3585:valk_builtin_str_split || Actual: Number, Expected(One-Of): [String] Error: parser.c:3586:valk_builtin_str_split || Actual: Number, Expected(One-Of): [String] Error: parser.c:3580:valk_builtin_str_split || Invalid argument count, Actual[1] == Expected[2]\n",
      status: 0,
    },
    {
      source:
        '(print (str/replace "abab" "b" "xy") (str/replace "abc" "z" "") (str/replace "a" "" "b") (str/replace 1 "a" "b") (str/replace "a" 1 "b") (str/replace "a" "b" 1) (str/replace "a" "b"))',
      output:
        "axyaxy abc Error: str/replace: search string cannot be empty Error: parser.c:3639:valk_builtin_str_replace || Actual: Number, Expected(One-Of): [String] Error: parser.c:3640:valk_builtin_str_replace || Actual: Number, Expected(One-Of): [String] Error: parser.c:3641:valk_builtin_str_replace || Actual: Number, Expected(One-Of): [String] Error: parser.c:3633:valk_builtin_str_replace || Invalid argument count, Actual[2] == Expected[3]\n",
      status: 0,
    },
    {
      source: '(printf "%s|%d|%ld|%l|%%|%x|%" "a" 1 2 3)(print "")',
      output: "a|1|2|3|%|%x|%\n",
      status: 0,
    },
    {
      source:
        '(print (printf "%s" 1) (printf "%d" "a") (printf "%s") (printf "%ld") (printf) (printf 5))',
      output:
        "Error: printf: %s requires string argument Error: printf: %d/%ld requires number argument Error: printf: not enough arguments for format string Error: printf: not enough arguments for format string Error: parser.c:3265:valk_builtin_printf || Invalid argument count, Actual[0] > Expected[0] Error: parser.c:3266:valk_builtin_printf || Actual: Number, Expected(One-Of): [String]\n",
      status: 0,
    },
    {
      source: '(println "%d-%s" 1 "x")(print (println "%d"))(print (println 1))',
      output:
        "1-x\nError: printf: not enough arguments for format string\nError: parser.c:3266:valk_builtin_printf || Actual: Number, Expected(One-Of): [String]\n",
      status: 0,
    },
  ],
  "names and functions": [
    { source: "(def {a b} 1 2)(print a b)", output: "1 2\n", status: 0 },
    {
      source: "(def a 1)",
      output:
        "Error[parser.c:2635:valk_builtin_def || Actual: Error, Expected(One-Of): [List, List, Nil]]\n",
      status: 0,
    },
    {
      source:
        '(print (def {x} (error "e")) (def {x 1} 1 2) (def {x} 1 2) (def 5 1) (def {x}) (def {} 1))',
      output:
        "Error: e Error: parser.c:2643:valk_builtin_def || Builtin `def` requires that symbols parameter only has symbols found: Number Error: parser.c:2646:valk_builtin_def || Invalid argument count, Actual[1] == Expected[2] Error: parser.c:2635:valk_builtin_def || Actual: Number, Expected(One-Of): [List, List, Nil] Error: parser.c:2624:valk_builtin_def || Invalid argument count, Actual[1] > Expected[1] Error: parser.c:2646:valk_builtin_def || Invalid argument count, Actual[0] == Expected[1]\n",
      status: 0,
    },
    {
      source: '(print (= {x} (error "e")) x (= {x y} 1) (= 1 2) (= {x}) (= {y 2} 1 2))',
      output:
        "() Error: e Error: parser.c:2688:valk_builtin_put || Invalid argument count, Actual[2] == Expected[1] Error: parser.c:2677:valk_builtin_put || Actual: Number, Expected(One-Of): [List, List, Nil] Error: parser.c:2673:valk_builtin_put || Invalid argument count, Actual[1] > Expected[1] Error: parser.c:2685:valk_builtin_put || Builtin `def` requires that symbols parameter only has symbols found: Number\n",
      status: 0,
    },
    {
      source: "(def {s} (head {nosuch}))",
      output: "Error[LEnv: Symbol `nosuch` is not bound]\n",
      status: 0,
    },
    { source: "(def {y} 5)(def {s} (head {y}))(print s)", output: "5\n", status: 0 },
    { source: "(= {k} :kw)(print k)", output: ":kw\n", status: 0 },
    { source: "(def {k} (head {:kw}))(print k)", output: ":kw\n", status: 0 },
    {
      source: "(= {f} (\\ {a b} {+ a b}))(print (f 1) ((f 1) 2) (f 1 2) (f) ((f) 1 2) (f 1 2 3))",
      output:
        "<lambda> 3 3 <lambda> 3 Error: More arguments were given than required. Actual: 3, Expected: 2\n",
      status: 0,
    },
    {
      source: "(= {v} (\\ {a & r} {list a r}))(print (v) (v 1) (v 1 2 3))",
      output: "<lambda> {1 ()} {1 {2 3}}\n",
      status: 0,
    },
    { source: "(print ((\\ {& r} {r})) ((\\ {& r} {r}) 1 2))", output: "() {1 2}\n", status: 0 },
    { source: "(print ((\\ {a & r b} {list a r b}) 1 2))", output: "<lambda>\n", status: 0 },
    {
      source: "(print ((\\ {a &} {a}) 1) ((\\ {a &} {a}) 1 2))",
      output:
        "Error: Invalid function format: & not followed by varargs name Error: Invalid function format: & not followed by varargs name\n",
      status: 0,
    },
    {
      source: "(print (\\ {1} {x}) (\\ 1 {x}) (\\ {x} 1) (\\ {x}))",
      output:
        "Error: parser.c:2715:valk_builtin_lambda || Cannot use a non symbol[Number] for bind Error: parser.c:2709:valk_builtin_lambda || Actual: Number, Expected(One-Of): [List, List, Nil] Error: parser.c:2710:valk_builtin_lambda || Actual: Number, Expected(One-Of): [List, List, Nil] Error: parser.c:2703:valk_builtin_lambda || Invalid argument count, Actual[1] == Expected[2]\n",
      status: 0,
    },
    {
      source: "(print ((\\ {} {7})) ((\\ {} {})) ((\\ {x} {}) 1))",
      output: "7 () ()\n",
      status: 0,
    },
    { source: "(print ((\\ {x} {(= {y} x) (+ y 1)}) 1))", output: "2\n", status: 0 },
    {
      source: '(print ((\\ {x} {(error "first") (print "never")}) 1))',
      output: "Error: first\n",
      status: 0,
    },
    { source: "(print ((\\ {x} {{a} x}) 1))", output: "1\n", status: 0 },
    { source: "(print ((\\ {x} {() x}) 1))", output: "1\n", status: 0 },
    {
      source:
        "(= {c} (\\ {} {(= {n} 0) (list (\\ {} {n}) (\\ {} {(= {n} 5) n}))}))(= {p} (c))(print ((head p)))",
      output: "0\n",
      status: 0,
    },
    { source: "(def {x} 1)(= {f} (\\ {} {x}))(def {x} 2)(print (f))", output: "2\n", status: 0 },
    {
      source: "(= {f} (\\ {n} {if (== n 0) {0} {f (- n 1)}}))(print (f 100))",
      output: "0\n",
      status: 0,
    },
    {
      source:
        "((\\ {_} {(= {fac} (\\ {n} {if (< n 2) {1} {* n (fac (- n 1))}})) (print (fac 20))}) 1)",
      output: "2432902008176640000\n",
      status: 0,
    },
    { source: "((\\ {_} {def {g} 9}) 1)(print g)", output: "9\n", status: 0 },
    { source: "((\\ {_} {= {l} 9}) 1)(print (error? l))", output: "1\n", status: 0 },
    {
      source: '(print (1 2) ("a" 1) ({} 1) (5) ("a") ({+ 1 2}))',
      output:
        "Error: Cannot call non-function: Number Error: Cannot call non-function: String Error: Cannot call non-function: Nil 5 a {+ 1 2}\n",
      status: 0,
    },
    { source: '(print ((error "h") (print "not evaluated")))', output: "Error: h\n", status: 0 },
    {
      source: '(print (nosuch (print "x")))',
      output: "Error: LEnv: Symbol `nosuch` is not bound\n",
      status: 0,
    },
    {
      source: '(print (+ (print "a") 1))',
      output:
        "a\nError: parser.c:2367:valk_builtin_math || This function only supports Numbers : Nil\n",
      status: 0,
    },
    {
      source: "(= {penvs} (\\ {a b} {penv}))(print (penvs 1 2))",
      output: "((b 2) (a 1))\n",
      status: 0,
    },
    {
      source: "(= {deep} (\\ {n} {if (== n 0) {0} {+ 1 (deep (- n 1))}}))(print (deep 20000))",
      output: "20000\n",
      status: 0,
    },
    {
      source:
        "(= {d} (\\ {n} {if (== n 0) {stack-depth} {d (- n 1)}}))(print (stack-depth) (d 0) (d 5))",
      output: "0 1 6\n",
      status: 0,
    },
    {
      source: "(= {x} 5) (print (quote x) (quote (a b)) (quote) (quote a b))",
      output:
        "x (a b) Error: LEnv: Symbol `quote` is not bound Error: quote expects exactly 1 argument, got 2\n",
      status: 0,
    },
    { source: "(print 'x '(a b) ''x '{a})", output: "{x} {(a b)} {{x}} {{a}}\n", status: 0 },
    { source: "(print :a (head {:b}) (== :a (head {:a})))", output: ":a :b 1\n", status: 0 },
  ],
  control: [
    {
      source:
        '(print (if 1 {2} {3}) (if 0 {2} {3}) (if {} {2} {3}) (if "" {2} {3}) (if -1 {2}) (if 0 {2}) (if + {1} {0}))',
      output: "2 3 3 2 2 () 1\n",
      status: 0,
    },
    {
      source:
        '(print (if (error "e") {1} {2}) (if 1) (if) (if 1 2 3 4) (if 1 (+ 1 1) 9) (if 1 {} 2) (if 1 {{a}} 0) (if 1 {5} 0))',
      output:
        "Error: e Error: if requires 2-3 arguments, got 1 Error: parser.c:3144:valk_builtin_if || Invalid argument count, Actual[0] == Expected[3] Error: if requires 2-3 arguments, got 4 2 () {a} 5\n",
      status: 0,
    },
    {
      source:
        "(= {g} if)(print (g 1 {2} {3}) (g 0 {2} {3}) (g {} {2} {3}) (g 1 2 {3}) (g 1 {2} 3) (g 1 {2}))",
      output:
        "2 3 Error: parser.c:3146:valk_builtin_if || Actual: Nil, Expected(One-Of): [Number] Error: parser.c:3149:valk_builtin_if || Actual: Number, Expected(One-Of): [List, List, Nil] Error: parser.c:3150:valk_builtin_if || Actual: Number, Expected(One-Of): [List, List, Nil] Error: parser.c:3144:valk_builtin_if || Invalid argument count, Actual[2] == Expected[3]\n",
      status: 0,
    },
    {
      source:
        '(print (do) (do 1) (do 1 2 3) (do (error "mid") 2) (do {a}) (do (range 0 2)) (do (head {nosuch})) (do (print "x") (= {z} 4) z))',
      output:
        "x\n() 1 3 2 {a} Error: Cannot call non-function: Number Error: LEnv: Symbol `nosuch` is not bound 4\n",
      status: 0,
    },
    {
      source: "(def {q} 7)(print (do (head {q})) (do (head {:k})) (do (head {q}) 1))",
      output: "7 :k 1\n",
      status: 0,
    },
    {
      source:
        '(print (select {0 1} {1 2}) (select {0 1}) (select) (select {1 {+ 1 2}}) (select {(== 1 1) (list 4)} {(print "no") 1}))',
      output: "2 Error: No selection found Error: No selection found 3 {4}\n",
      status: 0,
    },
    {
      source:
        '(print (select {"a" 1}) (select {1}) (select 5) (select {(error "c") 1}) (select {0 1} 5))',
      output:
        "Error: parser.c:3219:valk_builtin_select || Actual: String, Expected(One-Of): [Number] Error: parser.c:3210:valk_builtin_select || Select clause must have condition and result Error: parser.c:3198:valk_builtin_select || Actual: Number, Expected(One-Of): [List, List] Error: c Error: parser.c:3198:valk_builtin_select || Actual: Number, Expected(One-Of): [List, List]\n",
      status: 0,
    },
    {
      source:
        "(print (eval {+ 1 2}) (eval 5) (eval (head {+})) (eval {}) (eval) (eval {1} {2}) (eval (list + 1 2)) (eval {nosuch}))",
      output:
        "3 5 <builtin> () Error: parser.c:2596:valk_builtin_eval || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:2596:valk_builtin_eval || Invalid argument count, Actual[2] == Expected[1] 3 Error: LEnv: Symbol `nosuch` is not bound\n",
      status: 0,
    },
    { source: "((\\ {x} {(eval {= {y} 3}) (print y)}) 1)", output: "3\n", status: 0 },
    {
      source:
        '(print (repeat (\\ {i} {* i i}) 4) (repeat (\\ {i} {i}) 0) (repeat 5 2) (repeat + "a") (repeat +) (repeat (\\ {a b} {a}) 1))',
      output:
        "(0 1 4 9) () (Error: parser.c:1554:valk_lval_eval_call || Actual: Number, Expected(One-Of): [Function] Error: parser.c:1554:valk_lval_eval_call || Actual: Number, Expected(One-Of): [Function]) Error: parser.c:2547:valk_builtin_repeat || Actual: String, Expected(One-Of): [Number] Error: parser.c:2546:valk_builtin_repeat || Invalid argument count, Actual[1] == Expected[2] (<lambda>)\n",
      status: 0,
    },
    {
      source: "(= {n} (\\ {k} {if (== k 0) {0} {eval (list + 1 (n (- k 1)))}}))(print (n 50))",
      output: "50\n",
      status: 0,
    },
    {
      source: '(print (exit) (exit "a") (exit 1 2) (shutdown "a") (shutdown 1 2))',
      output:
        "Error: parser.c:5011:valk_builtin_exit || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:5012:valk_builtin_exit || Actual: String, Expected(One-Of): [Number] Error: parser.c:5011:valk_builtin_exit || Invalid argument count, Actual[2] == Expected[1] Error: parser.c:5025:valk_builtin_shutdown || Actual: String, Expected(One-Of): [Number] Error: parser.c:5022:valk_builtin_shutdown || Invalid argument count, Actual[2] <= Expected[1]\n",
      status: 0,
    },
    { source: "(print 1)(exit 3)", output: "1\n", status: 3 },
    { source: "(shutdown)", output: "About to exit with code 0\n", status: 0 },
    { source: '(shutdown 2)(print "no")', output: "About to exit with code 2\n", status: 2 },
    { source: "(shutdown 300)", output: "About to exit with code 300\n", status: 44 },
    { source: "(shutdown -1)", output: "About to exit with code -1\n", status: 255 },
    { source: "(exit 256)", output: "", status: 0 },
    { source: '(def {VALK_MODE} "repl")(print (shutdown 4))', output: "4\n", status: 0 },
  ],
  quasiquote: [
    { source: '(print `x `(a b) `{a b} `1 `"s")', output: "x (a b) {a b} 1 s\n", status: 0 },
    {
      source: "(print `(a ,(+ 1 2) {b ,(+ 1 1)} ,@(list 1 2) ,@{}))",
      output: "(a 3 {b 2} 1 2)\n",
      status: 0,
    },
    { source: '(print `,(+ 1 2) `,(error "e"))', output: "3 Error: e\n", status: 0 },
    { source: '(print `(a ,(error "e") ,(print "not reached")))', output: "Error: e\n", status: 0 },
    {
      source: '(print `(a ,@5) `,@(list 1) `(,@(error "e")))',
      output:
        "Error: unquote-splicing requires a list, got Number Error: unquote-splicing (,@) not valid at top level of quasiquote Error: e\n",
      status: 0,
    },
    {
      source:
        "(print `(a (unquote)) `(a (unquote 1 2)) `(a (unquote-splicing)) (quasiquote) (quasiquote 1 2))",
      output:
        "Error: unquote expects exactly 1 argument Error: unquote expects exactly 1 argument Error: unquote-splicing expects exactly 1 argument Error: LEnv: Symbol `quasiquote` is not bound Error: quasiquote expects exactly 1 argument, got 2\n",
      status: 0,
    },
    { source: "(print `(a `(b ,(+ 1 1))))", output: "(a (quasiquote (b 2)))\n", status: 0 },
    {
      source: "(= {x} {1 2})(print `(,x ,@x) `(a ,x . b))",
      output: "Error[[offset: 37] Unexpected character .]\n",
      status: 0,
    },
    { source: "(print `() `{})", output: "() ()\n", status: 0 },
    {
      source: "(print `(a ,@{x y} . ))",
      output: "Error[[offset: 19] Unexpected character .]\n",
      status: 0,
    },
  ],
  reading: [
    {
      source:
        '(print (read "(a {b} \\"c\\" 1)") (read "x y") (read "") (read ";c") (read "\'a") (read "`a") (read ",a") (read ",@a"))',
      output:
        "(a {b} c 1) x Error: Unexpected  end of input Error: Unexpected  end of input {a} (quasiquote a) (unquote a) (unquote-splicing a)\n",
      status: 0,
    },
    {
      source:
        '(print (read "^") (read "(a") (read "{a (b") (read "\\"a") (read "\\"\\\\q\\"") (read "99999999999999999999") (read "(a }") (read "{a )") (read "\')") (read "( )") (read "{ }") (read ",") (read "(\')") (read "(a \') b"))',
      output:
        "Error: [offset: 0] Unexpected character ^ Error: [offset: 2] Unexpected end of input reading expr, while looking for `)` Error: [offset: 5] Unexpected end of input reading expr, while looking for `)` Error: Unexpected  end of input at string literal Error: Invalid escape character \\q Error: Invalid number format 99999999999999999999 Error: [offset: 3] Unexpected character } Error: [offset: 3] Unexpected character ) Error: [offset: 1] Unexpected character ) Error: [offset: 2] Unexpected character ) Error: [offset: 2] Unexpected character } Error: Unexpected  end of input Error: [offset: 2] Unexpected character ) Error: [offset: 4] Unexpected character )\n",
      status: 0,
    },
    {
      source:
        '(print (read "()") (read "{}") (read "-") (read "--1") (read "1-") (read "-5") (read "(1)(2)") (read ")") (read "é"))',
      output:
        "() () - --1 1- -5 (1) Error: [offset: 0] Unexpected character ) Error: [offset: 0] Unexpected character �\n",
      status: 0,
    },
    {
      source: "(print (read 5) (read))",
      output:
        "Error: parser.c:2872:valk_builtin_read || Actual: Number, Expected(One-Of): [String] Error: parser.c:2871:valk_builtin_read || Invalid argument count, Actual[0] == Expected[1]\n",
      status: 0,
    },
    {
      source: '(print (read-file "data.txt") (read-file "none.txt") (read-file 5))',
      output:
        "text é\n Error: parser.c:2888:valk_builtin_read_file || Could not open file (none.txt) Error: parser.c:2883:valk_builtin_read_file || Actual: Number, Expected(One-Of): [String]\n",
      status: 0,
    },
    {
      source: "(print 1)\n(print (+ 1 2)\n",
      output:
        "1\nError[[offset: 25] Unexpected end of input reading expr, while looking for `)`]\n",
      status: 0,
    },
    {
      source: "(print 1)\n#\n(print 2)",
      output: "1\nError[[offset: 10] Unexpected character #]\n",
      status: 0,
    },
    {
      source: "(print 1)\n(print 2))\n(print 3)",
      output: "1\n2\nError[[offset: 19] Unexpected character )]\n",
      status: 0,
    },
    {
      source: "(print 1) (a ( ) b) (print 3)",
      output: "1\nError[[offset: 15] Unexpected character )]\n",
      status: 0,
    },
    {
      source: '(print 1)\n"abc',
      output: "1\nError[Unexpected  end of input at string literal]\n",
      status: 0,
    },
    {
      source: '(print 1)\n(print "a\\q")\n',
      output: "1\nError[Invalid escape character \\q]\n",
      status: 0,
    },
    { source: "(print 1)\n'", output: "1\nError[Unexpected  end of input]\n", status: 0 },
    { source: "; only a comment", output: "", status: 0 },
    { source: "", output: "", status: 0 },
    { source: '(print (read "(a ; note)\\n b)"))', output: "(a b)\n", status: 0 },
    { source: '(load "lib.valk")(print lib)', output: "42\n", status: 0 },
    {
      source: '(load "none.valk")(print "on")',
      output:
        "Error[parser.c:2922:valk_parse_file || Could not open file (none.valk)]\nError[parser.c:2922:valk_parse_file || Could not open file (none.valk)]\n",
      status: 0,
    },
    {
      source: "(print (load 5) (load))",
      output:
        "Error: parser.c:2825:valk_builtin_load || Actual: Number, Expected(One-Of): [String] Error: parser.c:2824:valk_builtin_load || Invalid argument count, Actual[0] == Expected[1]\n",
      status: 0,
    },
    {
      source: '(load "bad.valk")(print one)',
      output: "Error[[offset: 25] Unexpected character ^]\n1\n",
      status: 0,
    },
    {
      source: '(load "lib.valk")(print VALK_LAST_VALUE VALK_MODE)',
      output: "last init\n",
      status: 0,
    },
    {
      source: '((\\ {_} {(load "local.valk") (print here)}) 1)(print (error? here))',
      output: "inside\n1\n",
      status: 0,
    },
  ],
  errors: [
    {
      source: '(print (error "a%%b") (error) (error 1) (error "a" "b"))',
      output:
        "Error: a%b Error: parser.c:3975:valk_builtin_error || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:3976:valk_builtin_error || Actual: Number, Expected(One-Of): [String] Error: parser.c:3975:valk_builtin_error || Invalid argument count, Actual[2] == Expected[1]\n",
      status: 0,
    },
    { source: '(print (error? (+ 1 (error "x"))))', output: "1\n", status: 0 },
    { source: '(print ((\\ {x} {error? x}) (error "arg")))', output: "1\n", status: 0 },
  ],
  atoms: [
    {
      source:
        "(= {a} (atom 5))(print (atom/get a) (atom/set! a 7) (atom/add! a 2) (atom/sub! a 10) (atom/get a))",
      output: "5 7 9 -1 -1\n",
      status: 0,
    },
    {
      source:
        '(print (atom) (atom "a") (atom/get 1) (atom/get) (atom/set! (atom 1)) (atom/set! 1 2) (atom/set! (atom 1) "a") (atom/add! (atom 1) "a") (atom/sub! "a" 1))',
      output:
        "Error: parser.c:4009:valk_builtin_atom || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:4010:valk_builtin_atom || Actual: String, Expected(One-Of): [Number] Error: parser.c:4019:valk_builtin_atom_get || Actual: Number, Expected(One-Of): [Reference] Error: parser.c:4018:valk_builtin_atom_get || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:4028:valk_builtin_atom_set || Invalid argument count, Actual[1] == Expected[2] Error: parser.c:4029:valk_builtin_atom_set || Actual: Number, Expected(One-Of): [Reference] Error: parser.c:4032:valk_builtin_atom_set || Actual: String, Expected(One-Of): [Number] Error: parser.c:4045:valk_builtin_atom_add || Actual: String, Expected(One-Of): [Number] Error: parser.c:4055:valk_builtin_atom_sub || Actual: String, Expected(One-Of): [Reference]\n",
      status: 0,
    },
    {
      source:
        '(print (atom/get (http2/request "G" "h" "a" "/")) (atom/add! (http2/request "G" "h" "a" "/") 1))',
      output:
        "Error: parser.c:4021:valk_builtin_atom_get || Expected atom ref, got http2_request Error: parser.c:4044:valk_builtin_atom_add || Expected atom ref, got http2_request\n",
      status: 0,
    },
    {
      source: "(= {a} (atom 9223372036854775807))(print (atom/add! a 1) (atom/sub! a 1))",
      output: "-9223372036854775808 9223372036854775807\n",
      status: 0,
    },
    {
      source: "(def {a} (atom 0))(= {f} (\\ {} {atom/add! a 1}))(f)(f)(print (atom/get a))",
      output: "2\n",
      status: 0,
    },
  ],
  context: [
    {
      source:
        "(print (ctx/deadline) (ctx/deadline-exceeded?) (ctx/locals) (ctx/get :a) (trace/id) (trace/span) (trace/parent-span))",
      output: "() () () () () () ()\n",
      status: 0,
    },
    {
      source:
        "(print (ctx/deadline 1) (ctx/deadline-exceeded? 1) (ctx/locals 1) (ctx/get) (trace/id 1) (trace/span 1) (trace/parent-span 1))",
      output:
        "Error: ctx/deadline: expected 0 arguments Error: ctx/deadline-exceeded?: expected 0 arguments Error: ctx/locals: expected 0 arguments Error: ctx/get: expected 1 argument (key) Error: trace/id: expected 0 arguments Error: trace/span: expected 0 arguments Error: trace/parent-span: expected 0 arguments\n",
      status: 0,
    },
    {
      source:
        '(print (ctx/with-deadline 5000 (ctx/deadline-exceeded?)) (ctx/with-deadline 5000 7) (ctx/with-deadline "a" 1) (ctx/with-deadline (error "e") 1) (ctx/with-deadline 5))',
      output:
        "Error: ctx/with-deadline timeout must be a number, got Nil () Error: ctx/with-deadline timeout must be a number, got String Error: e Error: ctx/with-deadline requires timeout-ms and body, got 1 args\n",
      status: 0,
    },
    {
      source:
        '(print (ctx/with :a 1 (ctx/get :a)) (ctx/with :a 1 (print (ctx/get :a) (ctx/get :b))) (ctx/with :a 1 5) (ctx/with :a (error "v") 1) (ctx/with (error "k") 1 1) (ctx/with :a 1))',
      output:
        "1 ()\n() Error: ctx/with-deadline timeout must be a number, got Nil () Error: v Error: k Error: ctx/with requires key, value, and body, got 2 args\n",
      status: 0,
    },
    {
      source: '(ctx/with "s" 1 (print (ctx/get "s") (ctx/get 3)))',
      output: "1 ()\nError[ctx/with-deadline timeout must be a number, got Nil]\n",
      status: 0,
    },
    {
      source: "(ctx/with 3 {x} (print (ctx/get 3) (ctx/locals)))",
      output: "{x} ((3 x))\nError[ctx/with-deadline timeout must be a number, got Nil]\n",
      status: 0,
    },
    {
      source: "(ctx/with :a 1 2 (print (ctx/get :a)))",
      output: "1\nError[ctx/with-deadline timeout must be a number, got Nil]\n",
      status: 0,
    },
    {
      source: "(ctx/with {l} 1 (print (ctx/get {l})))",
      output: "()\nError[ctx/with-deadline timeout must be a number, got Nil]\n",
      status: 0,
    },
    {
      source: "(ctx/with :a 1 (ctx/with :a 2 (print (ctx/get :a) (ctx/locals))))",
      output: "2 ((:a . 2) (:a . 1))\nError[ctx/with-deadline timeout must be a number, got Nil]\n",
      status: 0,
    },
  ],
  responses: [
    {
      source:
        '(= {r} (http2/mock-response "200" "body" {{"a" "1"} {"b" "2"} {"c"} {1 2} 5}))(print (http2/response-status r) (http2/response-body r) (http2/response-headers r) r)',
      output: "200 body ((b 2) (a 1)) <ref:success>\n",
      status: 0,
    },
    {
      source:
        '(print (http2/response-headers (http2/mock-response "200" "")) (http2/mock-response "200") (http2/mock-response 1 "a") (http2/mock-response "a" 1) (http2/response-body 5) (http2/response-status) (http2/response-headers (atom 1)) (http2/response-status (atom 1)) (http2/response-body (atom 1)))',
      output:
        "() Error: parser.c:4240:valk_builtin_http2_mock_response || http2/mock-response expects 2 or 3 arguments (status body [headers]) Error: parser.c:4241:valk_builtin_http2_mock_response || Actual: Number, Expected(One-Of): [String] Error: parser.c:4242:valk_builtin_http2_mock_response || Actual: Number, Expected(One-Of): [String] Error: parser.c:4168:valk_builtin_http2_response_body || Actual: Number, Expected(One-Of): [Reference] Error: parser.c:4182:valk_builtin_http2_response_status || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:4198:valk_builtin_http2_response_headers || Argument must be a success ref holding a response Error: parser.c:4185:valk_builtin_http2_response_status || Argument must be a success ref holding a response Error: parser.c:4170:valk_builtin_http2_response_body || Argument must be a success ref holding a response\n",
      status: 0,
    },
    {
      source:
        '(print (http2/request "a") (http2/request 1 "b" "c" "d") (http2/request-add-header (http2/request "a" "b" "c" "d") "n" "v") (http2/request-add-header 1 "n" "v") (http2/request-add-header (atom 1) "n" "v") (http2/request-add-header (http2/request "a" "b" "c" "d") 1 "v") (http2/request-add-header 1))',
      output:
        "Error: parser.c:4077:valk_builtin_http2_request || Invalid argument count, Actual[1] == Expected[4] Error: parser.c:4078:valk_builtin_http2_request || Actual: Number, Expected(One-Of): [String] () Error: parser.c:4133:valk_builtin_http2_request_add_header || Actual: Number, Expected(One-Of): [Reference] Error: parser.c:4137:valk_builtin_http2_request_add_header || First arg must be http2_request ref, got atom Error: parser.c:4138:valk_builtin_http2_request_add_header || Actual: Number, Expected(One-Of): [String] Error: parser.c:4132:valk_builtin_http2_request_add_header || Invalid argument count, Actual[1] == Expected[3]\n",
      status: 0,
    },
  ],
  handles: [
    {
      source:
        '(= {p} (aio/pure 1))(= {f} (aio/fail "no"))(print p (aio/status p) (aio/status f) (aio/cancelled? p) (aio/cancel p) (aio/cancel f) (aio/pure) (aio/fail) (aio/status) (aio/status 1) (aio/cancel 1) (aio/cancelled? 1) (aio/pure 1 2))',
      output:
        "<handle> :completed :failed :false :false :false Error: aio/pure: expected 1 argument Error: aio/fail: expected 1 argument Error: aio/status: expected 1 argument Error: aio/status: expected handle argument Error: aio/cancel: expected handle argument Error: aio/cancelled?: expected handle argument Error: aio/pure: expected 1 argument\n",
      status: 0,
    },
    {
      source:
        "(def {seen} (atom 0))(= {note} (\\ {x} {atom/set! seen x}))(aio/then (aio/pure 7) note)(print (atom/get seen))(aio/then (aio/fail 8) note)(print (atom/get seen))(aio/catch (aio/fail 9) note)(print (atom/get seen))(aio/catch (aio/pure 10) note)(print (atom/get seen))",
      output: "7\n7\n9\n9\n",
      status: 0,
    },
    {
      source:
        '(def {seen} (atom 0))(= {s} (\\ {h} {aio/then h (\\ {x} {atom/set! seen x})}))(s (aio/then (aio/pure 2) (\\ {x} {aio/pure (* x 2)})))(print (atom/get seen))(print (aio/status (aio/then (aio/pure 1) (\\ {x} {error "e"}))) (aio/status (aio/then (aio/pure 1) (\\ {x} {aio/fail 1}))) (aio/status (aio/catch (aio/fail 1) (\\ {x} {error "e"}))) (aio/status (aio/catch (aio/fail 1) (\\ {x} {aio/pure 1}))))',
      output: "4\n:failed :failed :failed :completed\n",
      status: 0,
    },
    {
      source:
        "(print (aio/then 1 +) (aio/then (aio/pure 1) 1) (aio/then) (aio/catch 1 +) (aio/catch (aio/pure 1) 2) (aio/finally 1 +) (aio/finally (aio/pure 1) 2) (aio/bracket 1 + +) (aio/bracket (aio/pure 1) 1 +) (aio/bracket (aio/pure 1) + 1) (aio/bracket) (aio/scope) (aio/scope 1) (aio/on-cancel 1 +) (aio/on-cancel (aio/pure 1) 1) (aio/sleep) (aio/sleep 1 2))",
      output:
        "Error: aio/then: first argument must be a handle Error: aio/then: second argument must be a function Error: aio/then: expected 2 arguments (handle fn) Error: aio/catch: first argument must be a handle Error: aio/catch: second argument must be a function Error: aio/finally: first argument must be a handle Error: aio/finally: second argument must be a function Error: aio/bracket: first argument must be a handle Error: aio/bracket: second argument must be a function Error: aio/bracket: third argument must be a function Error: aio/bracket: expected 3 arguments (acquire release use) Error: aio/scope: expected 1 argument (fn) Error: aio/scope: argument must be a function Error: aio/on-cancel: first argument must be a handle Error: aio/on-cancel: second argument must be a function Error: aio/sleep: expected 2 arguments (sys ms) Error: aio/sleep: first argument must be an aio_system\n",
      status: 0,
    },
    {
      source:
        "(def {n} (atom 0))(= {hit} (\\ {} {atom/add! n 1}))(print (aio/status (aio/finally (aio/pure 1) hit)) (aio/status (aio/finally (aio/fail 1) hit)) (atom/get n))",
      output: ":completed :failed 2\n",
      status: 0,
    },
    {
      source:
        '(def {n} (atom 0))(= {rel} (\\ {r} {atom/add! n r}))(print (aio/status (aio/bracket (aio/pure 5) rel (\\ {r} {* r 2}))) (aio/status (aio/bracket (aio/pure 5) rel (\\ {r} {error "u"}))) (aio/status (aio/bracket (aio/pure 5) rel (\\ {r} {aio/fail 1}))) (aio/status (aio/bracket (aio/fail 5) rel rel)) (atom/get n))',
      output: ":completed :failed :failed :failed 15\n",
      status: 0,
    },
    {
      source:
        '(print (aio/status (aio/scope (\\ {s} {1}))) (aio/status (aio/scope (\\ {s} {error "e"}))) (aio/status (aio/scope (\\ {s} {aio/fail 1}))) (aio/status (aio/scope (\\ {s} {aio/status s}))))',
      output: ":completed :failed :failed :completed\n",
      status: 0,
    },
    {
      source:
        "(= {st} (\\ {h} {aio/status h}))(print (st (aio/all {})) (st (aio/all (list (aio/pure 1) (aio/pure 2)))) (st (aio/all (list (aio/pure 1) (aio/fail 2)))) (aio/all 1) (aio/all {1}) (aio/all) (aio/race {}) (st (aio/race (list (aio/pure 1) (aio/fail 2)))) (st (aio/race (list (aio/fail 1) (aio/pure 2)))) (aio/race {1}) (aio/any {}) (st (aio/any (list (aio/fail 1) (aio/pure 2)))) (st (aio/any (list (aio/fail 1) (aio/fail 2)))) (aio/any {1}) (aio/any 1))",
      output:
        ":completed :completed :failed Error: aio/all: expected a list of handles Error: aio/all: all elements must be handles Error: aio/all: expected 1 argument (list of handles) Error: aio/race: cannot race empty list :completed :failed Error: aio/race: all elements must be handles Error: aio/any: cannot use with empty list :completed :failed Error: aio/any: all elements must be handles Error: aio/any: expected a list of handles\n",
      status: 0,
    },
    {
      source:
        '(def {r} (atom 0))(aio/then (aio/all (list (aio/pure 1) (aio/pure 2))) (\\ {l} {(print l)}))(aio/catch (aio/all (list (aio/pure 1) (aio/fail "x"))) (\\ {e} {(print e)}))(aio/catch (aio/any (list (aio/fail "y") (aio/fail "x"))) (\\ {e} {(print e)}))',
      output: "(1 2)\nx\nx\n",
      status: 0,
    },
    {
      source:
        "(def {nth} (\\ {n l} {if (== n 1) {head l} {nth (- n 1) (tail l)}}))(aio/then (aio/let {((a (aio/pure 1)) (b (aio/pure 2)) :then (c (aio/pure (+ a b))))} {(list a b c)}) (\\ {r} {(print r)}))",
      output: "{Error: LEnv: Symbol `a` is not bound Error: LEnv: Symbol `b` is not bound 3}\n",
      status: 0,
    },
    {
      source: "(aio/then (aio/let {((a (aio/pure 4)))} {a}) (\\ {r} {(print r)}))",
      output: "4\n",
      status: 0,
    },
    {
      source: "(aio/then (aio/let {} {+ 1 2}) (\\ {r} {(print r)}))",
      output: "{+ 1 2}\n",
      status: 0,
    },
    {
      source: "(print (aio/let 1) (aio/status (aio/let {:then} {1})))",
      output: "Error: aio/let: expected 2 arguments (bindings body) :completed\n",
      status: 0,
    },
    {
      source:
        '(= {show} (\\ {h} {aio/then h (\\ {r} {(print r)})}))(show (aio/do {(<- a (aio/pure 1)) (<- b (aio/pure 2)) (+ a b)}))(show (aio/do {(print "x") (print "y") 3}))(show (aio/do {(print "x") (<- a (aio/pure 5)) (* a 2)}))(show (aio/do {7}))(show (aio/do {(<- a (aio/pure 6))}))(print (aio/do) (aio/do 1) (aio/do {}))',
      output:
        "Error: parser.c:2367:valk_builtin_math || This function only supports Numbers : Error\nx\ny\n3\nx\n10\n7\n6\nError: aio/do: expected 1 argument (qexpr of statements) Error: aio/do: argument must be a qexpr {stmt1 stmt2 ...} Error: aio/do: argument must be a qexpr {stmt1 stmt2 ...}\n",
      status: 0,
    },
    {
      source: "(= {h} (aio/on-cancel (aio/pure 1) (\\ {} {1})))(print (aio/status h))",
      output: ":completed\n",
      status: 0,
    },
  ],
  "event loop": [
    {
      source:
        '(print (aio/start 1 2) (aio/run 1) (aio/run) (aio/run (atom 1)) (aio/stop 1) (aio/stop (atom 1)) (aio/on-loop-thread? 1) (aio/on-loop-thread? (atom 1)) (aio/schedule 1) (aio/schedule 1 2 +) (aio/schedule (atom 1) 1 +) (aio/interval (atom 1) 1 +) (aio/interval 1 1 1) (sleep "a") (sleep))',
      output:
        "Error: parser.c:4325:valk_builtin_aio_start || Expected 0 or 1 arguments Error: parser.c:4390:valk_builtin_aio_run || Actual: Number, Expected(One-Of): [Reference] Error: parser.c:4389:valk_builtin_aio_run || Invalid argument count, Actual[0] == Expected[1] Error: parser.c:4394:valk_builtin_aio_run || Argument must be aio_system Error: parser.c:4417:valk_builtin_aio_stop || Actual: Number, Expected(One-Of): [Reference] Error: aio/stop: argument must be an aio_system Error: parser.c:4432:valk_builtin_aio_on_loop_thread || Actual: Number, Expected(One-Of): [Reference] Error: aio/on-loop-thread?: argument must be an aio_system Error: parser.c:4965:valk_builtin_aio_schedule || Invalid argument count, Actual[1] == Expected[3] Error: parser.c:4970:valk_builtin_aio_schedule || Actual: Number, Expected(One-Of): [Reference] Error: aio/schedule: first argument must be an AIO system Error: aio/interval: first argument must be an AIO system Error: parser.c:4993:valk_builtin_aio_interval || Actual: Number, Expected(One-Of): [Reference] Error: parser.c:3708:valk_builtin_sleep || Actual: String, Expected(One-Of): [Number] Error: parser.c:3706:valk_builtin_sleep || Invalid argument count, Actual[0] == Expected[1]\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 20 (\\ {} {(print "second") (aio/stop a)}))(aio/schedule a 1 (\\ {} {(print "first" (aio/on-loop-thread? a))}))(print (aio/on-loop-thread? a))(aio/run a)(print "done")',
      output: "0\nfirst 1\nsecond\ndone\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/start))(def {n} (atom 0))(aio/schedule a 1 (\\ {} {atom/add! n 1}))(sleep 60)(print (atom/get n))(aio/stop a)",
      output: "1\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/start))(def {n} (atom 0))(aio/interval a 5 (\\ {} {(atom/add! n 1) (if (== (atom/get n) 3) {:stop} {1})}))(sleep 120)(print (atom/get n))(aio/stop a)",
      output: "3\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/sleep a 5) (\\ {_} {(print "slept") (aio/stop a)}))}))(aio/run a)',
      output: "slept\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/then (aio/sleep a 5) (\\ {_} {aio/sleep a 5})) (\\ {_} {(print "twice") (aio/stop a)}))}))(aio/run a)',
      output: "twice\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/catch (aio/then (aio/sleep a 5) (\\ {_} {error "bad"})) (\\ {e} {(print e) (aio/stop a)}))}))(aio/run a)',
      output: "Error: bad\n",
      status: 0,
    },
    {
      source: '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(exit 4)}))(aio/run a)(print "no")',
      output: "",
      status: 4,
    },
    { source: "(print (sleep 1) (sleep -1))", output: "() ()\n", status: 0 },
    {
      source: '(def {a} (aio/start))(aio/stop a)(aio/run a)(print "over")',
      output: "over\n",
      status: 0,
    },
  ],
  "pending handles": [
    {
      source:
        "(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/all (list (aio/sleep a 8) (aio/sleep a 1) (aio/pure 3))) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)",
      output: "(() () 3)\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/catch (aio/all (list (aio/sleep a 40) (aio/then (aio/sleep a 1) (\\ {_} {error "one"})))) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "Error: one\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/race (list (aio/then (aio/sleep a 60) (\\ {_} {"slow"})) (aio/then (aio/sleep a 1) (\\ {_} {"fast"})))) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "fast\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/any (list (aio/fail 1) (aio/then (aio/sleep a 1) (\\ {_} {"any"})))) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "any\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/catch (aio/any (list (aio/fail 1) (aio/then (aio/sleep a 1) (\\ {_} {error "last"})))) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "Error: last\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(= {h} (aio/sleep a 50)) (print (aio/status h) (aio/cancel h) (aio/status h) (aio/cancelled? h) (aio/cancel h)) (aio/stop a)}))(aio/run a)",
      output: ":running :true :cancelled :true :false\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(= {h} (aio/sleep a 50)) (aio/cancel h) (print (aio/status (aio/then h +)) (aio/status (aio/catch h +)) (aio/status (aio/finally h (\\ {} {(print "f")}))) (aio/status (aio/bracket h + +)) (aio/status (aio/scope (\\ {s} {h}))) (aio/status (aio/on-cancel h (\\ {} {(print "c")}))) (aio/status (aio/all (list h))) (aio/status (aio/any (list h)))) (aio/stop a)}))(aio/run a)',
      output:
        "f\nc\n:cancelled :cancelled :cancelled :cancelled :cancelled :cancelled :failed :failed\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/finally (aio/sleep a 1) (\\ {} {(print "never called")})) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "()\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/catch (aio/sleep a 1) (\\ {e} {(print e)})) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)",
      output: "()\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/catch (aio/then (aio/sleep a 1) (\\ {_} {error "x"})) (\\ {e} {aio/pure 5})) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "<handle>\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/bracket (aio/pure 1) (\\ {r} {(print "released")}) (\\ {r} {aio/sleep a 1})) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "()\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/scope (\\ {s} {aio/sleep a 1})) (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)",
      output: "()\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(aio/then (aio/then (aio/sleep a 1) (\\ {_} {aio/fail "inner"})) (\\ {_} {1})) (aio/schedule a 30 (\\ {} {(print "end") (aio/stop a)}))}))(aio/run a)',
      output: "end\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(= {h} (aio/then (aio/sleep a 20) (\\ {_} {(print "never")}))) (aio/race (list (aio/pure 1) h)) (print (aio/status h)) (aio/schedule a 40 (\\ {} {(print "end") (aio/stop a)}))}))(aio/run a)',
      output: ":cancelled\nend\n",
      status: 0,
    },
    {
      source:
        '(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(= {h} (aio/sleep a 5)) (aio/then h (\\ {_} {(print "first")})) (aio/then h (\\ {x} {(print x) (aio/stop a)}))}))(aio/run a)',
      output: "first\n()\n",
      status: 0,
    },
    {
      source:
        "(def {a} (aio/start))(aio/schedule a 1 (\\ {} {(= {h} (aio/sleep a 30)) (aio/then (aio/then h +) +) (aio/cancel h) (aio/stop a)}))(aio/run a)",
      output: "",
      status: 0,
    },
  ],
  "reading at the end of the text": [
    { source: "(print 1)\n(a (  ", output: "1\nError[Unexpected  end of input]\n", status: 0 },
    { source: "(print 1)\n{ ; note\n", output: "1\nError[Unexpected  end of input]\n", status: 0 },
    {
      source: "(print 1)\n(a (",
      output:
        "1\nError[[offset: 14] Unexpected end of input reading expr, while looking for `)`]\n",
      status: 0,
    },
    {
      source: "(print 1)\n(a ",
      output:
        "1\nError[[offset: 13] Unexpected end of input reading expr, while looking for `)`]\n",
      status: 0,
    },
    {
      source: "(print 1)\n(a (b) ",
      output:
        "1\nError[[offset: 17] Unexpected end of input reading expr, while looking for `)`]\n",
      status: 0,
    },
    { source: "(print 1)\n(a ' ", output: "1\nError[Unexpected  end of input]\n", status: 0 },
    {
      source: "(print 1)\n(a 'b",
      output:
        "1\nError[[offset: 15] Unexpected end of input reading expr, while looking for `)`]\n",
      status: 0,
    },
  ],
  "long messages": [
    {
      source:
        '(print (== (error (make-string 20000 "a")) (error (make-string 511 "a"))) (len (str (error (make-string 100 "a")))))',
      output: "1 107\n",
      status: 0,
    },
  ],
};
