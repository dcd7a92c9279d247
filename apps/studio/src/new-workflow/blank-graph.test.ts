import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { expect, test } from "vitest";
import { blankGraph } from "./blank-graph.ts";

test("a new workflow has nothing to mend", () => {
  expect(compile(blankGraph(catalog), { catalog }).diagnostics).toEqual([]);
});
