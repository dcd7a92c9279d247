import type { Actor } from "../actor.ts";
import { ServiceError } from "../service-error.ts";

/** Whose a view is: a person's, or null for everybody's. Throws `FORBIDDEN` (`PERSON_ONLY`) for keys and the command line. */
export function viewOwner(actor: Actor, isForAll: boolean): string | null {
  if (isForAll) return null;
  if (actor.kind === "user") return actor.userId;
  throw new ServiceError("FORBIDDEN", "PERSON_ONLY", "Only a person who is signed in has views of their own.");
}
