import type { Graph, GraphEdge, GraphNode } from "@orrery/graph";

const groups = 124;

/**
 * 1,000 nodes as people draw them: 124 groups of eight behind one another (transforms, a branch, a prompt, a map with its
 * child), each reading from the group before by expressions, between an input and outputs.
 */
export function graphOfThousand(): Graph {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const add = (id: string, type: string, config: GraphNode["config"], parentId?: string): void => {
    const at = nodes.length;
    const position = { x: 260 * (at % 40), y: 160 * Math.floor(at / 40) };
    nodes.push({ id, type, position, config, ...(parentId === undefined ? {} : { parentId }) });
  };
  const wire = (source: string, target: string, sourceHandle = "out"): void => {
    edges.push({ id: `e${edges.length}`, source, sourceHandle, target, targetHandle: "in" });
  };
  const text = { type: "string" };
  const items = {
    type: "array",
    items: { type: "object", properties: { text, size: { type: "number" } }, required: ["text", "size"] },
  };
  add("start", "input", {
    schema: {
      type: "object",
      properties: { title: text, n: { type: "number" }, items },
      required: ["title", "n", "items"],
    },
  });
  let before = "start";
  for (let g = 0; g < groups; g += 1) {
    const title = before === "start" ? "start.title" : `${before}.title`;
    add(`shape_${g}`, "transform", { value: { title: `{{ upper(${title}) }} ${g}`, count: `{{ start.n + ${g} }}` } });
    add(`check_${g}`, "branch", { when: `{{ shape_${g}.count > ${g} && start.title != "" }}` });
    add(`yes_${g}`, "transform", { value: `{{ start.items.filter(x, x.size > ${g}).map(x, x.text) }}` });
    add(`no_${g}`, "transform", { value: `{{ [shape_${g}.title] }}` });
    add(`each_${g}`, "map", { items: `{{ default(yes_${g}, no_${g}) }}`, concurrency: 4 });
    add(`line_${g}`, "transform", { value: `{{ each_${g}.index + 1 }}. {{ each_${g}.item }}` }, `each_${g}`);
    add(`brief_${g}`, "prompt", { model: "default", prompt: `Shorten: {{ join(each_${g}.results, ", ") }}` });
    add(`next_${g}`, "transform", {
      value: { title: `{{ brief_${g}.text }}`, count: `{{ size(each_${g}.results) }}` },
    });
    wire(before, `shape_${g}`);
    wire(`shape_${g}`, `check_${g}`);
    wire(`check_${g}`, `yes_${g}`, "true");
    wire(`check_${g}`, `no_${g}`, "false");
    wire(`yes_${g}`, `each_${g}`);
    wire(`no_${g}`, `each_${g}`);
    wire(`each_${g}`, `brief_${g}`);
    wire(`brief_${g}`, `next_${g}`);
    before = `next_${g}`;
  }
  for (let end = 1; nodes.length < 1000; end += 1) {
    add(`end_${end}`, "output", { value: `{{ ${before}.title }} ${end}` });
    wire(before, `end_${end}`);
  }
  return { schema: "orrery.graph/v1", name: "A thousand nodes", nodes, edges };
}
