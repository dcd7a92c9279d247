import { seededRandom } from "@orrery/engine/testing";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { expect, test } from "vitest";
import { referenceGraphs } from "./reference-graphs.ts";

test.each(referenceGraphs.map((one) => [one.name, one] as const))(
  "%s compiles, and its name is its own",
  (name, one) => {
    const { plan, diagnostics } = compile(one.draw("127.0.0.1:9"), { catalog });
    expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(plan?.nodes.length).toBeGreaterThan(2);
    expect(referenceGraphs.filter((other) => other.name === name)).toEqual([one]);
  },
);

test("each tells a right end from a wrong one", () => {
  for (const one of referenceGraphs) {
    const input = one.input("tag", seededRandom(1));
    const entryOf = () => ({ received: 0, keys: 0, first: 0 });
    const end = { runId: "r", input, log: [], isForked: false, entryOf };
    expect(one.faultOf({ ...end, status: "failed", errorCode: "NOT_RECORDED", output: null })).not.toBeNull();
    expect(one.faultOf({ ...end, status: "succeeded", errorCode: null, output: "nonsense" })).not.toBeNull();
  }
});
