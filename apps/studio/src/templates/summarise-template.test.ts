import { expect, test } from "vitest";
import { layOutDrawing } from "../graph-drawing/lay-out-drawing.ts";
import { templates } from "./index.ts";
import { summariseTemplate } from "./summarise-template.ts";

const box = { width: 360, height: 116 };

test.each(templates.map((template) => [template.id, template] as const))(
  "%s is drawn from its summary as from its graph",
  (_id, template) => {
    expect(layOutDrawing(summariseTemplate(template).drawing, box)).toEqual(layOutDrawing(template.graph, box));
  },
);

test("a summary holds nothing that a node is set to, says or is called", () => {
  for (const template of templates) {
    const { drawing, ...about } = summariseTemplate(template);
    expect(Object.keys(about).sort()).toEqual([
      "description",
      "duration",
      "id",
      "needs",
      "patterns",
      "shows",
      "task",
      "title",
    ]);
    const known = new Set(["id", "type", "position", "parentId", "size", "config"]);
    expect(drawing.nodes.flatMap((node) => Object.keys(node)).filter((member) => !known.has(member))).toEqual([]);
    expect(drawing.nodes.map(({ config }) => config)).toEqual(template.graph.nodes.map(() => ({})));
  }
});
