import { ServiceError } from "@orrery/services";
import { shareNotFound } from "./share-not-found.server.ts";

/** An answer to a good link; the one 404 where what it shows went away meanwhile. */
export async function orShareNotFound(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") return shareNotFound();
    throw error;
  }
}
