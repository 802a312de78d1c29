import { testTarget } from "./survey-test.js";

testTarget("list");
