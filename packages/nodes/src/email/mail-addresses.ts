import type { Json } from "@orrery/node-kit";

const mostReceivers = 100;

/** `ada@example.org`, or a name and then `<ada@example.org>`. Signs that end a header or a list are in neither. */
const address =
  /^(?:[^<>@,;:"()\\\p{Cc}]{1,100}\s?<([^\s<>@,;:"()\\]{1,64}@[A-Za-z0-9.-]{1,253})>|([^\s<>@,;:"()\\]{1,64}@[A-Za-z0-9.-]{1,253}))$/u;

/** The addresses in a text (with commas between them) or a list of texts; or what of it is no address. */
export function mailAddresses(
  value: Json | undefined,
): { readonly addresses: readonly string[] } | { readonly problem: string } {
  if (value === undefined || value === null || value === "") return { addresses: [] };
  const given = typeof value === "string" ? value.split(",") : value;
  if (!isList(given)) return { problem: "Addresses are a text, or a list of texts." };
  const addresses: string[] = [];
  for (const one of given) {
    const text = typeof one === "string" ? one.trim() : "";
    if (!address.test(text))
      return { problem: `“${String(one).slice(0, 80)}” is not an address such as ada@example.org.` };
    addresses.push(text);
  }
  if (addresses.length > mostReceivers) return { problem: `A message goes to at most ${mostReceivers} addresses.` };
  return { addresses };
}

function isList(value: Json | readonly string[]): value is readonly Json[] {
  return Array.isArray(value);
}
