import type { PrismaClient } from "@orrery/db";

/** What people call who acted: by the name left in the log. */
export async function nameActors(
  db: PrismaClient,
  workspaceId: string,
  rows: readonly { readonly actor: string }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = (kind: string) =>
    [...new Set(rows.map((row) => row.actor))].flatMap((name) =>
      name.startsWith(kind) ? [name.slice(kind.length)] : [],
    );
  const [people, keys] = await Promise.all([
    db.user.findMany({ where: { id: { in: ids("user:") } }, select: { id: true, name: true } }),
    db.apiKey.findMany({ where: { workspaceId, id: { in: ids("key:") } }, select: { id: true, name: true } }),
  ]);
  return new Map([
    ...people.map(({ id, name }) => [`user:${id}`, name] as const),
    ...keys.map(({ id, name }) => [`key:${id}`, name] as const),
  ]);
}
