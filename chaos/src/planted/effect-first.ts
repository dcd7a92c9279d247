import { plantBug } from "./plant-bug.ts";

/** Work begins before the events that it rests on are durable. */
plantBug({
  file: "packages/runner/src/run-driver.ts",
  from: "      else break;\n      isFirst = false;",
  to: "      else this.#beginWork();\n      isFirst = false;",
});
