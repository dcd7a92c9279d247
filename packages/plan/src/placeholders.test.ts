import { catalog } from "@orrery/nodes/catalog";
import { expect, test } from "vitest";
import { edges, graph, node, output, start } from "./diagnostic-catalogue/draw.ts";
import { compile } from "./index.ts";

test("a placeholder stands in the way of a run, one that is disabled does not", () => {
  const seen = [{}, { disabled: true }].map((extras) => {
    const kept = node("kept", "placeholder", { from: "n8n", was: "hubspot", kept: {} }, extras);
    const drawn = graph([start(), kept, output("end", "done")], edges("start -> kept", "kept -> end"));
    const { plan, diagnostics } = compile(drawn, { catalog, interfaces: { get: () => undefined } });
    return { runs: plan !== null, said: diagnostics.map(({ severity, code }) => `${severity} ${code}`) };
  });
  expect(seen).toEqual([
    { runs: false, said: ["error ORR_PLACEHOLDER"] },
    { runs: true, said: ["warning ORR_PLACEHOLDER"] },
  ]);
});
