import { createHash, randomBytes } from "node:crypto";
import { StepFailure } from "@orrery/node-kit";
import type { ToolSignIn } from "@orrery/ports";
import { requirePermission, requirePerson } from "../actor.ts";
import { instanceKeyOfServices } from "../credential/instance-key-of.ts";
import { seal, unseal } from "../credential/seal.ts";
import { currentKey, lockSealing } from "../credential/workspace-key.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { sealedForBegun, sealedForSignIn } from "./sealed-sign-in.ts";
import { findServer, storedServer } from "./stored-server.ts";

const hourMs = 60 * 60 * 1_000;

/**
 * Begins to sign in to a server: gives the address that the person opens. They come back to `redirectUrl` within the hour,
 * in the same session. Throws `NOT_FOUND`, `CONFLICT` (the server cannot be signed in to, in words).
 */
export async function beginMcpSignIn({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: { readonly id: string; readonly redirectUrl: string };
}): Promise<{ readonly url: string }> {
  const { workspaceId } = requirePermission(ctx.actor, "tool.manage");
  const { userId } = requirePerson(ctx.actor);
  const { db, tools } = ctx.services;
  const row = await findServer(db, workspaceId, input.id);
  const server = storedServer(row);
  if (server.auth.kind !== "oauth")
    throw new ServiceError("CONFLICT", "MCP_NO_SIGN_IN", "This server was added without signing in.");
  const instance = instanceKeyOfServices(ctx.services);
  const key = await db.$transaction(async (tx) => {
    await lockSealing(tx, instance);
    return currentKey(tx, instance, workspaceId);
  });
  const state = randomBytes(32).toString("base64url");
  const stateSha = stateShaOf(state);
  const known = row.signIn === null ? null : readKnown(key, workspaceId, row.id, row.signIn);
  const begun = await tools
    .beginSignIn(server, { redirectUrl: input.redirectUrl, state, known })
    .catch((cause: unknown) => refuse(cause));
  const sealed = seal(key, sealedForBegun(workspaceId, stateSha), JSON.stringify(begun));
  await db.$transaction(async (tx) => {
    await tx.mcpSignIn.deleteMany({ where: { createdAt: { lt: new Date(Date.now() - hourMs) } } });
    await tx.mcpSignIn.create({ data: { stateSha, workspaceId, serverId: row.id, userId, sealed } });
  });
  return { url: begun.url };
}

export function stateShaOf(state: string): string {
  return createHash("sha256").update(state).digest("hex");
}

/** A registration from before is used again; one that cannot be opened any more is made anew. */
function readKnown(
  key: Parameters<typeof unseal>[0],
  workspaceId: string,
  id: string,
  sealed: string,
): ToolSignIn | null {
  try {
    return JSON.parse(unseal(key, sealedForSignIn(workspaceId, id), sealed)) as ToolSignIn;
  } catch {
    return null;
  }
}

/** What the other side refused, in the words of whoever asked it. */
export function refuse(cause: unknown): never {
  if (cause instanceof StepFailure) throw new ServiceError("CONFLICT", cause.error.code, cause.message);
  throw cause;
}
