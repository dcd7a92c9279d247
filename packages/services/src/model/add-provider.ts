import type { ModelProviderKind } from "@orrery/ports";
import { v7 as uuidv7 } from "uuid";
import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { isText, readAddress, readModels } from "./read-provider.ts";

export interface NewProvider {
  /** The first part of its models' names. */
  readonly handle: string;
  readonly kind: ModelProviderKind;
  /** Where it is asked; absent: the provider's usual address. */
  readonly baseUrl?: string;
  /** The handle of a credential of the kind `model`. */
  readonly credential?: string;
  readonly models: readonly string[];
}

function invalid(reason: string, message: string): ServiceError {
  return new ServiceError("INVALID", reason, message);
}

function noKey(credential: string): ServiceError {
  const shown = credential.toWellFormed().replaceAll("\0", "\ufffd");
  return invalid("PROVIDER_CREDENTIAL", `“${shown}” is not the key of a model provider. Add it under Credentials.`);
}

/** Sets up an endpoint for the workspace. Throws `INVALID`, and `CONFLICT` for a handle that is taken. */
export async function addProvider({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewProvider;
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "model.manage");
  const { workspaceId } = actor;
  const { handle, kind, credential = null } = input;
  if (!/^[a-z][a-z0-9_-]{0,63}$/.test(handle) || handle === "default" || handle === "offline") {
    throw invalid("PROVIDER_HANDLE", "A name has small letters, digits, - and _, such as anthropic.");
  }
  const baseUrl = readAddress(input);
  const models = readModels(input.models);
  if (credential !== null && !isText(credential)) throw noKey(credential);
  const id = uuidv7();
  await ctx.services.db.$transaction(async (tx) => {
    if ((await tx.modelProvider.count({ where: { workspaceId, handle } })) > 0) {
      throw new ServiceError("CONFLICT", "PROVIDER_TAKEN", `There is a provider “${handle}” already.`);
    }
    if (credential !== null) {
      const found = await tx.credential.findFirst({ where: { workspaceId, handle: credential } });
      if (found?.kind !== "model") {
        throw noKey(credential);
      }
    }
    await tx.modelProvider.create({ data: { id, workspaceId, handle, kind, baseUrl, credential, models } });
    await writeAudit(tx, { actor, verb: "model.add-provider", subject: id, detail: { name: handle } });
  });
  return { id };
}
