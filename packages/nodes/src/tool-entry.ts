import { z } from "zod";
import { jsonSchema } from "./config-shapes.ts";

/** What a node says of one of its tools. That names and parameters hold is the compiler's, which knows the wiring. */
export const toolEntry = z.strictObject({
  name: z.string().max(200),
  description: z.string().max(4_000),
  parameters: jsonSchema,
  permission: z.enum(["allow", "ask", "deny"]),
});

export const toolEntriesShape = z.record(z.string().max(64), toolEntry);
