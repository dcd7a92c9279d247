import { listFiles, removeFile } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const name = z.string().max(200);

export const fileRouter = router({
  list: procedure
    .input(z.object({ prefix: name.exactOptional(), after: name.exactOptional() }))
    .query(({ ctx, input }) => listFiles({ ctx, input })),
  remove: procedure.input(z.object({ name })).mutation(({ ctx, input }) => removeFile({ ctx, input })),
});
