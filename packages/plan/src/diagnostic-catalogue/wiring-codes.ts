import { branch, edges, graph, node, output, start, transform } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

/** What can be wrong between nodes: edges, order, and what may be read where. */
export const wiringCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_EDGE_SCOPE",
    title: "An edge crosses the border of a container",
    explanation: "Both ends of an edge stand in the same container, or both at the root.",
    mend: "Wire the container itself, or move one end.",
    example: () =>
      graph(
        [start(), node("each", "map", { items: [1] }), transform("a", 1, { parentId: "each" })],
        edges("start -> each", "start -> a"),
      ),
  },
  {
    code: "ORR_EDGE_HANDLE",
    title: "An edge uses a handle that does not exist",
    explanation: "The node has no handle of that name. `error` exists only where the node's errors branch.",
    mend: "Wire it to one of the handles that the message lists.",
    example: () => graph([start(), branch("b"), transform("a", 1)], edges("start -> b", "b.yes -> a")),
  },
  {
    code: "ORR_EDGE_TWICE",
    title: "An edge is drawn twice",
    explanation: "Two edges join the same handles. It changes nothing; this is a warning.",
    mend: "Remove one of them.",
    example: () => graph([start(), transform("a", 1)], edges("start -> a", "start -> a")),
  },
  {
    code: "ORR_CYCLE",
    title: "Nodes follow each other in a circle",
    explanation: "No node of a circle could ever start. It is told at each of them.",
    mend: "Remove one edge of the circle. To repeat steps, put them into a container.",
    example: () => graph([start(), transform("a", 1), transform("b", 1)], edges("start -> a", "a -> b", "b -> a")),
  },
  {
    code: "ORR_UNDO",
    title: "A node cannot be undone by the node it names",
    explanation:
      "`policy.undo` names a node of the same container that does one piece of work, undoes nothing else and need not be undone itself. It may not wait for a person, a time or another run, and has no steps of its own (agents, code that asks hosts or models): nothing of that is carried out once a run has failed.",
    mend: "Name such a node, and give each node that is to be undone one of its own.",
    example: () =>
      graph(
        [start(), transform("a", 1, { policy: { undo: "nobody" } }), output("end", 1)],
        edges("start -> a", "a -> end"),
      ),
  },
  {
    code: "ORR_UNDO_EDGE",
    title: "An edge touches a node that undoes another",
    explanation: "What undoes a step stands in no order: it runs when the run fails.",
    mend: "Remove the edge.",
    example: () =>
      graph(
        [start(), transform("a", 1, { policy: { undo: "back" } }), transform("back", 1)],
        edges("start -> a", "a -> back"),
      ),
  },
  {
    code: "ORR_NOT_WIRED",
    title: "Nothing leads to a node",
    explanation: "The node is left out of every run. This is a warning.",
    mend: "Wire it to a step, or remove it.",
    example: () => graph([start(), transform("a", 1), transform("lost", 1)], edges("start -> a")),
  },
  {
    code: "ORR_UNREACHABLE",
    title: "A node only follows steps that never run",
    explanation: "All that leads to it is left out, so it is left out too. This is a warning.",
    mend: "Wire what stands before it.",
    example: () => graph([start(), transform("lost", 1), transform("a", 1)], edges("lost -> a")),
  },
  {
    code: "ORR_NOTHING_RUNS",
    title: "Nothing would run",
    explanation: "A run starts at an Input, and there is none. This is a warning.",
    mend: "Add an Input and wire it to the first step.",
    example: () => graph([transform("a", 1)], []),
  },
  {
    code: "ORR_COLLECT",
    title: "It is not clear what to keep of each entry",
    explanation:
      "A container keeps what its last step gave. With several last steps, or none, “Keep of each” must say what to keep.",
    mend: "Fill in “Keep of each”, or wire the steps so that one comes last.",
    example: () => graph([start(), node("each", "map", { items: [1, 2] })], edges("start -> each")),
  },
  {
    code: "ORR_MAY_BE_ABSENT",
    title: "A value that is read may not be there",
    explanation:
      "The node that is read does not run on every way that leads here, or it may have failed and gone on. A node that did not run has no value, not even null.",
    mend: "Give another value by `default(x, y)`, ask `ran(node)` first, or wire it differently.",
    example: () =>
      graph(
        [start(), branch("b"), transform("a", 1), output("end", "{{ a }}")],
        edges("start -> b", "b.true -> a", "a -> end", "b.false -> end"),
      ),
  },
  {
    code: "ORR_NOT_BEFORE",
    title: "A node is read that does not come before",
    explanation: "An expression reads only what a path of edges leads from, so that it surely has ended.",
    mend: "Wire the node that is read before the one that reads it.",
    example: () => graph([start(), transform("a", "{{ b }}"), transform("b", 1)], edges("start -> a", "start -> b")),
  },
  {
    code: "ORR_READS_ITSELF",
    title: "A node reads its own output",
    explanation: "Its output is only there once it has ended.",
    mend: "Read a step before it.",
    example: () => graph([start(), transform("a", "{{ a }}")], edges("start -> a")),
  },
  {
    code: "ORR_OUT_OF_SCOPE",
    title: "A node inside a container is read from outside",
    explanation: "Each iteration has its own. Outside, only what the container gives can be read.",
    mend: "Read the container's results, or move the reader inside.",
    example: () =>
      graph(
        [
          start(),
          node("each", "map", { items: [1] }),
          transform("a", 1, { parentId: "each" }),
          output("end", "{{ a }}"),
        ],
        edges("start -> each", "each -> end"),
      ),
  },
  {
    code: "ORR_QUORUM",
    title: "A join waits for more edges than there are",
    explanation: "A quorum counts the edges that lead to the node. It asks for more of them than are drawn.",
    mend: "Ask for fewer, or wire more.",
    example: () =>
      graph([start(), transform("a", 1), transform("b", 2, { join: { quorum: 2 } })], edges("start -> a", "a -> b")),
  },
];
