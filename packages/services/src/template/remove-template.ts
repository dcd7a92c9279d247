import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { writeAudit } from "../write-audit.ts";
import { noTemplate, storedAbout } from "./stored-template.ts";

/** Deletes a template of the workspace; workflows made of it stay. Throws `NOT_FOUND`. */
export async function removeTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "template.write");
  const { workspaceId } = actor;
  await ctx.services.db.$transaction(async (tx) => {
    const row = await tx.workflowTemplate.findFirst({ where: { id: input.id, workspaceId } });
    if (row === null) throw noTemplate();
    await tx.workflowTemplate.deleteMany({ where: { id: row.id, workspaceId } });
    const { title } = storedAbout(row.about);
    await writeAudit(tx, { actor, verb: "template.remove", subject: row.id, detail: { name: title } });
  });
}
