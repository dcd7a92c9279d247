import type { Pool } from "pg";
import type { Actor } from "../actor.ts";
import { isRole } from "../permission-table.ts";
import type { Auth } from "./create-auth.ts";
import { signedSessionToken } from "./signed-session-token.ts";

interface MemberRow {
  readonly user_id: string;
  readonly session_id: string;
  readonly name: string;
  readonly workspace_id: string;
  readonly role: string;
}

/**
 * Who a request comes from, by its session alone; null without one or without a membership.
 *
 * Every request waits for this, so the usual case is one statement: the cookie's signature holds, and its session is in the
 * table and young. Everything else is better-auth's affair: a session that has run out, or is to be prolonged (once a day).
 * Nothing is remembered from one request to the next, so signing out counts at once.
 */
export async function resolveActor(auth: Auth, pool: Pool, headers: Headers): Promise<Actor | null> {
  const token = await signedSessionToken(auth, headers);
  if (token === null) return null;
  const { expiresIn, updateAge } = (await auth.$context).sessionConfig;
  const young = await pool.query<MemberRow>({
    name: "actor-of-session",
    text: `SELECT person.id AS user_id, session.id AS session_id, person.name, member.workspace_id, member.role
      FROM session JOIN "user" AS person ON person.id = session.user_id JOIN member ON member.user_id = person.id
      WHERE session.token = $1 AND session.expires_at > $2
      ORDER BY member.created_at LIMIT 1`,
    values: [token, new Date(Date.now() + (expiresIn - updateAge) * 1000)],
  });
  const [row] = young.rows;
  if (row !== undefined) return actorOf(row);
  const session = await auth.api.getSession({ headers });
  if (session === null) return null;
  const members = await pool.query<MemberRow>({
    name: "actor-of-user",
    text: `SELECT person.id AS user_id, $2 AS session_id, person.name, member.workspace_id, member.role
      FROM "user" AS person JOIN member ON member.user_id = person.id
      WHERE person.id = $1 ORDER BY member.created_at LIMIT 1`,
    values: [session.user.id, session.session.id],
  });
  return members.rows[0] === undefined ? null : actorOf(members.rows[0]);
}

function actorOf(row: MemberRow): Actor | null {
  const { user_id: userId, session_id: sessionId, name, workspace_id: workspaceId, role } = row;
  return isRole(role) ? { kind: "user", userId, sessionId, name, workspaceId, role } : null;
}
