import { ServiceError } from "../service-error.ts";

export const shortestPassword = 10;
/** A password is hashed whole, so its length is work. */
export const longestPassword = 128;

/** Throws `INVALID` for a password that is too short, too long, or says no more than who it belongs to. */
export function checkPassword(password: string, owner: { readonly email: string; readonly name: string }): void {
  const problem = problemOf(password, owner);
  if (problem !== null) throw new ServiceError("INVALID", "PASSWORD", problem);
}

function problemOf(password: string, owner: { readonly email: string; readonly name: string }): string | null {
  if (password.length < shortestPassword) return `A password has at least ${shortestPassword} characters.`;
  if (password.length > longestPassword) return `A password has at most ${longestPassword} characters.`;
  const plain = password.trim().toLowerCase();
  if ([owner.email.toLowerCase(), owner.name.toLowerCase()].includes(plain)) {
    return "A password is something else than your name or address.";
  }
  if (new Set(plain).size < 4) return "A password has at least four different characters.";
  return null;
}
