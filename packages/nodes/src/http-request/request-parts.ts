import type { Json } from "@orrery/node-kit";
import { textOfValue } from "../text-of-value.ts";

export type NamedValues = { readonly [name: string]: Json };

/** Values by name; none where there is nothing; null where it is something else, as an expression may give. */
export function namedValues(value: Json | undefined): NamedValues | null {
  if (value === undefined || value === null) return {};
  return typeof value === "object" && !isList(value) ? value : null;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** The address with the query added: lists repeat their name, null leaves it out. Null where it is no web address. */
export function addressWithQuery(url: string, query: NamedValues): string | null {
  const address = URL.parse(url);
  if (address === null) return null;
  for (const [name, value] of Object.entries(query)) {
    for (const one of isList(value) ? value : [value]) {
      if (one !== null) address.searchParams.append(name, textOfValue(one));
    }
  }
  return address.href;
}

/** Headers as text; null leaves one out. */
export function headerTexts(headers: NamedValues): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== null) result[name] = textOfValue(value);
  }
  return result;
}

/** The body as it is sent, and the content type it has where the headers name none. */
export function requestBody(body: Json | undefined): { readonly text: string; readonly contentType: string } | null {
  if (body === undefined || body === null) return null;
  return typeof body === "string"
    ? { text: body, contentType: "text/plain; charset=utf-8" }
    : { text: JSON.stringify(body), contentType: "application/json" };
}
