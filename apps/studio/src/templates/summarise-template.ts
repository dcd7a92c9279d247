import type { Template, TemplateSummary } from "./template.ts";

/** What the gallery needs of a template: of its graph only the places of the nodes and what is joined to what. */
export function summariseTemplate(template: Template): TemplateSummary {
  const { id, title, description, shows, needs, task, patterns, duration, graph } = template;
  const nodes = graph.nodes.map((node) => ({
    ...{ id: node.id, type: node.type, position: node.position, config: {} },
    ...(node.parentId !== undefined && { parentId: node.parentId }),
    ...(node.size !== undefined && { size: node.size }),
  }));
  const edges = graph.edges.map((edge) => ({
    ...{ id: edge.id, source: edge.source, target: edge.target },
    ...{ sourceHandle: edge.sourceHandle, targetHandle: edge.targetHandle },
  }));
  return { id, title, description, shows, needs, task, patterns, duration, drawing: { nodes, edges } };
}
