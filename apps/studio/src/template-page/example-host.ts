import type { Json } from "@orrery/graph";
import type { CardHost } from "@orrery/node-kit/card";

/** What the canvas asks of a page that replays a recorded run: all of it is in the recording, and nothing can be answered. */
export function exampleHost(values: ReadonlyMap<string, Json>, openDocs: CardHost["openDocs"]): CardHost {
  return {
    mayAnswer: false,
    options: async () => [],
    async readValue(valueId) {
      const value = values.get(valueId);
      return value === undefined ? { kind: "missing" } : { kind: "value", value };
    },
    async answer() {
      throw new Error("This is a recording: it was answered when it was made.");
    },
    openDocs,
  };
}
