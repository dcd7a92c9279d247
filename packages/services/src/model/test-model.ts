import type { ModelTest } from "@orrery/ports";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";

/** Asks a model for one short word, which costs next to nothing, and says what came of it. */
export async function testModel({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly model: string };
}): Promise<ModelTest> {
  const { workspaceId } = requirePermission(ctx.actor, "model.manage");
  return ctx.services.models.test(input.model, workspaceId);
}
