import { requirePermission } from "../actor.ts";
import type { ServiceContext } from "../service-context.ts";
import { type CredentialKind, credentialKinds } from "./credential-kinds.ts";
import { credentialUses } from "./credential-uses.ts";

export interface CredentialRow {
  readonly id: string;
  readonly handle: string;
  readonly kind: CredentialKind;
  readonly hosts: readonly string[];
  /** `name` of a header, `user` of `basic`. */
  readonly open: Readonly<Record<string, string>>;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly replacedAt: number | null;
  readonly lastUsedAt: number | null;
  /** Workflows whose published version, and model providers, name it. */
  readonly usedBy: readonly string[];
}

/** The kind as a row has it. Throws where a newer version wrote it. */
export function readKind(text: string): CredentialKind {
  if (Object.hasOwn(credentialKinds, text)) return text as CredentialKind;
  throw new Error(`This version does not know credentials of the kind ${text}.`);
}

/** The workspace's credentials by handle, without any value. */
export async function listCredentials({ ctx }: { readonly ctx: ServiceContext }): Promise<readonly CredentialRow[]> {
  const { workspaceId } = requirePermission(ctx.actor, "credential.read");
  const rows = await ctx.services.db.credential.findMany({
    where: { workspaceId },
    orderBy: { handle: "asc" },
    take: 500,
  });
  const uses = await credentialUses(ctx.services, workspaceId);
  return rows.map(({ id, handle, kind, hosts, open, createdAt, replacedAt, lastUsedAt }) => ({
    id,
    handle,
    kind: readKind(kind),
    hosts,
    open: texts(open),
    createdAt: createdAt.getTime(),
    replacedAt: replacedAt?.getTime() ?? null,
    lastUsedAt: lastUsedAt?.getTime() ?? null,
    usedBy: uses.get(handle) ?? [],
  }));
}

function texts(value: unknown): Record<string, string> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
}
