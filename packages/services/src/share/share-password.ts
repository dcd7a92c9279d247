import { createHmac, timingSafeEqual } from "node:crypto";
import { verifyPassword } from "better-auth/crypto";
import { longestPassword } from "../identity/check-password.ts";
import { instanceSecret } from "../identity/instance-secret.ts";
import { forgetTries, takeTry } from "../identity/password-tries.ts";
import { tooManyTries } from "../identity/too-many-tries.ts";
import type { Services } from "../service-context.ts";
import type { OpenShareLink } from "./find-share-link.ts";

/** A stream may be taken up again for so long without the password. */
const proofMs = 12 * 3_600_000;

/**
 * Tries a link's password. @returns a proof of it for the stream, in place of a cookie, or null where it is wrong. Throws
 * `TOO_MANY_REQUESTS` after ten wrong ones.
 */
export async function trySharePassword(
  services: Pick<Services, "db">,
  link: OpenShareLink,
  password: string,
): Promise<string | null> {
  if (link.passwordHash === null) return proofOf(services, link, Date.now() + proofMs);
  const subject = `share:${link.id}`;
  const wait = await takeTry(services.db, subject);
  if (wait !== null) throw tooManyTries(wait);
  if (password.length > longestPassword) return null;
  if (!(await verifyPassword({ hash: link.passwordHash, password }))) return null;
  await forgetTries(services.db, subject);
  return proofOf(services, link, Date.now() + proofMs);
}

/** Whether what came with a request shows that its sender knew the password, or none is asked for. */
export async function isShareProof(
  services: Pick<Services, "db">,
  link: OpenShareLink,
  proof: string | null,
): Promise<boolean> {
  if (link.passwordHash === null) return true;
  const until = Number(proof?.split(".")[0] ?? "");
  if (proof === null || !Number.isSafeInteger(until) || until <= Date.now()) return false;
  const right = Buffer.from(await proofOf(services, link, until));
  const given = Buffer.from(proof);
  return given.length === right.length && timingSafeEqual(given, right);
}

async function proofOf(
  services: Pick<Services, "db">,
  { id, passwordHash }: OpenShareLink,
  until: number,
): Promise<string> {
  const secret = await instanceSecret(services.db);
  const mac = createHmac("sha256", `share-proof ${secret}`).update(`${id} ${until} ${passwordHash ?? ""}`);
  return `${until}.${mac.digest("base64url")}`;
}
