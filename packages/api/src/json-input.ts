import type { Json, JsonObject } from "@orrery/graph";
import { z } from "zod";

/** Anything JSON can say; it arrived as JSON, so only its presence and size are left to check. */
export const json: z.ZodType<Json> = z.json();

export const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), json);
