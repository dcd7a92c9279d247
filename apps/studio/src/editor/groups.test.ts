import type { Graph } from "@orrery/graph";
import { catalog } from "@orrery/nodes/catalog";
import { compile } from "@orrery/plan";
import { expect, test } from "vitest";
import { templates } from "../templates/index.ts";

test.each(templates.slice(0, 3).map(({ title, graph }) => [title, graph] as const))(
  "a group around the steps of “%s” changes nothing of its plan",
  (_title, graph) => {
    const grouped: Graph = {
      ...graph,
      nodes: [
        ...graph.nodes,
        {
          ...{ id: "group_1", type: "group", position: { x: -50, y: -50 }, size: { width: 5000, height: 5000 } },
          config: { title: "All of it", colour: "blue" },
        },
      ],
    };
    expect(compile(grouped, { catalog })).toEqual(compile(graph, { catalog }));
  },
);
