// What `framework` was asked to do: made of the options in `framework.ts`, read by its actions.

import type { ColorChoice } from "./terminal.js";

/** What the user asked for, checked. */
export interface FrameworkRequest {
  /** Undefined where the module itself decides which shipped one to compare it with. */
  readonly variant: "final" | "compat" | "layer" | "list" | undefined;
  readonly isWriting: boolean;
  readonly allowDirty: boolean;
  readonly allowNoVcs: boolean;
  readonly root: string | undefined;
  readonly format: "text" | "json";
  readonly color: ColorChoice;
}
