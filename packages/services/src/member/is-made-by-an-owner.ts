import type { Prisma } from "@orrery/db";

/** Whether who made a link is still an owner of its workspace; the operator of the installation always is. */
export async function isMadeByAnOwner(
  db: Prisma.TransactionClient,
  link: { readonly workspaceId: string; readonly createdBy: string },
): Promise<boolean> {
  if (link.createdBy === "local") return true;
  const userId = link.createdBy.replace(/^user:/, "");
  return (await db.member.count({ where: { workspaceId: link.workspaceId, userId, role: "owner" } })) > 0;
}
