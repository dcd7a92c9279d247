import { shortestSecret } from "@orrery/ports";
import { ServiceError } from "../service-error.ts";

/** What a credential of each kind holds: `open` is shown again, `secret` never. */
export const credentialKinds = {
  bearer: { open: [], secret: "token" },
  header: { open: ["name"], secret: "value" },
  basic: { open: ["user"], secret: "password" },
  model: { open: [], secret: "key" },
  signing: { open: [], secret: "secret" },
  smtp: { open: ["user", "security"], secret: "password" },
  postgres: { open: ["user", "database", "security"], secret: "password" },
} as const;

export type CredentialKind = keyof typeof credentialKinds;

/** What of a credential is no secret, as it is given: each kind takes its own. */
export interface OpenFields {
  readonly name?: string;
  readonly user?: string;
  readonly database?: string;
  readonly security?: string;
}

/** How a connection is secured; absent: by TLS from its beginning. */
const securities: Readonly<Record<string, readonly string[]>> = {
  smtp: ["tls", "starttls", "none"],
  postgres: ["tls", "none"],
};

/** Headers that belong to the connection, or that follow a redirect to another origin. */
const notForSecrets = new Set([
  "accept",
  "accept-encoding",
  "accept-language",
  "connection",
  "content-language",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
  "user-agent",
]);

function invalid(reason: string, message: string): ServiceError {
  return new ServiceError("INVALID", reason, message);
}

/** The value as it will be sent. @throws ServiceError `INVALID` */
export function checkSecretValue(kind: CredentialKind, value: string): string {
  const trimmed = value.trim();
  if (trimmed.length < shortestSecret) {
    throw invalid("CREDENTIAL_SHORT", `A value shorter than ${shortestSecret} characters cannot be kept out of logs.`);
  }
  if (/[\0\r\n]/.test(trimmed)) throw invalid("CREDENTIAL_LINES", "A value cannot hold line breaks.");
  if (kind === "signing" && !isSigningSecret(trimmed)) {
    throw invalid(
      "CREDENTIAL_SIGNING",
      "A signing secret is whsec_ and then 24 to 64 bytes in base64, as Standard Webhooks says.",
    );
  }
  return trimmed;
}

/** Standard Webhooks: `whsec_` and the key in base64. */
function isSigningSecret(text: string): boolean {
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)?.[1];
  if (base64 === undefined || base64.length % 4 !== 0) return false;
  const bytes = (base64.replace(/=+$/, "").length * 3) / 4;
  return bytes >= 24 && bytes <= 64;
}

/** What is no secret, complete and of this kind only. @throws ServiceError `INVALID` */
export function checkOpenFields(kind: CredentialKind, given: OpenFields): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of credentialKinds[kind].open) {
    const text = given[field]?.trim() ?? "";
    fields[field] = field === "security" && text === "" ? "tls" : text;
    const problem = openProblem(kind, field, fields[field]);
    if (problem !== null) throw problem;
  }
  return fields;
}

function openProblem(kind: CredentialKind, field: keyof OpenFields, text: string): ServiceError | null {
  const isLine = text !== "" && !/[\0\r\n]/.test(text);
  switch (field) {
    case "name":
      return /^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(text) && !notForSecrets.has(text.toLowerCase())
        ? null
        : invalid("CREDENTIAL_HEADER", `“${text.slice(0, 80)}” is not a header that can carry a secret.`);
    case "user":
      return isLine && (kind !== "basic" || !text.includes(":"))
        ? null
        : invalid("CREDENTIAL_USER", "A user's name is needed, without a colon.");
    case "database":
      return isLine ? null : invalid("CREDENTIAL_DATABASE", "The name of a database is needed.");
    case "security":
      return securities[kind]?.includes(text) === true
        ? null
        : invalid("CREDENTIAL_SECURITY", `A connection is secured by ${securities[kind]?.join(" or ")}.`);
  }
}

/** One spelling for each host: `host` or `host:port`. At least one. @throws ServiceError `INVALID` */
export function checkHosts(kind: CredentialKind, hosts: readonly string[]): readonly string[] {
  const found = new Set<string>();
  for (const text of hosts.map((host) => host.trim()).filter((host) => host !== "")) {
    const url = /^[^/?#@\\*\s]+$/.test(text) ? URL.parse(`http://${text}/`) : null;
    if (url === null || url.hostname === "") {
      throw invalid("CREDENTIAL_HOST", `“${text.slice(0, 80)}” is not a host, such as api.example.com.`);
    }
    const port = /:(\d+)$/.exec(text)?.[1];
    found.add(port === undefined ? url.hostname : `${url.hostname}:${port}`);
  }
  if (found.size === 0) throw invalid("CREDENTIAL_HOST", "Say to which host it may go, such as api.example.com.");
  if (securities[kind] !== undefined && found.size > 1) {
    throw invalid("CREDENTIAL_HOST", "This is for one server: name only its host.");
  }
  return [...found].toSorted();
}
