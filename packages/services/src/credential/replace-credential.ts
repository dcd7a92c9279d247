import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { checkHosts, checkSecretValue, credentialKinds } from "./credential-kinds.ts";
import { instanceKeyOfServices } from "./instance-key-of.ts";
import { readKind } from "./list-credentials.ts";
import { seal } from "./seal.ts";
import { currentKey, lockSealing } from "./workspace-key.ts";

/** Puts another value, or other hosts, in place; steps that begin later use them. Throws `NOT_FOUND`, `INVALID`. */
export async function replaceCredential({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly value?: string; readonly hosts?: readonly string[] };
}): Promise<void> {
  const actor = requirePermission(ctx.actor, "credential.manage");
  const { workspaceId } = actor;
  const { id } = input;
  const instance = instanceKeyOfServices(ctx.services);
  await ctx.services.db.$transaction(async (tx) => {
    await lockSealing(tx, instance);
    const row = await tx.credential.findFirst({ where: { id, workspaceId } });
    if (row === null) throw new ServiceError("NOT_FOUND", "CREDENTIAL", "There is no such credential.");
    const kind = readKind(row.kind);
    const value = input.value === undefined ? null : checkSecretValue(kind, input.value);
    const field = credentialKinds[kind].secret;
    const key = value === null ? null : await currentKey(tx, instance, workspaceId);
    await tx.credential.update({
      where: { id },
      data: {
        ...(input.hosts !== undefined && { hosts: [...checkHosts(kind, input.hosts)] }),
        ...(value !== null &&
          key !== null && {
            sealed: { [field]: seal(key, [workspaceId, id, field], value) },
            replacedAt: new Date(),
          }),
      },
    });
    await writeAudit(tx, { actor, verb: "credential.replace", subject: id });
  });
}
