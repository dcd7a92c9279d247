import { editCommandSchema } from "@orrery/graph";
import { createWorkflow, getWorkflow, listWorkflows, pullEdits, pushEdits, removeWorkflow } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();

export const workflowRouter = router({
  list: procedure
    .input(z.object({ cursor: id.exactOptional() }))
    .query(({ ctx, input }) => listWorkflows({ ctx, input })),
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getWorkflow({ ctx, input })),
  create: procedure
    .input(z.object({ graph: z.unknown(), name: z.string().min(1).max(200).exactOptional() }))
    .mutation(({ ctx, input }) =>
      createWorkflow({
        ctx,
        input: { graph: input.graph, ...(input.name === undefined ? {} : { name: input.name }) },
      }),
    ),
  push: procedure
    .input(z.object({ id, after: z.int().min(0), commands: z.array(editCommandSchema).max(500) }))
    .mutation(({ ctx, input }) => pushEdits({ ctx, input })),
  pull: procedure.input(z.object({ id, after: z.int().min(0) })).query(({ ctx, input }) => pullEdits({ ctx, input })),
  remove: procedure.input(z.object({ id })).mutation(({ ctx, input }) => removeWorkflow({ ctx, input })),
  restore: procedure
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => removeWorkflow({ ctx, input: { ...input, restore: true } })),
});
