import type { EgressResponse, Json } from "@orrery/node-kit";

/** How the next page of a list is found. */
export interface Paging {
  readonly by: "link" | "cursor" | "page";
  /** Of `cursor`: where it stands in the answer, in dots. A web address there is the next page itself. */
  readonly cursorAt: string;
  /** Of `cursor` and `page`: the name of the query's part. */
  readonly param: string;
}

/** What stands at `path` (`data.items`; empty: the whole) in a value; undefined where nothing does. */
export function valueAt(value: Json, path: string): Json | undefined {
  let at: Json | undefined = value;
  for (const key of path === "" ? [] : path.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as { readonly [key: string]: Json })[key];
  }
  return at;
}

/** The address of `rel="next"` in a `Link` header (RFC 8288); null where there is none. */
export function nextLink(header: string | undefined): string | null {
  for (const [, address = "", rest = ""] of (header ?? "").matchAll(/<([^<>]*)>((?:\s*;\s*[^,;"]+(?:"[^"]*")?)*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(rest);
    const names = (rel?.[1] ?? rel?.[2] ?? "").toLowerCase().split(/\s+/);
    if (names.includes("next")) return address;
  }
  return null;
}

/**
 * The address of the page after this one; null where this is the last: no link, no cursor, or (by numbers) no entries.
 * @param count entries of this page.
 */
export function nextPage(
  paging: Paging,
  {
    url,
    answer,
    body,
    count,
  }: { readonly url: string; readonly answer: EgressResponse; readonly body: Json; readonly count: number },
): string | null {
  const { by, cursorAt, param } = paging;
  switch (by) {
    case "link": {
      const link = nextLink(answer.headers.link);
      return link === null ? null : (URL.parse(link, url)?.href ?? null);
    }
    case "cursor": {
      const cursor = valueAt(body, cursorAt);
      if ((typeof cursor !== "string" && typeof cursor !== "number") || cursor === "") return null;
      if (typeof cursor === "string" && /^(https?:\/\/|\/)/.test(cursor)) return URL.parse(cursor, url)?.href ?? null;
      return withParam(url, param, String(cursor));
    }
    case "page": {
      if (count === 0) return null;
      const now = Number(new URL(url).searchParams.get(param) ?? 1);
      return Number.isSafeInteger(now) ? withParam(url, param, String(now + 1)) : null;
    }
  }
}

function withParam(url: string, name: string, value: string): string {
  const next = new URL(url);
  next.searchParams.set(name, value);
  return next.href;
}
