import type { CredentialKind } from "@orrery/services";

/** What people read of each kind; `open` is the label of what is no secret, where there is such. */
export const KIND_WORDS: {
  readonly [K in CredentialKind]: { readonly label: string; readonly open: string | null; readonly secret: string };
} = {
  bearer: { label: "Token or API key", open: null, secret: "Token" },
  header: { label: "Header", open: "Name of the header", secret: "Value of the header" },
  basic: { label: "User and password", open: "User", secret: "Password" },
  model: { label: "Key of a model provider", open: null, secret: "Key" },
};

/** The hosts in a line of text. */
export function splitHosts(text: string): string[] {
  return text.split(/[\s,]+/).filter((host) => host !== "");
}
