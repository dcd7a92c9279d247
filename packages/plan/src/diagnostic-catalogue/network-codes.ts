import { edges, graph, node, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const one = (type: string, config: Parameters<typeof node>[2]) => () =>
  graph([start({ text: { type: "string" } }), node("a", type, config)], edges("start -> a"));

/** Settings of the types that reach other services. */
export const networkCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_SIGNING_MISSING",
    title: "A webhook is not signed",
    explanation: "Its receiver could not tell it from a forged one.",
    mend: "Choose a signing secret. One is added in Settings, under Credentials.",
    example: one("webhook-out", { url: "https://example.org/hooks", payload: { n: 1 } }),
  },
];
