import { v7 as uuidv7 } from "uuid";
import { actorName, requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { ServiceError } from "../service-error.ts";
import { writeAudit } from "../write-audit.ts";

export interface NewMcpServer {
  /** By which graphs name it. */
  readonly handle: string;
  readonly url: string;
  /** `credential` names one of the kinds token and header; `oauth`: a person signs in there. */
  readonly auth: "none" | "credential" | "oauth";
  readonly credential?: string;
}

const mostServers = 100;

/**
 * Adds a server of tools. Nothing of it may be called before it was looked at and approved. Its address never changes: what
 * was approved was approved of that one. Throws `INVALID`, and `CONFLICT` for a handle that is taken.
 */
export async function addMcpServer({
  ctx,
  input,
}: {
  readonly ctx: ServiceContext;
  readonly input: NewMcpServer;
}): Promise<{ readonly id: string }> {
  const actor = requirePermission(ctx.actor, "tool.manage");
  const { workspaceId } = actor;
  const { handle, auth, credential = null } = input;
  if (!/^[a-z][a-z0-9_-]{0,63}$/.test(handle))
    throw invalid("MCP_HANDLE", "A name has small letters, digits, - and _, such as library.");
  if ((auth === "credential") !== (credential !== null))
    throw invalid("MCP_CREDENTIAL", "Choose the credential that is sent there.");
  const url = readAddress(input.url);
  const id = uuidv7();
  await ctx.services.db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT 1 FROM workspace WHERE id = ${workspaceId} FOR UPDATE`;
    if ((await tx.mcpServer.count({ where: { workspaceId, handle } })) > 0)
      throw new ServiceError("CONFLICT", "MCP_TAKEN", `There is a server “${handle}” already.`);
    if ((await tx.mcpServer.count({ where: { workspaceId } })) >= mostServers)
      throw invalid("MCP_TOO_MANY", `A workspace has at most ${mostServers} MCP servers.`);
    if (credential !== null && (await tx.credential.count({ where: { workspaceId, handle: credential } })) === 0)
      throw invalid("MCP_CREDENTIAL", `There is no credential “${credential}” here.`);
    await tx.mcpServer.create({
      data: { id, workspaceId, handle, url, auth, credential, createdBy: actorName(actor) },
    });
    await writeAudit(tx, { actor, verb: "tool.add-server", subject: handle });
  });
  return { id };
}

/** One spelling of the address; what a secret could stand in is refused. */
function readAddress(text: string): string {
  const url = URL.parse(text.trim());
  if (url === null || (url.protocol !== "https:" && url.protocol !== "http:"))
    throw invalid("MCP_ADDRESS", `“${text.slice(0, 80)}” is not a web address. Begin it with https://.`);
  if (url.username !== "" || url.password !== "")
    throw invalid("MCP_ADDRESS", "An address cannot hold a name and password. Make a credential of them.");
  url.hash = "";
  return url.href;
}

function invalid(reason: string, message: string): ServiceError {
  return new ServiceError("INVALID", reason, message);
}
