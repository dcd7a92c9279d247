import type { SqlRunner } from "../run-log/sql-runner.ts";

/** How nodes are called in the drawings of their runs: their labels, otherwise their ids. */
export async function nodeNames(
  tx: SqlRunner,
  wanted: readonly { readonly run: { readonly runId: string }; readonly nodeId: string }[],
): Promise<(runId: string, nodeId: string) => string> {
  const { rows } = await tx.query<{ runId: string; nodeId: string; label: string }>({
    name: "names-of-nodes",
    text: `SELECT r.id AS "runId", node->>'id' AS "nodeId", node->>'label' AS label
      FROM run r JOIN drawing d ON d.workspace_id = r.workspace_id AND d.hash = r.drawing_hash,
        LATERAL json_array_elements(d.graph->'nodes') AS node
      WHERE r.id = ANY ($1::uuid[]) AND node->>'id' = ANY ($2::text[]) AND node->>'label' IS NOT NULL`,
    values: [[...new Set(wanted.map(({ run }) => run.runId))], [...new Set(wanted.map(({ nodeId }) => nodeId))]],
  });
  const names = new Map(rows.map(({ runId, nodeId, label }) => [`${runId}/${nodeId}`, label]));
  return (runId, nodeId) => names.get(`${runId}/${nodeId}`) ?? nodeId;
}
