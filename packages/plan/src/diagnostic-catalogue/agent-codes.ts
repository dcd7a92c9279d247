import type { JsonObject } from "@orrery/graph";
import { edges, graph, node, output, start, transform } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const said: JsonObject = {
  name: "look_up",
  description: "Looks up an order by its number.",
  parameters: { type: "object", properties: { order: { type: "string" } }, required: ["order"] },
  permission: "allow",
};

/** An agent whose tools are the nodes that `entries` names, and what else is drawn. */
const helping = (
  entries: JsonObject,
  drawn: { readonly nodes?: Parameters<typeof graph>[0]; readonly lines?: readonly string[] } = {},
) => {
  const { nodes = [transform("find", "Order {{ call.args.order }}")], lines = ["helper.tools -> find"] } = drawn;
  return graph(
    [
      start(),
      node("helper", "agent", { prompt: "{{ start.topic }}", tools: entries }),
      ...nodes,
      output("end", "Done"),
    ],
    edges("start -> helper", "helper -> end", ...lines),
  );
};

/** What can be wrong with the tools of an agent. */
export const agentCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_TOOL_EDGE",
    title: "An edge touches a tool",
    explanation: "A tool runs when it is called and stands in no order, so nothing else can lead to it or follow it.",
    mend: "Remove the edge. What a tool needs of other steps it can read; what it gives goes to its caller.",
    example: () => helping({ find: said }, { lines: ["helper.tools -> find", "start -> find"] }),
  },
  {
    code: "ORR_TOOL_SCOPE",
    title: "A tool stands in another container",
    explanation: "A tool and its caller live in the same place: outside of all containers, or in the same one.",
    mend: "Move one of them.",
    example: () =>
      helping(
        { find: said },
        {
          nodes: [
            node("each", "map", { items: "{{ [1] }}" }),
            transform("find", "{{ call.args.order }}", { parentId: "each" }),
          ],
          lines: ["start -> each", "each -> end", "helper.tools -> find"],
        },
      ),
  },
  {
    code: "ORR_TOOL_SHARED",
    title: "A step is a tool of two others",
    explanation: "What `call.args` is inside a tool is said by its one caller.",
    mend: "Give the second one a copy of the tool.",
    example: () =>
      helping(
        { find: said },
        {
          nodes: [transform("find", "{{ call.args.order }}"), node("other", "agent", { prompt: "Help", tools: {} })],
          lines: ["helper.tools -> find", "start -> other", "other.tools -> find"],
        },
      ),
  },
  {
    code: "ORR_TOOL_TYPE",
    title: "A step cannot be a tool",
    explanation:
      "Containers, what begins or ends a run, agents, what waits for a call from outside, what answers the caller of a webhook, and what undoes another step or names one that undoes it.",
    mend: "Publish what is to be called as a workflow, and wire a Subflow to the tools instead.",
    example: () =>
      helping(
        { each: said },
        { nodes: [node("each", "map", { items: "{{ [1] }}" })], lines: ["helper.tools -> each"] },
      ),
  },
  {
    code: "ORR_TOOL_UNSAID",
    title: "A tool is wired and not described",
    explanation: "A model sees of a tool its name, its description and its parameters; without them it cannot call it.",
    mend: "Describe it in the settings of the agent; the fix makes a beginning.",
    example: () => helping({}),
  },
  {
    code: "ORR_TOOL_UNWIRED",
    title: "A tool is described and not wired",
    explanation: "The settings have an entry for a step to which no edge leads from the handle for tools.",
    mend: "Draw the edge, or remove the entry.",
    example: () => helping({ find: said, gone: { ...said, name: "gone" } }),
  },
  {
    code: "ORR_TOOL_NAME",
    title: "The name of a tool does not do",
    explanation: "Models call tools by name: letters, digits, `_` and `-`, at most 64, and each once.",
    mend: "Choose another.",
    example: () => helping({ find: { ...said, name: "Look it up!" } }),
  },
  {
    code: "ORR_TOOL_PARAMETERS",
    title: "The parameters of a tool are no schema of an object",
    explanation: "They are a JSON Schema with the type `object`; what a model gives is checked against it.",
    mend: "Correct the schema.",
    example: () => helping({ find: { ...said, parameters: { type: "string" } } }),
  },
  {
    code: "ORR_TOOL_UNTOLD",
    title: "A tool has no description",
    explanation: "A warning. A model chooses its tools by what is said of them.",
    mend: "Say what it does, when to use it, and what it gives.",
    example: () => helping({ find: { ...said, description: "" } }),
  },
  {
    code: "ORR_TOOL_READ",
    title: "A tool's output is read",
    explanation:
      "What a tool gives goes to its caller alone; and a tool cannot read its caller, which is still at work.",
    mend: "Read what the agent gives. Inside a tool, read `call.args`.",
    example: () =>
      graph(
        [
          start(),
          node("helper", "agent", { prompt: "Help", tools: { find: said } }),
          transform("find", "{{ call.args.order }}"),
          output("end", "{{ find }}"),
        ],
        edges("start -> helper", "helper -> end", "helper.tools -> find"),
      ),
  },
  {
    code: "ORR_STOP_TOOL",
    title: "An agent is to stop after a tool that it has not",
    explanation: "“Stop after the tool” holds the name of one of its tools.",
    mend: "Choose one of them, or leave it empty.",
    example: () =>
      graph(
        [start(), node("helper", "agent", { prompt: "Help", tools: {}, stopTool: "send" }), output("end", "Done")],
        edges("start -> helper", "helper -> end"),
      ),
  },
  {
    code: "ORR_TEAM_MEMBER",
    title: "The members of a team do not do",
    explanation: "A team has at least one member, and each has a name of its own: the others call it by that.",
    mend: "Add one, or rename one of the two.",
    example: () => graph([start(), node("crew", "team", { prompt: "Help", members: [] })], edges("start -> crew")),
  },
  {
    code: "ORR_TEAM_TOOL",
    title: "A member may call a tool that the team has not",
    explanation: "Members name their tools; a tool is a step that is wired to the team's handle for tools.",
    mend: "Wire and name it, or take the name from the member.",
    example: () =>
      graph(
        [
          start(),
          node("crew", "team", { prompt: "Help", members: [{ name: "Ada", role: "You help.", tools: ["send"] }] }),
        ],
        edges("start -> crew"),
      ),
  },
];
