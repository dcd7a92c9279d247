import {
  createInvitation,
  listInvitations,
  listMembers,
  makePasswordLink,
  removeMember,
  revokeInvitation,
  roles,
  setMemberRole,
} from "@orrery/services";
import { z } from "zod";
import { email } from "./person-input.ts";
import { procedure, router } from "./trpc.ts";

const userId = z.string().min(1).max(100);
const role = z.enum(roles);

/** The people of a workspace, and the links by which more come. */
export const memberRouter = router({
  list: procedure.query(({ ctx }) => listMembers({ ctx })),
  setRole: procedure.input(z.object({ userId, role })).mutation(({ ctx, input }) => setMemberRole({ ctx, input })),
  remove: procedure.input(z.object({ userId })).mutation(({ ctx, input }) => removeMember({ ctx, input })),
  passwordLink: procedure.input(z.object({ userId })).mutation(({ ctx, input }) => makePasswordLink({ ctx, input })),
  invitations: procedure.query(({ ctx }) => listInvitations({ ctx })),
  invite: procedure
    .input(z.object({ role, days: z.int().min(1).max(30), email: email.exactOptional() }))
    .mutation(({ ctx, input }) => createInvitation({ ctx, input })),
  revokeInvitation: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => revokeInvitation({ ctx, input })),
});
