import { addComment, editComment, listComments, removeComment, resolveThread } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();
const text = z.string().trim().min(1).max(4_000);

/** What people say to each other about a workflow. */
export const commentRouter = router({
  list: procedure.input(z.object({ workflowId: id })).query(({ ctx, input }) => listComments({ ctx, input })),
  add: procedure
    .input(
      z.object({
        workflowId: id,
        text,
        nodeId: z.string().min(1).max(64).exactOptional(),
        threadId: id.exactOptional(),
      }),
    )
    .mutation(({ ctx, input }) => addComment({ ctx, input })),
  edit: procedure.input(z.object({ id, text })).mutation(({ ctx, input }) => editComment({ ctx, input })),
  remove: procedure.input(z.object({ id })).mutation(({ ctx, input }) => removeComment({ ctx, input })),
  resolve: procedure
    .input(z.object({ id, resolved: z.boolean() }))
    .mutation(({ ctx, input }) => resolveThread({ ctx, input })),
});
