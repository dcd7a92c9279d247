import { type KeyScope, type Permission, type Role, roleMay, scopesMay } from "./permission-table.ts";
import { ServiceError } from "./service-error.ts";

export type { Permission, Role } from "./permission-table.ts";

/** Who acts. `local` is whoever can open the database (the CLI); a user comes from a session only. */
export type Actor =
  | {
      readonly kind: "user";
      readonly userId: string;
      readonly sessionId: string;
      readonly name: string;
      readonly workspaceId: string;
      readonly role: Role;
    }
  | {
      readonly kind: "key";
      readonly keyId: string;
      readonly name: string;
      readonly workspaceId: string;
      /** Of who made it, as it is now: a key never may more than they. */
      readonly role: Role;
      readonly scopes: readonly KeyScope[];
    }
  | { readonly kind: "local"; readonly workspaceId: string; readonly role: "owner" };

export type UserActor = Extract<Actor, { readonly kind: "user" }>;

/** Whoever an audit line or a log can name: also a person at the moment of coming in, who has no session yet. */
export type NamedActor = Actor | Pick<UserActor, "kind" | "userId" | "workspaceId">;

/** The name an actor leaves in logs and audits. */
export function actorName(actor: NamedActor): string {
  if (actor.kind === "key") return `key:${actor.keyId}`;
  return actor.kind === "user" ? `user:${actor.userId}` : "local";
}

/** Throws `UNAUTHENTICATED` without an actor, `FORBIDDEN` where its role, or a key's scopes, do not allow this. */
export function requirePermission(actor: Actor | null, permission: Permission): Actor {
  const known = requireActor(actor);
  if (!roleMay(known.role, permission)) throw refusedRole(known.role);
  if (known.kind === "key" && !scopesMay(known.scopes, permission)) {
    throw new ServiceError(
      "FORBIDDEN",
      "SCOPE",
      `The scopes of this key are ${known.scopes.join(", ")}; they do not allow this.`,
    );
  }
  return known;
}

/** Whether `requirePermission` would let it pass. */
export function may(actor: Actor | null, permission: Permission): boolean {
  if (actor === null || !roleMay(actor.role, permission)) return false;
  return actor.kind !== "key" || scopesMay(actor.scopes, permission);
}

/** For what a person does to their own account. Throws `UNAUTHENTICATED`; `FORBIDDEN` for keys and the command line. */
export function requirePerson(actor: Actor | null): UserActor {
  const known = requireActor(actor);
  if (known.kind === "user") return known;
  throw new ServiceError("FORBIDDEN", "PERSON_ONLY", "Only a person who is signed in has an account.");
}

function requireActor(actor: Actor | null): Actor {
  if (actor === null) throw new ServiceError("UNAUTHENTICATED", "SIGN_IN", "Sign in first.");
  return actor;
}

/** What a role that may not is told. */
export function refusedRole(role: Role): ServiceError {
  const words = `Your role in this workspace is ${role}; it does not allow this. An owner can change it.`;
  return new ServiceError("FORBIDDEN", "ROLE", words);
}
