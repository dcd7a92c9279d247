import type { Prisma } from "@orrery/db";
import type { EditOp } from "@orrery/graph";

/** Lets comments go on naming the nodes they are about, in the transaction of the edits. */
export async function followRenames(
  tx: Prisma.TransactionClient,
  workflowId: string,
  ops: readonly EditOp[],
): Promise<boolean> {
  let moved = 0;
  for (const { from, to } of ops.flatMap(renamesIn)) {
    moved += (await tx.comment.updateMany({ where: { workflowId, nodeId: from }, data: { nodeId: to } })).count;
  }
  return moved > 0;
}

function renamesIn(op: EditOp): readonly { readonly from: string; readonly to: string }[] {
  if (op.op === "node.rename") return [op];
  return op.op === "batch" ? op.ops.flatMap(renamesIn) : [];
}
