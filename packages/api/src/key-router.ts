import { plainName } from "@orrery/graph";
import { createApiKey, listApiKeys, revokeApiKey } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

export const keyRouter = router({
  list: procedure.query(({ ctx }) => listApiKeys({ ctx })),
  create: procedure
    .input(z.object({ name: z.string().transform(plainName).pipe(z.string().min(1).max(100)) }))
    .mutation(({ ctx, input }) => createApiKey({ ctx, input })),
  revoke: procedure.input(z.object({ id: z.uuid() })).mutation(({ ctx, input }) => revokeApiKey({ ctx, input })),
});
