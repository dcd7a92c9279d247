import { editCommandSchema, nameSchema, plainName } from "@orrery/graph";
import {
  createWorkflow,
  getVersion,
  getWorkflow,
  listCallable,
  listVersions,
  listWorkflows,
  publishWorkflow,
  pullEdits,
  pushEdits,
  removeWorkflow,
  whoChanged,
} from "@orrery/services";
import { z } from "zod";
import { seq } from "./seq-input.ts";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();
const nodeId = z.string().min(1).max(64);
const editedField = z.discriminatedUnion("kind", [
  z.object({
    ...{ kind: z.literal("config"), nodeId },
    path: z.array(z.union([z.string().max(200), z.int().min(0)])).max(64),
  }),
  z.object({ kind: z.enum(["label", "disabled", "policy", "join"]), nodeId }),
  z.object({ kind: z.enum(["name", "description", "settings"]) }),
]);

export const workflowRouter = router({
  list: procedure
    .input(z.object({ cursor: id.exactOptional() }))
    .query(({ ctx, input }) => listWorkflows({ ctx, input })),
  get: procedure.input(z.object({ id })).query(({ ctx, input }) => getWorkflow({ ctx, input })),
  create: procedure
    .input(z.object({ graph: z.unknown(), name: nameSchema.exactOptional() }))
    .mutation(({ ctx, input }) =>
      createWorkflow({
        ctx,
        input: { graph: input.graph, ...(input.name === undefined ? {} : { name: input.name }) },
      }),
    ),
  push: procedure
    .input(z.object({ id, after: seq, commands: z.array(editCommandSchema).max(500) }))
    .mutation(({ ctx, input }) => pushEdits({ ctx, input })),
  whoChanged: procedure
    .input(z.object({ id, field: editedField, notClient: z.string().max(64) }))
    .query(({ ctx, input }) => whoChanged({ ctx, input })),
  pull: procedure.input(z.object({ id, after: seq })).query(({ ctx, input }) => pullEdits({ ctx, input })),
  publish: procedure
    .input(z.object({ id, note: z.string().max(2_000).transform(plainName).exactOptional() }))
    .mutation(({ ctx, input }) => publishWorkflow({ ctx, input })),
  versions: procedure.input(z.object({ id })).query(({ ctx, input }) => listVersions({ ctx, input })),
  version: procedure
    .input(z.object({ id, number: z.int().min(1) }))
    .query(({ ctx, input }) => getVersion({ ctx, input })),
  callable: procedure.query(({ ctx }) => listCallable({ ctx })),
  remove: procedure.input(z.object({ id })).mutation(({ ctx, input }) => removeWorkflow({ ctx, input })),
  restore: procedure
    .input(z.object({ id }))
    .mutation(({ ctx, input }) => removeWorkflow({ ctx, input: { ...input, restore: true } })),
});
