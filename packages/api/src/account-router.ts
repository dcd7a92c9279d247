import { changeSignIn, endSessions, getAccount, listSessions, renameAccount } from "@orrery/services";
import { z } from "zod";
import { email, password, personName } from "./person-input.ts";
import { procedure, router } from "./trpc.ts";

/** One's own account and where it is signed in. */
export const accountRouter = router({
  get: procedure.query(({ ctx }) => getAccount({ ctx })),
  rename: procedure.input(z.object({ name: personName })).mutation(({ ctx, input }) => renameAccount({ ctx, input })),
  changeSignIn: procedure
    .input(
      z.object({
        email: email.exactOptional(),
        password: password.exactOptional(),
        currentPassword: password.exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => changeSignIn({ ctx, input })),
  sessions: procedure.query(({ ctx }) => listSessions({ ctx })),
  endSession: procedure
    .input(z.object({ id: z.string().max(100) }))
    .mutation(({ ctx, input }) => endSessions({ ctx, input: { which: "one", id: input.id } })),
  endOtherSessions: procedure.mutation(({ ctx }) => endSessions({ ctx, input: { which: "others" } })),
});
