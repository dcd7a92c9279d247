import {
  addProvider,
  chooseModels,
  findLocalModels,
  freezeRoute,
  listModels,
  listProviderModels,
  listProviders,
  listRoutes,
  removeProvider,
  removeRoute,
  saveRoute,
  setPrice,
  testModel,
} from "@orrery/services";
import { z } from "zod";
import { procedure, router } from "./trpc.ts";

const model = z.string().min(1).max(300);
const dollars = z.number().min(0).max(1_000_000);

const endpoint = {
  kind: z.enum(["openai-compatible", "openai", "anthropic", "google", "mistral", "groq", "azure", "bedrock"]),
  baseUrl: z.string().max(500).exactOptional(),
  credential: z.string().min(1).max(64).exactOptional(),
};
const names = z.array(z.string().max(200)).max(100);

const routeName = z.string().min(1).max(64);
const ms = z.int().min(0).max(3_600_000).nullable();

export const modelRouter = router({
  list: procedure.query(({ ctx }) => listModels({ ctx })),
  providers: procedure.query(({ ctx }) => listProviders({ ctx })),
  addProvider: procedure
    .input(
      z.object({
        handle: z.string().max(64),
        ...endpoint,
        models: names,
      }),
    )
    .mutation(({ ctx, input }) => addProvider({ ctx, input })),
  listOf: procedure.input(z.object(endpoint)).mutation(({ ctx, input }) => listProviderModels({ ctx, input })),
  chooseModels: procedure
    .input(z.object({ id: z.uuid(), models: names }))
    .mutation(({ ctx, input }) => chooseModels({ ctx, input })),
  removeProvider: procedure
    .input(z.object({ id: z.uuid() }))
    .mutation(({ ctx, input }) => removeProvider({ ctx, input })),
  setPrice: procedure
    .input(z.object({ model, price: z.object({ input: dollars, output: dollars }).nullable() }))
    .mutation(({ ctx, input }) => setPrice({ ctx, input })),
  findLocal: procedure.mutation(({ ctx }) => findLocalModels({ ctx })),
  routes: procedure.query(({ ctx }) => listRoutes({ ctx })),
  saveRoute: procedure
    .input(
      z.object({
        name: routeName,
        mode: z.enum(["ordered", "weighted", "adaptive"]),
        members: z.array(z.object({ model, weight: z.number() })).max(20),
        fallbackOn: z.enum(["any", "transient"]),
        timeoutMs: ms,
        hedgeAfterMs: ms,
        isNew: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => saveRoute({ ctx, input })),
  freezeRoute: procedure
    .input(z.object({ name: routeName, isFrozen: z.boolean() }))
    .mutation(({ ctx, input }) => freezeRoute({ ctx, input })),
  removeRoute: procedure.input(z.object({ name: routeName })).mutation(({ ctx, input }) => removeRoute({ ctx, input })),
  test: procedure.input(z.object({ model })).mutation(({ ctx, input }) => testModel({ ctx, input })),
});
