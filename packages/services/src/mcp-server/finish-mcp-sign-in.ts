import type { BegunSignIn } from "@orrery/ports";
import { requirePermission, requirePerson } from "../actor.ts";
import { instanceKeyOfServices } from "../credential/instance-key-of.ts";
import { seal, unseal } from "../credential/seal.ts";
import { currentKey, lockSealing } from "../credential/workspace-key.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";
import { refuse, stateShaOf } from "./begin-mcp-sign-in.ts";
import { sealedForBegun, sealedForSignIn } from "./sealed-sign-in.ts";
import { findServer, storedServer } from "./stored-server.ts";

/**
 * Ends a sign-in with what the person came back with; each begun one counts once, for whoever began it, within the hour.
 * Throws `NOT_FOUND` (`MCP_SIGN_IN_OVER`) and `CONFLICT` (in the words of the other side).
 */
export async function finishMcpSignIn({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: {
    readonly state: string;
    readonly code: string;
    readonly issuer: string | null;
  };
}): Promise<{ readonly handle: string }> {
  const actor = requirePermission(ctx.actor, "tool.manage");
  const { userId } = requirePerson(ctx.actor);
  const { workspaceId } = actor;
  const { db, tools } = ctx.services;
  const instance = instanceKeyOfServices(ctx.services);
  const stateSha = stateShaOf(input.state);
  const where = { stateSha, workspaceId, userId, createdAt: { gt: new Date(Date.now() - 60 * 60 * 1_000) } };
  const begunRow = await db.mcpSignIn.findFirst({ where });
  const taken = await db.mcpSignIn.deleteMany({ where });
  if (begunRow === null || taken.count === 0) throw over();
  const row = await findServer(db, workspaceId, begunRow.serverId);
  const key = await db.$transaction(async (tx) => {
    await lockSealing(tx, instance);
    return currentKey(tx, instance, workspaceId);
  });
  const begun = readBegun(() => unseal(key, sealedForBegun(workspaceId, stateSha), begunRow.sealed));
  const { code, issuer } = input;
  const signIn = await tools
    .finishSignIn(storedServer(row), { begun, code, issuer })
    .catch((cause: unknown) => refuse(cause));
  await db.$transaction(async (tx) => {
    await lockSealing(tx, instance);
    const sealing = await currentKey(tx, instance, workspaceId);
    const sealed = seal(sealing, sealedForSignIn(workspaceId, row.id), JSON.stringify(signIn));
    await tx.mcpServer.updateMany({ where: { id: row.id, workspaceId }, data: { signIn: sealed } });
    await writeAudit(tx, { actor, verb: "tool.sign-in", subject: row.handle });
  });
  return { handle: row.handle };
}

function over(): ServiceError {
  return new ServiceError(
    "NOT_FOUND",
    "MCP_SIGN_IN_OVER",
    "This sign-in is over, or was another person's. Begin again.",
  );
}

/** The keys may have been turned in between. */
function readBegun(open: () => string): BegunSignIn {
  try {
    return JSON.parse(open()) as BegunSignIn;
  } catch {
    throw over();
  }
}
