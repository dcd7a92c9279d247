import {
  addAlertTarget,
  changeAlertTarget,
  listAlertTargets,
  listDeviations,
  removeAlertTarget,
  testAlertTarget,
} from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.object({ id: z.uuid() });
const address = z.string().max(2_000);
const target = z.object({
  name: z.string().max(200),
  place: z.discriminatedUnion("channel", [
    z.object({ channel: z.literal("webhook"), url: address }),
    z.object({ channel: z.literal("email"), from: address, to: z.array(address).max(50) }),
  ]),
  credential: z.string().max(64),
  kinds: z.array(z.enum(["time", "cost", "errors", "path"])).max(4),
  quietMinutes: z.number(),
  enabled: z.boolean(),
});

/** What was other than usual, and who is told. */
export const alertRouter = router({
  deviations: procedure
    .input(
      z.object({
        runId: z.uuid().exactOptional(),
        workflowId: z.uuid().exactOptional(),
        limit: z.int().min(1).max(200).exactOptional(),
      }),
    )
    .query(({ ctx, input }) => listDeviations({ ctx, input })),
  list: procedure.query(({ ctx }) => listAlertTargets({ ctx })),
  add: procedure.input(target).mutation(({ ctx, input }) => addAlertTarget({ ctx, input })),
  change: procedure.input(target.extend(id.shape)).mutation(({ ctx, input }) => changeAlertTarget({ ctx, input })),
  remove: procedure.input(id).mutation(({ ctx, input }) => removeAlertTarget({ ctx, input })),
  test: procedure.input(id).mutation(({ ctx, input }) => testAlertTarget({ ctx, input })),
});
