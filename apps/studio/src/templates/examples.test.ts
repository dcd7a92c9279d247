import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createExampleOverlay } from "../template-page/create-example-overlay.ts";
import { hasExample, loadExample } from "./examples.ts";
import { templates } from "./index.ts";

const mostBytes = 40_000;

/** The values that a log names. */
function named(member: unknown, ids = new Set<string>()): ReadonlySet<string> {
  if (typeof member !== "object" || member === null) return ids;
  if ("id" in member && "bytes" in member && typeof member.id === "string") ids.add(member.id);
  for (const one of Object.values(member)) named(one, ids);
  return ids;
}

test("what is no template has no example", async () => {
  expect(hasExample("toString")).toBe(false);
  await expect(loadExample("toString")).rejects.toThrow("There is no example run of toString.");
});

describe.each(templates.map((template) => [template.title, template] as const))(
  "%s",
  (_title, { id, graph, needs }) => {
    test("has an example that goes from its start to its end", async () => {
      const example = await loadExample(id);
      const { status, seq, startedAt } = createExampleOverlay(graph, example).getState();
      expect({ status, seq, startedAt }).toEqual({
        status: "succeeded",
        seq: example.events.length,
        startedAt: example.events[0]?.at,
      });
    });

    test("has every value that its example names, and says what a script answered", async () => {
      const { events, values, scripted } = await loadExample(id);
      expect(new Set(values.keys())).toEqual(named(events));
      expect(scripted.web).toBe(needs.includes("web"));
      if (needs.includes("offline")) expect(scripted.model).toBe(false);
      if (needs.includes("model-key")) expect(scripted.model).toBe(true);
    });

    test("has a small example that tells nothing of the machine it was made on", () => {
      const file = readFileSync(join(import.meta.dirname, `${id}.example.json`), "utf8");
      expect(Buffer.byteLength(file)).toBeLessThan(mostBytes);
      expect(file).not.toMatch(/127\.0\.0\.1|localhost|[0-9a-f]{8}-[0-9a-f]{4}-|"\/(home|root|tmp|work)\//);
    });
  },
);
