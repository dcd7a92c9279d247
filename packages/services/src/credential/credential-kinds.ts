import { shortestSecret } from "@orrery/ports";
import { ServiceError } from "../service-error.ts";

/** What a credential of each kind holds: `open` is shown again, `secret` never. */
export const credentialKinds = {
  bearer: { open: [], secret: "token" },
  header: { open: ["name"], secret: "value" },
  basic: { open: ["user"], secret: "password" },
  model: { open: [], secret: "key" },
} as const;

export type CredentialKind = keyof typeof credentialKinds;

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
export function checkSecretValue(value: string): string {
  const trimmed = value.trim();
  if (trimmed.length < shortestSecret) {
    throw invalid("CREDENTIAL_SHORT", `A value shorter than ${shortestSecret} characters cannot be kept out of logs.`);
  }
  if (/[\0\r\n]/.test(trimmed)) throw invalid("CREDENTIAL_LINES", "A value cannot hold line breaks.");
  return trimmed;
}

/** What is no secret, complete and of this kind only. @throws ServiceError `INVALID` */
export function checkOpenFields(
  kind: CredentialKind,
  given: { readonly name?: string; readonly user?: string },
): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const field of credentialKinds[kind].open) {
    const text = given[field]?.trim() ?? "";
    if (
      field === "name" &&
      (!/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/.test(text) || notForSecrets.has(text.toLowerCase()))
    ) {
      throw invalid("CREDENTIAL_HEADER", `“${text.slice(0, 80)}” is not a header that can carry a secret.`);
    }
    if (field === "user" && (text === "" || text.includes(":") || /[\0\r\n]/.test(text))) {
      throw invalid("CREDENTIAL_USER", "A user's name is needed, without a colon.");
    }
    fields[field] = text;
  }
  return fields;
}

/** One spelling for each host: `host` or `host:port`. At least one. @throws ServiceError `INVALID` */
export function checkHosts(hosts: readonly string[]): readonly string[] {
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
  return [...found].toSorted();
}
