import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { exprCodes } from "@orrery/expr";
import { catalog } from "@orrery/nodes/catalog";
import { describe, expect, it } from "vitest";
import { compileText } from "../index.ts";
import { edges, graph, start, transform } from "./draw.ts";
import { diagnosticCatalogue } from "./index.ts";

const packages = resolve(import.meta.dirname, "../../..");

describe("the catalogue of diagnostics", () => {
  it.each(diagnosticCatalogue.map((entry) => [entry.code, entry] as const))(
    "has an example that gives %s",
    (code, entry) => {
      const { interfaces, prices, credentials } = entry;
      const means = {
        catalog,
        ...(interfaces !== undefined && { interfaces }),
        ...(prices !== undefined && { prices }),
        ...(credentials !== undefined && { credentials }),
      };
      const codes = compileText(entry.example(), means).diagnostics.map((diagnostic) => diagnostic.code);
      expect(codes).toContain(code);
    },
  );

  it("gives the codes of expressions with the place in the text", () => {
    for (const { code, example, found, severity } of exprCodes) {
      if (found === "running") continue;
      const maybe = { anyOf: [{ type: "number" }, { type: "null" }] };
      const properties = { n: { type: "number" }, text: { type: "string" }, note: { type: "string" }, maybe };
      const drawn = graph([start(properties), transform("a", example)], edges("start -> a"));
      const input = {
        ...start(properties),
        config: { schema: { type: "object", properties, required: ["n", "text", "maybe"] } },
      };
      const { diagnostics } = compileText({ ...drawn, nodes: [input, ...drawn.nodes.slice(1)] }, { catalog });
      const matching = diagnostics.find((diagnostic) => diagnostic.code === code);
      expect(matching, code).toMatchObject({ severity, nodeId: "a", field: "value" });
      expect(matching?.range?.end, code).toBeGreaterThanOrEqual(matching?.range?.start ?? Number.NaN);
    }
  });

  it("knows every code that the sources name, and no other", () => {
    const named = ["graph", "plan", "nodes", "node-kit"].flatMap((name) =>
      sources(join(packages, name, "src")).flatMap((file) => readFileSync(file, "utf8").match(/"ORR_[A-Z_]+"/g) ?? []),
    );
    const codes = [...new Set(named)].map((code) => code.slice(1, -1)).filter((code) => !code.startsWith("ORR_EXPR_"));
    expect(codes.toSorted()).toEqual(diagnosticCatalogue.map((entry) => entry.code).toSorted());
  });
});

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "diagnostic-catalogue" ? [] : sources(path);
    return entry.name.endsWith(".ts") && !entry.name.endsWith(".test.ts") ? [path] : [];
  });
}
