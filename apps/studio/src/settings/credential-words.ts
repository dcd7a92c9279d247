import type { CredentialKind, OpenFields } from "@orrery/services";

/** A field of a credential that is no secret: a line of text, or one of a few. */
export interface OpenFieldWords {
  readonly field: keyof OpenFields;
  readonly label: string;
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
}

export interface KindWords {
  readonly label: string;
  readonly open: readonly OpenFieldWords[];
  readonly secret: string;
  readonly secretHint?: string;
  /** Of what opens connections to a server of its own. */
  readonly server?: { readonly placeholder: string; readonly hint: string };
}

const tls = { value: "tls", label: "TLS from the start" };
const open = { value: "none", label: "Not secured" };

/** What people read of each kind. */
export const KIND_WORDS: { readonly [K in CredentialKind]: KindWords } = {
  bearer: { label: "Token or API key", open: [], secret: "Token" },
  header: { label: "Header", open: [{ field: "name", label: "Name of the header" }], secret: "Value of the header" },
  basic: { label: "User and password", open: [{ field: "user", label: "User" }], secret: "Password" },
  model: { label: "Key of a model provider", open: [], secret: "Key" },
  signing: {
    label: "Signing secret for webhooks",
    open: [],
    secret: "Secret",
    secretHint: "whsec_ and the key in base64. It is never sent: what leaves is signed with it.",
  },
  smtp: {
    label: "Mail server (SMTP)",
    open: [
      { field: "user", label: "User" },
      {
        field: "security",
        label: "Connection",
        choices: [tls, { value: "starttls", label: "TLS after a greeting (STARTTLS)" }, open],
      },
    ],
    secret: "Password",
    server: { placeholder: "smtp.example.com", hint: "With its port where it is not 465 (587 with STARTTLS)." },
  },
  postgres: {
    label: "Postgres database",
    open: [
      { field: "user", label: "User" },
      { field: "database", label: "Database" },
      { field: "security", label: "Connection", choices: [tls, open] },
    ],
    secret: "Password",
    server: { placeholder: "db.example.com", hint: "With its port where it is not 5432." },
  },
};

/** The hosts in a line of text. */
export function splitHosts(text: string): string[] {
  return text.split(/[\s,]+/).filter((host) => host !== "");
}
