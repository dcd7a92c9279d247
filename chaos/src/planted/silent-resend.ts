import { plantBug } from "./plant-bug.ts";

/** After a crash a step that may not be made twice is made again without a word. */
plantBug({
  file: "packages/engine/src/recover.ts",
  from: 'if (effect !== "once") return',
  to: 'if (effect !== "never") return',
});
