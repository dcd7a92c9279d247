import type { Graph } from "@orrery/graph";
import { calledVersions, type Interfaces, usedServers, type WorkflowFace } from "@orrery/plan";
import { readToolFaces } from "../mcp-server/read-tool-faces.ts";
import type { Services } from "../service-context.ts";

/** Faces never change once they are published, so what was read once is kept. */
const known = new WeakMap<Services, Map<string, WorkflowFace>>();

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const mostKept = 2_000;

/** The published versions and the approved tools that the graph calls, of this workspace alone. */
export async function readInterfaces(services: Services, workspaceId: string, graph: Graph): Promise<Interfaces> {
  const wanted = calledVersions(graph, services.catalog).filter(({ workflow }) => uuid.test(workflow));
  const tool = await toolsOf(services, workspaceId, graph);
  if (wanted.length === 0) return { get: () => undefined, tool };
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
  return { get: (workflow, version) => faces.get(keyOf(workspaceId, { workflow, version })), tool };
}

function keyOf(workspaceId: string, { workflow, version }: { workflow: string; version: number }): string {
  return `${workspaceId} ${workflow}@${version}`;
}

/** What was approved can be taken back at any time, so it is read each time; of a graph without tools nothing is. */
async function toolsOf(
  services: Services,
  workspaceId: string,
  graph: Graph,
): Promise<NonNullable<Interfaces["tool"]>> {
  const servers = usedServers(graph, services.catalog);
  if (servers.length === 0) return () => undefined;
  const found = await readToolFaces(services, workspaceId, servers);
  const faces = new Map(found.map(({ server, tool, face }) => [`${server}/${tool}`, face]));
  return (server, tool) => faces.get(`${server}/${tool}`);
}
