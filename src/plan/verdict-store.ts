// What a plan asks of the place where verdicts are kept; it neither knows nor cares where that is.

/** Where verdicts are kept from run to run. What comes out is what went in, or nothing. */
export interface VerdictStore {
  /** The two parts of a verdict: what nearly all ask for, and what is read only when it is asked for. */
  get(key: string): KeptTexts | undefined;
  set(key: string, texts: KeptTexts): void;
}

/** A verdict as JSON. */
export interface KeptTexts {
  readonly head: string;
  readonly fragments: () => string;
}
