// An error that the user can mend: printed as two lines, exit status 2, no stack.

/** Says what is wrong and, in `hint`, the way out. */
export class UsageError extends Error {
  override readonly name = "UsageError";

  constructor(
    message: string,
    readonly hint: string,
  ) {
    super(message);
  }
}
