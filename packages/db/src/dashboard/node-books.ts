import type { FactNode } from "@orrery/engine";
import type { Plan } from "@orrery/plan";
import type { SqlRunner } from "../run-log/sql-runner.ts";

/** What plans and drawings say of their nodes. Both never change, so those of late are remembered. */
export interface NodeBooks {
  /** The nodes of a plan, by id; none where the plan is gone. */
  nodes(workspaceId: string, planHash: string): Promise<ReadonlyMap<string, FactNode>>;
  /** How the nodes of a drawing are called, by id. */
  names(workspaceId: string, drawingHash: string): Promise<ReadonlyMap<string, string>>;
}

const remembered = 64;

export function createNodeBooks(sql: SqlRunner): NodeBooks {
  const nodes = new Map<string, ReadonlyMap<string, FactNode>>();
  const names = new Map<string, ReadonlyMap<string, string>>();
  return {
    nodes: (workspaceId, hash) =>
      remember(nodes, `${workspaceId}/${hash}`, async () => {
        const { rows } = await sql.query<{ plan: Pick<Plan, "nodes"> }>({
          name: "nodes-of-plan",
          text: "SELECT plan FROM plan WHERE workspace_id = $1 AND hash = $2",
          values: [workspaceId, hash],
        });
        const found = rows[0]?.plan.nodes ?? [];
        return new Map(
          found.map(({ id, type, nodeHash, container }): [string, FactNode] => [id, { id, type, nodeHash, container }]),
        );
      }),
    names: (workspaceId, hash) =>
      remember(names, `${workspaceId}/${hash}`, async () => {
        const { rows } = await sql.query<{ id: string; name: string }>({
          name: "names-of-drawing",
          text: `SELECT n->>'id' AS id, left(n->>'label', 200) AS name FROM drawing d, json_array_elements(d.graph->'nodes') AS n
            WHERE d.workspace_id = $1 AND d.hash = $2 AND n->>'label' <> ''`,
          values: [workspaceId, hash],
        });
        return new Map(rows.map(({ id, name }) => [id, name]));
      }),
  };
}

async function remember<T>(book: Map<string, T>, key: string, read: () => Promise<T>): Promise<T> {
  const known = book.get(key);
  if (known !== undefined) return known;
  const value = await read();
  book.set(key, value);
  for (const oldest of book.keys()) {
    if (book.size <= remembered) break;
    book.delete(oldest);
  }
  return value;
}
