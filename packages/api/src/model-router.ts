import { addProvider, listModels, listProviders, removeProvider, setPrice, testModel } from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const model = z.string().min(1).max(300);
const dollars = z.number().min(0).max(1_000_000);

export const modelRouter = router({
  list: procedure.query(({ ctx }) => listModels({ ctx })),
  providers: procedure.query(({ ctx }) => listProviders({ ctx })),
  addProvider: procedure
    .input(
      z.object({
        handle: z.string().max(64),
        kind: z.enum(["openai-compatible", "openai", "anthropic", "google"]),
        baseUrl: z.string().max(500).exactOptional(),
        credential: z.string().min(1).max(64).exactOptional(),
        models: z.array(z.string().max(200)).max(100),
      }),
    )
    .mutation(({ ctx, input }) => addProvider({ ctx, input })),
  removeProvider: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeProvider({ ctx, input })),
  setPrice: procedure
    .input(z.object({ model, price: z.object({ input: dollars, output: dollars }).nullable() }))
    .mutation(({ ctx, input }) => setPrice({ ctx, input })),
  test: procedure.input(z.object({ model })).mutation(({ ctx, input }) => testModel({ ctx, input })),
});
