import { listViews, removeView, renameView, saveView } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const id = z.uuid();
const name = z.string().trim().min(1).max(80);

/** Lists of runs that are kept under a name. */
export const viewRouter = router({
  list: procedure.query(({ ctx }) => listViews({ ctx })),
  save: procedure
    .input(z.object({ name, query: z.string().max(1_000), isForAll: z.boolean() }))
    .mutation(({ ctx, input }) => saveView({ ctx, input })),
  rename: procedure.input(z.object({ id, name })).mutation(({ ctx, input }) => renameView({ ctx, input })),
  remove: procedure.input(z.object({ id })).mutation(({ ctx, input }) => removeView({ ctx, input })),
});
