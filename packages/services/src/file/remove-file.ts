import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

/** Takes a name away; what it held is kept for a while. Throws `NOT_FOUND`. */
export async function removeFile({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly name: string };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "file.write");
  const { workspaceId } = actor;
  await ctx.services.db.$transaction(async (tx) => {
    const found = await tx.workspaceFile.findUnique({ where: { workspaceId_name: { workspaceId, name: input.name } } });
    if (found === null) throw new ServiceError("NOT_FOUND", "FILE", "There is no such file.");
    await tx.workspaceFile.deleteMany({ where: { workspaceId, name: input.name } });
    await tx.fileContent.updateMany({ where: { workspaceId, sha256: found.sha256 }, data: { touchedAt: new Date() } });
    await writeAudit(tx, { actor, verb: "file.remove", subject: input.name, detail: { name: input.name } });
  });
}
