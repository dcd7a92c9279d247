import { edges, graph, node, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const one = (type: string, config: Parameters<typeof node>[2]) => () =>
  graph([start({ text: { type: "string" } }), node("a", type, config)], edges("start -> a"));

/** Settings of the types that use memory. */
export const memoryCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_MEMORY_PERSON",
    title: "It is not said whose memory is meant",
    explanation: "A memory that belongs to one person is found by who that is, such as an address or a number.",
    mend: "Enter the person, or let the memory belong to the workspace, the workflow or the run.",
    example: one("recall", { scope: "person", memory: "notes", query: "{{ start.text }}" }),
  },
  {
    code: "ORR_FORGET_CHOICE",
    title: "It is not said what to forget",
    explanation: "Records are chosen by their key, their ids or their metadata. Nothing chosen would mean all of them.",
    mend: "Enter the key, the ids or the metadata, or choose that all of the memory is meant.",
    example: one("forget", { memory: "notes", what: "key" }),
  },
];
