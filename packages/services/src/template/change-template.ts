import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { inputJson } from "../workflow/input-json.ts";
import { writeAudit } from "../write-audit.ts";
import type { TemplateWords } from "./save-template.ts";
import { checkAbout, noTemplate, storedAbout } from "./stored-template.ts";

/** Changes what is said of a template, its title above all. Throws `NOT_FOUND`, `INVALID` (`TEMPLATE`). */
export async function changeTemplate({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string } & TemplateWords;
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "template.write");
  const { workspaceId } = actor;
  const { id, ...words } = input;
  await ctx.services.db.$transaction(async (tx) => {
    const row = await tx.workflowTemplate.findFirst({ where: { id, workspaceId } });
    if (row === null) throw noTemplate();
    const about = checkAbout({ ...storedAbout(row.about), ...words });
    await tx.workflowTemplate.update({ where: { id }, data: { about: inputJson(about) } });
    await writeAudit(tx, { actor, verb: "template.change", subject: id, detail: { name: about.title } });
  });
}
