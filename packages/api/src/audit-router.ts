import { auditAreas, listAudit } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

export const auditRouter = router({
  list: procedure
    .input(
      z.object({
        actor: z.string().max(200).exactOptional(),
        area: z.enum(auditAreas).exactOptional(),
        cursor: z.uuid().exactOptional(),
        limit: z.int().min(1).max(200).exactOptional(),
      }),
    )
    .query(({ ctx, input }) => listAudit({ ctx, input })),
});
