import type { Graph, TemplateNeed } from "@orrery/graph";
import type { Capabilities, Catalog } from "@orrery/node-kit";

/**
 * What a person has to have for a workflow to run, by what it may reach (null where it does not compile: nothing is known)
 * and by whether a step of it is only done by a model that can call tools.
 */
export function templateNeedsOf(
  capabilities: Capabilities | null,
  graph: Pick<Graph, "nodes">,
  catalog: Pick<Catalog, "get">,
): readonly TemplateNeed[] {
  if (capabilities === null) return [];
  const asksTools = graph.nodes.some(({ type }) => catalog.get(type)?.traits.toolHandle === true);
  const isNamed = capabilities.models.some((model) => model !== "default" && model !== "offline");
  const needs: TemplateNeed[] = [
    ...(isNamed || asksTools ? (["model-key"] as const) : []),
    ...(capabilities.hosts.length > 0 ? (["web"] as const) : []),
    ...(capabilities.secrets.length > 0 || capabilities.tools.length > 0 ? (["credential"] as const) : []),
  ];
  return needs.length === 0 ? ["offline"] : needs;
}

/** The hosts that are known by name, as people write them. */
export function namedHosts(capabilities: Capabilities | null): readonly string[] {
  return (capabilities?.hosts ?? []).filter((host) => host !== "host:*").map((host) => host.replace(/^host:/, ""));
}
