// Colours for what people read. The decision whether to use them is the command line's; with
// colours off every function is the identity, so that no caller asks again.

import picocolors from "picocolors";

type Colors = ReturnType<typeof picocolors.createColors>;

/** What the text reports are dressed with; each takes and gives one piece of text. */
export type Style = Pick<
  Colors,
  "bold" | "dim" | "inverse" | "magenta" | "red" | "green" | "yellow" | "blue" | "cyan"
>;

/** Real colours, or none. */
export function createStyle(useColor: boolean): Style {
  return picocolors.createColors(useColor);
}
