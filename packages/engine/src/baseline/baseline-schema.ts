import { z } from "zod";
import type { NodeBaseline } from "./node-baseline.ts";

const amount = z.number().min(0);
const weight = z.strictObject({ seen: z.int().min(0), sum: amount, squares: amount });
const evidence = z.strictObject({ logs: z.array(z.number()), runs: z.int().min(0), sum: amount });
const figure = z.strictObject({
  spread: z.strictObject({ weight, buckets: z.record(z.string().regex(/^-?\d{1,6}$/), amount) }),
  slow: evidence,
  slowLogs: z.number(),
});
const episode = z.strictObject({ since: z.number(), runs: z.int().min(0), calm: z.int().min(0) });

/** A stored baseline. Another version is not read: what is usual is learned anew. */
export const baselineSchema: z.ZodType<NodeBaseline> = z.strictObject({
  v: z.literal(1),
  time: figure,
  cost: figure,
  errors: z.strictObject({ usual: z.strictObject({ weight, sum: amount }), evidence }),
  paths: z.strictObject({ weight, handles: z.record(z.string(), amount) }),
  open: z.strictObject({
    time: episode.exactOptional(),
    cost: episode.exactOptional(),
    errors: episode.exactOptional(),
    path: episode.exactOptional(),
  }),
});
