import { ServiceError } from "./service-error.ts";

/** `caller` is what an API key may: start, see and stop runs. */
export type Role = "owner" | "editor" | "viewer" | "caller";

/** Who acts. `local` is whoever can open the database (the CLI); a user comes from a session only. */
export type Actor =
  | {
      readonly kind: "user";
      readonly userId: string;
      readonly name: string;
      readonly workspaceId: string;
      readonly role: Role;
    }
  | {
      readonly kind: "key";
      readonly keyId: string;
      readonly name: string;
      readonly workspaceId: string;
      readonly role: "caller";
    }
  | { readonly kind: "local"; readonly workspaceId: string; readonly role: "owner" };

export type Permission =
  | "workflow.read"
  | "workflow.write"
  | "run.read"
  | "run.start"
  | "run.control"
  | "model.read"
  | "key.manage"
  | "target.manage"
  | "credential.read"
  | "credential.manage"
  | "model.manage";

const granted: { readonly [R in Role]: ReadonlySet<Permission> } = {
  caller: new Set(["run.read", "run.start", "run.control"]),
  owner: new Set([
    "target.manage",
    "key.manage",
    "credential.read",
    "credential.manage",
    "model.manage",
    "workflow.read",
    "workflow.write",
    "run.read",
    "run.start",
    "run.control",
    "model.read",
  ]),
  editor: new Set([
    "credential.read",
    "workflow.read",
    "workflow.write",
    "run.read",
    "run.start",
    "run.control",
    "model.read",
  ]),
  viewer: new Set(["workflow.read", "run.read"]),
};

/** The name an actor leaves in logs and audits. */
export function actorName(actor: Actor): string {
  if (actor.kind === "key") return `key:${actor.keyId}`;
  return actor.kind === "user" ? `user:${actor.userId}` : "local";
}

/** Throws `UNAUTHENTICATED` without an actor, `FORBIDDEN` where its role does not allow this. */
export function requirePermission(actor: Actor | null, permission: Permission): Actor {
  if (actor === null) throw new ServiceError("UNAUTHENTICATED", "SIGN_IN", "Sign in first.");
  if (!granted[actor.role].has(permission)) {
    throw new ServiceError(
      "FORBIDDEN",
      "ROLE",
      `Your role in this workspace is ${actor.role}; it does not allow this.`,
    );
  }
  return actor;
}
