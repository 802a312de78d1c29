// 64-bit arithmetic that wraps like the reference's machine words. Invariant: a result is a
// JavaScript number when it is a safe integer and a bigint otherwise, so `===` compares.

/** A 64-bit integer in its one representation. */
export type Int = number | bigint;

/** The integer that a bigint is after wrapping to 64 bits. */
function wrap(value: bigint): Int {
  const wrapped = BigInt.asIntN(64, value);
  const small = Number(wrapped);
  return Number.isSafeInteger(small) ? small : wrapped;
}

export function add(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const sum = a + b;
    if (Number.isSafeInteger(sum)) {
      return sum;
    }
  }
  return wrap(BigInt(a) + BigInt(b));
}

export function subtract(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const difference = a - b;
    if (Number.isSafeInteger(difference)) {
      return difference;
    }
  }
  return wrap(BigInt(a) - BigInt(b));
}

export function multiply(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const product = a * b;
    if (Number.isSafeInteger(product)) {
      return product === 0 ? 0 : product;
    }
  }
  return wrap(BigInt(a) * BigInt(b));
}

/** Division towards zero; the divisor must be positive. */
export function divide(a: Int, b: Int): Int {
  if (typeof a === "number" && typeof b === "number") {
    const quotient = Math.trunc(a / b);
    return quotient === 0 ? 0 : quotient;
  }
  return wrap(BigInt(a) / BigInt(b));
}

/** The integer that decimal digits, with an optional sign, spell; undefined out of range. */
export function parseInteger(text: string): Int | undefined {
  const exact = BigInt(text.startsWith("+") ? text.slice(1) : text);
  const wrapped = wrap(exact);
  return BigInt(wrapped) === exact ? wrapped : undefined;
}
