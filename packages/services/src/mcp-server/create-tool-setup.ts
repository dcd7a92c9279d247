import type { SqlRunner } from "@orrery/db/run-log";
import type { Secrets, ToolSetup, ToolSignIn } from "@orrery/ports";
import type { SealingKey } from "../credential/seal.ts";
import { seal, sealedUnder, unseal } from "../credential/seal.ts";
import { readSealKey } from "../credential/workspace-key.ts";
import { sealedForSignIn } from "./sealed-sign-in.ts";
import { storedFace } from "./stored-face.ts";
import { type ServerRecord, storedServer } from "./stored-server.ts";

/** What workspaces have set up of tools, read from the database at each call. */
export function createToolSetup(
  sql: SqlRunner,
  instance: SealingKey | null,
  secrets: Pick<Secrets, "mask">,
): ToolSetup {
  const stored = async (workspaceId: string, handle: string) => {
    const found = await sql.query<{ id: string; sign_in: string | null }>({
      name: "tool-sign-in",
      text: "SELECT id, sign_in FROM mcp_server WHERE workspace_id = $1 AND handle = $2",
      values: [workspaceId, handle],
    });
    const [row] = found.rows;
    if (row?.sign_in == null) return null;
    const key = await readSealKey(sql, instance, { workspaceId, keyId: sealedUnder(row.sign_in) ?? "" });
    return { id: row.id, sealed: row.sign_in, key };
  };
  return {
    async server(workspaceId, handle) {
      const found = await sql.query<ServerRecord>({
        name: "tool-server",
        text: "SELECT handle, url, auth, credential FROM mcp_server WHERE workspace_id = $1 AND handle = $2",
        values: [workspaceId, handle],
      });
      const [row] = found.rows;
      return row === undefined ? null : storedServer(row);
    },
    async approved(workspaceId, server, tool) {
      const found = await sql.query<{ face: unknown }>({
        name: "approved-tool",
        text: `SELECT t.face FROM mcp_server s JOIN mcp_tool t ON t.server_id = s.id
          WHERE s.workspace_id = $1 AND s.handle = $2 AND t.name = $3`,
        values: [workspaceId, server, tool],
      });
      const [row] = found.rows;
      return row === undefined ? null : storedFace(row.face);
    },
    async signIn(workspaceId, server) {
      const row = await stored(workspaceId, server);
      if (row === null) return null;
      const text = unseal(row.key, sealedForSignIn(workspaceId, row.id), row.sealed);
      const signIn = JSON.parse(text) as ToolSignIn;
      for (const secret of secretsOf(signIn)) secrets.mask(workspaceId).learn(secret);
      return signIn;
    },
    async keepSignIn(workspaceId, server, signIn) {
      for (const secret of secretsOf(signIn)) secrets.mask(workspaceId).learn(secret);
      const row = await stored(workspaceId, server);
      if (row === null) return;
      const sealed = seal(row.key, sealedForSignIn(workspaceId, row.id), JSON.stringify(signIn));
      // Where the keys were turned, or somebody signed in again meanwhile, theirs stays.
      await sql.query({
        text: "UPDATE mcp_server SET sign_in = $1 WHERE id = $2::uuid AND sign_in = $3",
        values: [sealed, row.id, row.sealed],
      });
    },
  };
}

/** Every text of a sign-in that opens something. */
function secretsOf({ client, tokens }: ToolSignIn): readonly string[] {
  const named = ["access_token", "refresh_token", "id_token", "client_secret", "registration_access_token"];
  return [client, tokens].flatMap((json) => {
    const fields: Record<string, unknown> = json === undefined ? {} : JSON.parse(json);
    return named.flatMap((name) => (typeof fields[name] === "string" ? [fields[name]] : []));
  });
}
