import { edges, graph, node, start, transform } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const sound = () => graph([start(), transform("a", "{{ start.topic }}")], edges("start -> a"));
const withText = (from: string, to: string) => JSON.stringify(sound()).replace(from, to);

/** What can be wrong with a file before its meaning is looked at. */
export const fileCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_JSON_SYNTAX",
    title: "The file is not JSON",
    explanation: "The text could not be read as JSON. The message names the line and column.",
    mend: "Mend the text at that place, or export the workflow again.",
    example: () => '{ "schema": "orrery.graph/v1", }',
  },
  {
    code: "ORR_SCHEMA_VERSION",
    title: "The file is not a workflow of a known version",
    explanation: "`schema` is missing, or names a version that this Orrery does not know.",
    mend: "Check that it is the right file. A newer Orrery reads files of newer versions.",
    example: () => ({ ...sound(), schema: "orrery.graph/v9" }),
  },
  {
    code: "ORR_TOO_LARGE",
    title: "The file is too large",
    explanation: "A file may have 5 MB.",
    mend: "Split the workflow, or keep large texts outside of it.",
    example: () => JSON.stringify({ ...sound(), description: "x".repeat(6_000_000) }),
    shown: "A file of more than 5 MB.",
  },
  {
    code: "ORR_TOO_DEEP",
    title: "The file is nested too deep",
    explanation: "Lists and objects may be nested 64 deep, the document itself being the first level.",
    mend: "Flatten the value at the place that the message names.",
    example: () => withText('"{{ start.topic }}"', `${"[".repeat(80)}${"]".repeat(80)}`),
    shown: '{ "nodes": [ { "config": { "value": [[[[ … 80 levels … ]]]] } } ] }',
  },
  {
    code: "ORR_FORBIDDEN_KEY",
    title: "A key is not allowed",
    explanation: "`__proto__`, `constructor` and `prototype` are refused as keys anywhere in a file.",
    mend: "Give the key another name.",
    example: () => withText('"value"', '"__proto__"'),
  },
  {
    code: "ORR_SHAPE",
    title: "A value has the wrong shape",
    explanation: "A field of the document, of a node, an edge or the settings has a value that does not fit there.",
    mend: "Put in what the message asks for.",
    example: () => ({ ...sound(), nodes: [{ ...transform("a", 1), position: { x: "left", y: 0 } }] }),
  },
  {
    code: "ORR_UNKNOWN_KEY",
    title: "A field is not known",
    explanation: "Nothing is accepted and then ignored: a field that the format does not have is an error.",
    mend: "Remove it, or mend its name.",
    example: () => ({ ...sound(), owner: "me" }),
  },
  {
    code: "ORR_TOO_MANY_NODES",
    title: "There are too many nodes",
    explanation: "A workflow holds at most 10,000 nodes.",
    mend: "Split it into smaller workflows.",
    example: () => ({ ...sound(), nodes: Array.from({ length: 10_001 }, (_, index) => transform(`n_${index}`, 1)) }),
    shown: "A graph of 10,001 nodes.",
  },
  {
    code: "ORR_TOO_MANY_EDGES",
    title: "There are too many edges",
    explanation: "A workflow holds at most 50,000 edges.",
    mend: "Split it into smaller workflows.",
    example: () => ({ ...sound(), edges: Array.from({ length: 50_001 }, () => edges("start -> a")[0]) }),
    shown: "A graph of 50,001 edges.",
  },
  {
    code: "ORR_NODE_ID",
    title: "An id cannot be used",
    explanation:
      "A node's id is its name in expressions: small letters, digits and `_`, beginning with a letter, at most 64.",
    mend: "Rename it.",
    example: () => graph([node("Start-1", "input", { schema: { type: "object" } })], []),
  },
  {
    code: "ORR_NODE_ID_RESERVED",
    title: "An id means something else in expressions",
    explanation:
      "Words of the expression language, names of its types and functions, and `run`, `call` and `error` cannot be ids.",
    mend: "Add a number: `map_1` instead of `map`.",
    example: () => graph([node("map", "input", { schema: { type: "object" } })], []),
  },
  {
    code: "ORR_NODE_DUPLICATE",
    title: "Two nodes have the same id",
    explanation: "An id names one node in the whole workflow, also across containers.",
    mend: "Rename one of them.",
    example: () => graph([start(), transform("a", 1), transform("a", 2)], edges("start -> a")),
  },
  {
    code: "ORR_EDGE_DUPLICATE",
    title: "Two edges have the same id",
    explanation: "Each edge has an id of its own.",
    mend: "Give one of them another.",
    example: () => graph([start(), transform("a", 1)], [...edges("start -> a"), ...edges("start -> a")]),
  },
  {
    code: "ORR_EDGE_DANGLING",
    title: "An edge leads to or from nothing",
    explanation: "One end of the edge names a node that does not exist.",
    mend: "Remove the edge, or wire it to a node that exists.",
    example: () => graph([start()], edges("start -> gone")),
  },
  {
    code: "ORR_PARENT_MISSING",
    title: "A container does not exist",
    explanation: "The node's `parentId` names a node that does not exist.",
    mend: "Remove `parentId`, or name a container.",
    example: () => graph([start(), transform("a", 1, { parentId: "gone" })], []),
  },
  {
    code: "ORR_PARENT_CYCLE",
    title: "A container is inside itself",
    explanation: "Following `parentId` from this node outwards leads back to it.",
    mend: "Move one of the nodes out.",
    example: () =>
      graph(
        [
          node("a_1", "map", { items: [] }, { parentId: "b_1" }),
          node("b_1", "map", { items: [] }, { parentId: "a_1" }),
        ],
        [],
      ),
  },
];
