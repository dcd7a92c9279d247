import { ServiceError } from "../service-error.ts";

/** Lets a write pass, and says in words where its address belongs to another account. */
export async function onUniqueEmail<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new ServiceError(
      "CONFLICT",
      "EMAIL_TAKEN",
      "This address cannot be used. If it is yours, sign in with it first.",
    );
  }
}

function isUniqueViolation(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "P2002";
}
