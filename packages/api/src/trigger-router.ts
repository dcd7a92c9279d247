import { changeTrigger, listTriggers } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();

export const triggerRouter = router({
  list: procedure.input(z.object({ workflowId: id })).query(async ({ ctx, input }) => ({
    base: ctx.services.executorUrl,
    triggers: await listTriggers({ ctx, input }),
  })),
  change: procedure
    .input(z.object({ id, enabled: z.boolean().exactOptional(), renew: z.enum(["address", "key"]).exactOptional() }))
    .mutation(({ ctx, input }) => changeTrigger({ ctx, input })),
});
