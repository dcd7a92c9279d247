import type { Credentials } from "@orrery/plan";
import type { Services } from "../service-context.ts";

/** What the compiler may know of the workspace's credentials: their kinds and hosts. */
export async function readCredentialFaces(services: Pick<Services, "pool">, workspaceId: string): Promise<Credentials> {
  const found = await services.pool.query<{ handle: string; kind: string; hosts: string[] }>({
    name: "credential-faces",
    text: "SELECT handle, kind, hosts FROM credential WHERE workspace_id = $1",
    values: [workspaceId],
  });
  return new Map(found.rows.map(({ handle, kind, hosts }) => [handle, { kind, hosts }]));
}
