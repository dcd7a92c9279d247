import { createApiKey, keyScopes, listApiKeys, revokeApiKey } from "@orrery/services";
import { z } from "zod";
import { personName } from "./person-input.ts";
import { procedure, router } from "./trpc.ts";

export const keyRouter = router({
  list: procedure.query(({ ctx }) => listApiKeys({ ctx })),
  create: procedure
    .input(
      z.object({
        name: personName,
        scopes: z.array(z.enum(keyScopes)).min(1).max(keyScopes.length).exactOptional(),
        days: z.int().min(1).max(3_650).exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => createApiKey({ ctx, input })),
  revoke: procedure.input(z.object({ id: z.uuid() })).mutation(({ ctx, input }) => revokeApiKey({ ctx, input })),
});
