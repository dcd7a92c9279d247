import type { Json } from "@orrery/graph";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { findRun } from "./find-run.ts";

/** One value of a run, whole. Throws `NOT_FOUND` where there is none or it has expired. */
export async function readValue({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly runId: string; readonly valueId: string };
}): Promise<{ readonly value: Json }> {
  const { row } = await findRun(ctx, "run.read", input.runId);
  const value = await ctx.services.values.read(row.id, input.valueId);
  if (value === null) {
    const known = await ctx.services.db.runValue.count({ where: { runId: row.id, id: input.valueId } });
    if (known === 0) throw new ServiceError("NOT_FOUND", "VALUE", "There is no such value.");
  }
  return { value };
}
