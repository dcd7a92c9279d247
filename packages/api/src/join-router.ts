import { acceptInvitation, usePasswordLink } from "@orrery/services";
import { z } from "zod";
import { email, password, personName, token } from "./person-input.ts";
import { procedure, router } from "./trpc.ts";

/** What whoever holds a link may do without being a member. */
export const joinRouter = router({
  accept: procedure
    .input(z.object({ token, person: z.object({ name: personName, email, password }).exactOptional() }))
    .mutation(({ ctx, input }) => acceptInvitation({ ctx, input })),
  setPassword: procedure
    .input(z.object({ token, password }))
    .mutation(({ ctx, input }) => usePasswordLink({ services: ctx.services, input })),
});
