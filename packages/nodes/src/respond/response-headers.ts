/** Headers of an answer that a workflow may set. Cookies and permissions for other sites would reach beyond its address. */
const allowed: ReadonlySet<string> = new Set([
  "allow",
  "cache-control",
  "content-disposition",
  "content-language",
  "content-type",
  "etag",
  "expires",
  "last-modified",
  "link",
  "location",
  "retry-after",
  "vary",
  "www-authenticate",
]);

/** Why an answer may not have this header; null where it may. */
export function headerProblem(name: string): string | null {
  const lower = name.toLowerCase();
  if (allowed.has(lower) || /^x-[a-z0-9-]{1,100}$/.test(lower)) return null;
  return `An answer cannot set “${name.slice(0, 80)}”. It may set ${[...allowed].join(", ")}, and names that begin with x-.`;
}
