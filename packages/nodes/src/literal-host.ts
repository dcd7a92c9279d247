/** What is known of an address before a run: its host, or `*` where expressions decide it, or a problem in words. */
export type LiteralHost =
  | { readonly kind: "host"; readonly host: string }
  | { readonly kind: "any" }
  | { readonly kind: "problem"; readonly message: string };

/**
 * The host of an address template. The authority ends at the first `/`, `?` or `#` after `//`; an expression before that
 * place may change the host, so only the run knows it. `host` is as `URL` spells it, with the port where it is unusual.
 */
export function literalHost(template: string): LiteralHost {
  const address = template.trim();
  const hole = address.search(/(?<!\\)\{\{/);
  const literal = hole === -1 ? address : address.slice(0, hole);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(literal);
  if (scheme === null) return hole === -1 ? notAnAddress(address) : { kind: "any" };
  const name = scheme[1]?.toLowerCase();
  if (name !== "http" && name !== "https") return notAnAddress(address);
  const authority = literal.slice(scheme[0].length);
  if (hole !== -1 && !/[/?#\\]/.test(authority)) return { kind: "any" };
  const url = URL.parse(literal);
  if (url === null) return notAnAddress(address);
  if (url.username !== "" || url.password !== "") {
    return { kind: "problem", message: "An address cannot hold a name and password. Send them in a header." };
  }
  return { kind: "host", host: url.host };
}

function notAnAddress(address: string): LiteralHost {
  return { kind: "problem", message: `“${address.slice(0, 80)}” is not a web address. Begin it with https://.` };
}
