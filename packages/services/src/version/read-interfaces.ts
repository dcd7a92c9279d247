import type { Graph } from "@orrery/graph";
import { calledVersions, type Interfaces, noInterfaces, type WorkflowFace } from "@orrery/plan";
import type { Services } from "../service-context.ts";

/** Faces never change once they are published, so what was read once is kept. */
const known = new WeakMap<Services, Map<string, WorkflowFace>>();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostKept = 2_000;

/** The published versions that the graph calls, of this workspace alone. */
export async function readInterfaces(services: Services, workspaceId: string, graph: Graph): Promise<Interfaces> {
  const wanted = calledVersions(graph, services.catalog).filter(({ workflow }) => uuid.test(workflow));
  if (wanted.length === 0) return noInterfaces;
  const faces = known.get(services) ?? new Map<string, WorkflowFace>();
  known.set(services, faces);
  const missing = wanted.filter((call) => !faces.has(keyOf(workspaceId, call)));
  if (missing.length > 0) {
    const found = await services.pool.query<{ workflow_id: string; number: number; face: WorkflowFace }>(
      `SELECT workflow_id, number, face FROM workflow_version v
       JOIN unnest($2::uuid[], $3::int[]) AS t(w, n) ON v.workflow_id = t.w AND v.number = t.n
       WHERE v.workspace_id = $1`,
      [workspaceId, missing.map(({ workflow }) => workflow), missing.map(({ version }) => version)],
    );
    if (faces.size > mostKept) faces.clear();
    for (const row of found.rows) {
      faces.set(keyOf(workspaceId, { workflow: row.workflow_id, version: row.number }), row.face);
    }
  }
  return { get: (workflow, version) => faces.get(keyOf(workspaceId, { workflow, version })) };
}

function keyOf(workspaceId: string, { workflow, version }: { workflow: string; version: number }): string {
  return `${workspaceId} ${workflow}@${version}`;
}
