// fast-check as the tests use it: import `fc` from here, so that CI always tries the same cases.

import fc from "fast-check";

if (process.env.CI) fc.configureGlobal({ seed: 1 });

export { fc };
