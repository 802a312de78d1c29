// A runner of lists in the manner of upstream's own, as small as can be: what a project has that went
// another way than pipelines. The embedded evaluator runs it.

export const LIST_RUNNER = String.raw`; A runner of lists in the manner of upstream's own, as small as can be.

(fun {test name body} {list name body})
(fun {test-async name body} {list name body})

(fun {test/dotted name} {
  str name (make-string (if (< (len name) 97) {- 97 (len name)} {0}) ".")
})

(fun {test/run-one name body} {
  do
    (= {started} (time-us {}))
    (= {result} (eval body))
    (= {elapsed} (- (time-us {}) started))
    (if (== result true)
      {printf "✅ %s  PASS : in %ld(µs)\n" (test/dotted name) elapsed}
      {printf "❌ %s  FAIL : in %ld(µs)\n" (test/dotted name) elapsed})
    (== result true)
})

(fun {test/suite context name} {context})

; the name is all that is read of the options
(fun {test/name-in options} {
  if (== (len options) 0) {"Valkyria Test Suite"} {fst (tail (fst options))}
})

(fun {test/run tests & options} {
  do
    (= {total} (len tests))
    (printf "🧪 [%ld/%ld] %s\n" total total (test/name-in options))
    (= {passed} (len (filter (\ {one} {test/run-one (fst one) (snd one)}) tests)))
    (= {failed} (- total passed))
    (if (== failed 0)
      {printf "\n🏁 Test Results: ✨ All %ld tests passed! ✨\n" passed}
      {printf "\n🏁 Test Results: ⚠️  %ld passed, %ld failed\n" passed failed})
    (shutdown (if (== failed 0) {0} {1}))
})

(fun {test/run-async aio tests & options} {test/run tests})
`;
