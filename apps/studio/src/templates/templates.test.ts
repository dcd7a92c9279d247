import type { GraphNode } from "@orrery/graph";
import { validateJson } from "@orrery/node-kit";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { describe, expect, test } from "vitest";
import { firstTemplates, templates } from "./index.ts";

const card = { width: 232, height: 152 };

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const boxOf = (node: GraphNode): Box => ({ ...node.position, ...(node.size ?? card) });
const overlap = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

test("each has a name of its own, and there are enough to choose from", () => {
  expect(new Set(templates.map(({ id }) => id)).size).toBe(templates.length);
  expect(templates.length).toBeGreaterThanOrEqual(20);
  expect(firstTemplates.length).toBe(3);
});

describe.each(templates.map((template) => [template.title, template] as const))("%s", (_title, template) => {
  const { nodes } = template.graph;

  test("compiles with nothing worse than the warning about an address from data", () => {
    const { plan, diagnostics } = compile(template.graph, { catalog });
    expect(plan).not.toBeNull();
    const worse = diagnostics.filter((one) => one.severity !== "info" && one.code !== "ORR_HOST_ANY");
    expect(worse).toEqual([]);
  });

  test("runs on its sample input", () => {
    const { plan } = compile(template.graph, { catalog });
    expect(plan && validateJson(plan.inputSchema, template.sampleInput)).toEqual([]);
  });

  test("its cards stand clear of each other, and those of a room inside it", () => {
    const problems: string[] = [];
    for (const node of nodes) {
      const room = nodes.find((other) => other.id === node.parentId);
      const box = boxOf(node);
      if (room?.size && (box.x < 16 || box.y < 56 || box.x + box.width > room.size.width - 16)) {
        problems.push(`${node.id} sticks out of ${room.id}`);
      }
      for (const other of nodes) {
        if (other.id > node.id && other.parentId === node.parentId && overlap(box, boxOf(other))) {
          problems.push(`${node.id} lies on ${other.id}`);
        }
      }
    }
    expect(problems).toEqual([]);
  });
});
