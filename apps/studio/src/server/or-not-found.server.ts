import { ServiceError } from "@orrery/services";
import { notFound } from "next/navigation";

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What a verb gives for the thing of this id, or the not-found page where the id is none or there is no such thing. */
export async function orNotFound<Found>(id: string, find: (id: string) => Promise<Found>): Promise<Found> {
  if (!UUID.test(id)) notFound();
  try {
    return await find(id);
  } catch (error) {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
}
