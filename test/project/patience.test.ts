import { describe, expect, test } from "vitest";
import { patiently } from "../../src/project/patience.js";

/** Fails so many times with this code, and notes how often it was tried and how long was waited. */
function attempts(failures: number, code: string, platform: NodeJS.Platform) {
  let tried = 0;
  let waited = 0;
  let failed: unknown;
  try {
    patiently(
      () => {
        tried++;
        if (tried <= failures) {
          throw Object.assign(new Error(code), { code });
        }
      },
      { platform, wait: (milliseconds) => (waited += milliseconds) },
    );
  } catch (error) {
    failed = error;
  }
  return { tried, waited, failed: failed !== undefined };
}

describe("a file that another program has open", () => {
  test.each(["EPERM", "EBUSY", "EACCES"])("is tried again on Windows: %s", (code) => {
    expect(attempts(3, code, "win32")).toEqual({ tried: 4, waited: 80, failed: false });
  });

  test("is given up after about two seconds", () => {
    expect(attempts(99, "EBUSY", "win32")).toEqual({ tried: 9, waited: 1980, failed: true });
  });

  test("other errors, and other systems, are not waited for", () => {
    expect(attempts(1, "ENOENT", "win32")).toEqual({ tried: 1, waited: 0, failed: true });
    expect(attempts(1, "EACCES", "linux")).toEqual({ tried: 1, waited: 0, failed: true });
    expect(attempts(0, "", "darwin")).toEqual({ tried: 1, waited: 0, failed: false });
  });

  test("waits for real where nothing else is told", () => {
    let tried = 0;
    const attempt = (): void => {
      if (++tried < 2) {
        throw Object.assign(new Error("busy"), { code: "EBUSY" });
      }
    };
    patiently(attempt, { platform: "win32" });
    expect(tried).toBe(2);
  });
});
