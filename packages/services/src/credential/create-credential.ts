import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import {
  type CredentialKind,
  checkHosts,
  checkOpenFields,
  checkSecretValue,
  credentialKinds,
  type OpenFields,
} from "./credential-kinds.ts";
import { instanceKeyOfServices } from "./instance-key-of.ts";
import { seal } from "./seal.ts";
import { currentKey, lockSealing } from "./workspace-key.ts";

export interface NewCredential extends OpenFields {
  /** By which graphs name it. */
  readonly handle: string;
  readonly kind: CredentialKind;
  readonly hosts: readonly string[];
  readonly value: string;
}

/** Seals a credential. Its value is never told again. Throws `INVALID`, and `CONFLICT` for a handle that is taken. */
export async function createCredential({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewCredential;
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "credential.manage");
  const { workspaceId } = actor;
  const { handle, kind } = input;
  if (!/^[a-z][a-z0-9_-]{0,63}$/.test(handle)) {
    throw new ServiceError(
      "INVALID",
      "CREDENTIAL_HANDLE",
      "A name has small letters, digits, - and _, such as github.",
    );
  }
  const instance = instanceKeyOfServices(ctx.services);
  const hosts = checkHosts(kind, input.hosts);
  const open = checkOpenFields(kind, input);
  const value = checkSecretValue(kind, input.value);
  const id = uuidv7();
  const field = credentialKinds[kind].secret;
  await ctx.services.db.$transaction(async (tx) => {
    await lockSealing(tx, instance);
    if ((await tx.credential.count({ where: { workspaceId, handle } })) > 0) {
      throw new ServiceError("CONFLICT", "CREDENTIAL_TAKEN", `There is a credential “${handle}” already.`);
    }
    const key = await currentKey(tx, instance, workspaceId);
    await tx.credential.create({
      data: {
        id,
        workspaceId,
        handle,
        kind,
        hosts: [...hosts],
        open,
        sealed: { [field]: seal(key, [workspaceId, id, field], value) },
        createdBy: actorName(actor),
      },
    });
    await writeAudit(tx, { actor, verb: "credential.create", subject: id, detail: { name: handle } });
  });
  return { id };
}
