import { coversAddress } from "@orrery/egress";
import type { Secrets, ToolServer } from "@orrery/ports";
import { refused } from "./refusals.ts";
import type { ServerPlace } from "./with-session.ts";

/** The host of an address: with its port where that is not the usual one. */
export function hostOfServer(url: string): string {
  return new URL(url).host;
}

/** A server's place with the header of its credential, for this one session. Throws `StepFailure` `CREDENTIAL_…`. */
export async function serverPlace(
  server: ToolServer,
  by: {
    readonly workspaceId: string;
    readonly hosts: readonly string[];
    readonly secrets: Secrets | undefined;
    readonly token: () => Promise<string>;
  },
): Promise<ServerPlace> {
  const { url, auth } = server;
  const host = hostOfServer(url);
  const place = { url, host, hosts: by.hosts.filter((granted) => granted === host) };
  switch (auth.kind) {
    case "none":
      return { ...place, header: null };
    case "oauth":
      return { ...place, header: ["authorization", `Bearer ${await by.token()}`] };
    case "credential":
      return { ...place, header: await credentialHeader(auth.credential, { url, ...by }) };
  }
}

async function credentialHeader(
  handle: string,
  by: { readonly url: string; readonly workspaceId: string; readonly secrets: Secrets | undefined },
): Promise<readonly [string, string]> {
  const secret = (await by.secrets?.resolve(by.workspaceId, handle)) ?? null;
  if (secret === null) throw refused("CREDENTIAL_UNKNOWN", `There is no credential “${handle}” here.`);
  if (!coversAddress(secret.hosts, by.url)) {
    throw refused("CREDENTIAL_HOST", `The credential “${handle}” may only go to ${secret.hosts.join(", ")}.`);
  }
  const { open, values } = secret;
  if (secret.kind === "bearer") return ["authorization", `Bearer ${values.token ?? ""}`];
  if (secret.kind === "header") return [open.name ?? "", values.value ?? ""];
  throw refused("CREDENTIAL_KIND", `The credential “${handle}” is no token and no header, so it cannot be sent there.`);
}
