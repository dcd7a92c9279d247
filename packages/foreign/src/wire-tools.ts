import type { GraphEdge, GraphNode } from "@orrery/graph";
import { argumentsRead } from "./arguments-read.ts";
import type { ForeignFlow } from "./foreign-flow.ts";
import { objectOf, textOf } from "./json-access.ts";
import type { Dialect } from "./mapping.ts";
import { slug } from "./name-ids.ts";
import { named } from "./named.ts";
import type { Planned } from "./reading.ts";

interface Around {
  readonly dialect: Dialect;
  readonly planned: ReadonlyMap<string, Planned>;
  readonly nodes: readonly GraphNode[];
  readonly noteAt: (key: string) => (sentence: string) => void;
}

/** Draws the lines from agents to their tools, and gives each agent an entry for each. */
export function wireTools(
  flow: ForeignFlow,
  { dialect, planned, nodes, noteAt }: Around,
): { readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] } {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges: GraphEdge[] = [];
  const used = new Set<string>();
  for (const edge of flow.edges) {
    const wired = dialect.toolOf?.(edge, flow) ?? null;
    const agent = wired === null ? undefined : planned.get(wired.agent);
    const tool = wired === null ? undefined : planned.get(wired.tool);
    if (agent === undefined || tool === undefined || agent.mapping?.type !== "agent") continue;
    const holder = byId.get(agent.id);
    const step = byId.get(tool.id);
    if (holder === undefined || step === undefined || holder.parentId !== step.parentId) continue;
    if (used.has(tool.id)) {
      noteAt(tool.node.key)(`It is a tool of one agent here: ${named(agent.node.name)} goes without it.`);
      continue;
    }
    used.add(tool.id);
    const { settings } = tool.node;
    const description = textOf(settings.toolDescription ?? settings.description ?? settings.tool_description);
    const name = slug(textOf(settings.name ?? settings.toolName) || tool.node.name) || tool.id;
    const entry = {
      name,
      description: description.replace(/^=/, "").slice(0, 2_000) || `What “${tool.node.name.slice(0, 200)}” does.`,
      parameters: argumentsRead(step.config),
      permission: "ask",
    };
    byId.set(holder.id, {
      ...holder,
      config: { ...holder.config, tools: { ...objectOf(holder.config.tools), [tool.id]: entry } },
    });
    edges.push({
      id: `${holder.id}.tools-${tool.id}.in`,
      source: holder.id,
      sourceHandle: "tools",
      target: tool.id,
      targetHandle: "in",
    });
    noteAt(tool.node.key)(
      `It is called by ${named(agent.node.name)} as a tool, and a person is asked before each call.`,
    );
  }
  return { nodes: nodes.map(({ id }) => byId.get(id)).filter((node) => node !== undefined), edges };
}
