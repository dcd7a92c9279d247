import { createCredential, listCredentials, removeCredential, replaceCredential } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.object({ id: z.uuid() });
const hosts = z.array(z.string().max(253)).max(50);
const value = z.string().min(1).max(20_000);

export const credentialRouter = router({
  list: procedure.query(({ ctx }) => listCredentials({ ctx })),
  create: procedure
    .input(
      z.object({
        handle: z.string().max(64),
        kind: z.enum(["bearer", "header", "basic", "model", "signing", "smtp", "postgres"]),
        hosts,
        name: z.string().max(100).exactOptional(),
        user: z.string().max(200).exactOptional(),
        database: z.string().max(200).exactOptional(),
        security: z.string().max(20).exactOptional(),
        value,
      }),
    )
    .mutation(({ ctx, input }) => createCredential({ ctx, input })),
  replace: procedure
    .input(id.extend({ value: value.exactOptional(), hosts: hosts.exactOptional() }))
    .mutation(({ ctx, input }) => replaceCredential({ ctx, input })),
  remove: procedure.input(id).mutation(({ ctx, input }) => removeCredential({ ctx, input })),
});
