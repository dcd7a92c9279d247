import type { Graph } from "@orrery/graph";
import { edges, graph, node, output, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const calling = (): Graph =>
  graph(
    [start(), node("find", "mcp-tool", { server: "library", tool: "search", args: {} }), output("end", "{{ find }}")],
    edges("start -> find", "find -> end"),
  );

/** What can be wrong with a step that calls a tool of a server outside. */
export const toolCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_TOOL_UNKNOWN",
    title: "A tool that a step calls is not approved here",
    explanation:
      "Workflows hold the names of a server and of its tool only. What the tool takes, gives and does is what a person of this workspace looked at and approved.",
    mend: "Add the server in Settings under MCP servers, look at the tool and approve it, or choose another.",
    example: calling,
    interfaces: { get: () => undefined, tool: () => undefined },
  },
  {
    code: "ORR_TOOL_ELSEWHERE",
    title: "A tool that a step calls is not known here",
    explanation:
      "A warning, where a file is looked at by itself: `orrery check` knows no workspace. What the step takes and gives is then any, and there is no hash. Where the workflow runs, all of it is checked.",
    mend: "Nothing, for a check of a file.",
    example: calling,
  },
];
