// What may be imported from "valk-codemod/testing".

export { CaseError, checkCase, type TransformCase } from "./cases.js";
export {
  type CommitFile,
  type ComparedFile,
  type Comparison,
  compareFile,
} from "./compare-commit.js";
export { readFixtures } from "./fixtures.js";
