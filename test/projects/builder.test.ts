import { testTarget } from "./survey-test.js";

testTarget("builder");
