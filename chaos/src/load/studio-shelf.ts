import { z } from "zod";
import type { Shelf } from "../graphs/plan-graphs.ts";
import type { StudioClient } from "./studio-client.ts";

const withId = z.object({ id: z.string() });
const withNumber = z.object({ number: z.int() });

/** Stores and publishes workflows at the studio. Rejects where it refuses one. */
export function studioShelf(client: StudioClient): Shelf {
  return {
    async store(drawing) {
      const made = await client.call("workflow.create", () => ({ graph: JSON.parse(JSON.stringify(drawing)) }));
      if (!made.ok) throw new Error(`The graph ${drawing.name} was refused: ${made.message}`);
      return withId.parse(made.data).id;
    },
    async publish(id) {
      const published = await client.call("workflow.publish", () => ({ id }));
      if (!published.ok) throw new Error(`A graph could not be published: ${published.message}`);
      return withNumber.parse(published.data).number;
    },
  };
}
