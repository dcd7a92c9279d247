import { showPresence } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const coordinate = z.number().min(-10_000_000).max(10_000_000);
const nodeId = z.string().min(1).max(64);

const place = z.object({
  cursor: z.object({ x: coordinate, y: coordinate }).nullable(),
  // A notification holds less than 8,000 bytes.
  chosen: z.array(nodeId).max(30),
  field: z.object({ nodeId, path: z.string().max(200) }).nullable(),
  view: z.object({ x: coordinate, y: coordinate, zoom: z.number().min(0.01).max(10) }).nullable(),
});

/** Where people are in a workflow they have open. */
export const presenceRouter = router({
  show: procedure
    .input(
      z.object({
        workflowId: z.uuid(),
        sign: z.object({ tab: z.uuid(), kind: z.enum(["hello", "here", "left"]), place }),
      }),
    )
    .mutation(({ ctx, input }) => showPresence({ ctx, input })),
});
