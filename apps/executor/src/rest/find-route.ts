import type { RestRoute } from "./rest-route.ts";
import { restRoutes } from "./rest-routes.ts";

const prefix = "/api/v1";
const uuid = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";

const patterns = restRoutes.map((route) => ({
  route,
  pattern: new RegExp(`^${prefix}${route.path.replace(/\{(\w+)\}/g, `(?<$1>${uuid})`)}$`, "i"),
}));

export type FoundRoute =
  | { readonly kind: "route"; readonly route: RestRoute; readonly params: Readonly<Record<string, string>> }
  /** There is something at this address, but not for this method. */
  | { readonly kind: "method"; readonly allow: string }
  | { readonly kind: "nothing" };

/** What answers a call. Ids are told in lower case. */
export function findRoute(method: string, path: string): FoundRoute {
  const here = patterns.flatMap(({ route, pattern }) => {
    const match = pattern.exec(path);
    return match === null ? [] : [{ route, params: lowered(match.groups ?? {}) }];
  });
  const found = here.find(({ route }) => route.method === method);
  if (found !== undefined) return { kind: "route", ...found };
  if (here.length === 0) return { kind: "nothing" };
  return { kind: "method", allow: here.map(({ route }) => route.method).join(", ") };
}

function lowered(groups: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, text.toLowerCase()]));
}
