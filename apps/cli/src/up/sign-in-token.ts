import { createHash, randomBytes } from "node:crypto";
import pg from "pg";

/**
 * Makes the one-time token of a start, or takes the preset one, and stores its SHA-256 for one hour. The token itself
 * is kept nowhere.
 * @returns the token.
 */
export async function mintSignInToken(databaseUrl: string, preset: string | undefined): Promise<string> {
  const token = preset ?? randomBytes(24).toString("base64url");
  const hash = createHash("sha256").update(token).digest("hex");
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("delete from sign_in_token where expires_at < now() - interval '1 day'");
    // A preset token is good again after every start: automation starts Orrery anew and signs in with the same one.
    await client.query(
      `insert into sign_in_token (hash, created_at, expires_at, used_at) values ($1, now(), now() + interval '1 hour', null)
       on conflict (hash) do update set created_at = now(), expires_at = now() + interval '1 hour', used_at = null`,
      [hash],
    );
  } finally {
    await client.end();
  }
  return token;
}
