// What a comparison of two runs comes to, and the notes taken on the way there. Invariants: one
// known difference makes the whole different, whatever else is unknown; without one, anything
// unknown makes the whole unknown. So equal means that everything was known and the same.

/** Something that is known on both sides and not the same. */
export interface Difference {
  /** What it is about, such as `verdict of "adds"`. */
  readonly what: string;
  readonly before: string;
  readonly after: string;
}

export type Comparison =
  | { readonly result: "equal" }
  /** The first difference. */
  | { readonly result: "different"; readonly difference: Difference }
  /** Why, each reason once: builtins that the evaluator does not know, limits. */
  | { readonly result: "unknown"; readonly reasons: readonly string[] };

/** Which of two runs may have printed lines that are not in its report. */
export interface OpenEnds {
  readonly before: boolean;
  readonly after: boolean;
}

/** Collects what single checks find. */
export interface Notes {
  /** Notes two values that are known; when they differ, that is a difference. */
  compare(what: string, before: string, after: string): void;
  /** Notes that something could not be compared. */
  unknown(reason: string): void;
  conclude(): Comparison;
}

export function createNotes(): Notes {
  let difference: Difference | undefined;
  const reasons = new Set<string>();
  return {
    compare(what, before, after) {
      if (before !== after) {
        difference ??= { what, before, after };
      }
    },
    unknown(reason) {
      reasons.add(reason);
    },
    conclude() {
      if (difference !== undefined) {
        return { result: "different", difference };
      }
      return reasons.size > 0 ? { result: "unknown", reasons: [...reasons] } : { result: "equal" };
    },
  };
}
