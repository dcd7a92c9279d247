import { z } from "zod";
import type { Verdict } from "./verdict.ts";

const amount = z.number().min(0);
const runs = z.int().min(0);
const figure = {
  value: amount,
  usual: amount,
  p99: amount,
  times: amount,
  runs,
  lasting: z.int().min(1).exactOptional(),
};

/** A verdict as it is stored and sent. */
export const verdictSchema: z.ZodType<Verdict> = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("time"), ...figure }),
  z.strictObject({ kind: z.literal("cost"), ...figure }),
  z.strictObject({ kind: z.literal("errors"), share: amount, of: z.int().min(1), usual: amount, runs }),
  z.strictObject({ kind: z.literal("path"), handle: z.string(), usual: amount, runs }),
]);
