import { coversAddress } from "@orrery/egress";
import { type EgressRequest, StepFailure } from "@orrery/node-kit";
import type { Secret, SecretMask } from "@orrery/ports";

function refused(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}

/**
 * The request with the credential in its headers, for this one sending.
 * @throws StepFailure `CREDENTIAL_UNKNOWN`, `CREDENTIAL_KIND`, `CREDENTIAL_HOST`
 */
export function withCredential(
  request: EgressRequest,
  { secret, handle, mask }: { readonly secret: Secret | null; readonly handle: string; readonly mask: SecretMask },
): EgressRequest {
  if (secret === null) throw refused("CREDENTIAL_UNKNOWN", `There is no credential “${handle}” here.`);
  if (!coversAddress(secret.hosts, request.url)) {
    throw refused("CREDENTIAL_HOST", `The credential “${handle}” may only go to ${secret.hosts.join(", ")}.`);
  }
  const [name, value] = headerOf(secret);
  mask.learn(value);
  const others = Object.entries(request.headers ?? {}).filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: { ...Object.fromEntries(others), [name]: value } };
}

function headerOf({ kind, handle, open, values }: Secret): readonly [string, string] {
  switch (kind) {
    case "bearer":
      return ["authorization", `Bearer ${values.token ?? ""}`];
    case "header":
      return [open.name ?? "", values.value ?? ""];
    case "basic":
      return ["authorization", `Basic ${Buffer.from(`${open.user}:${values.password}`).toString("base64")}`];
    case "model":
      throw refused("CREDENTIAL_KIND", `The credential “${handle}” is the key of a model provider, not for requests.`);
  }
}
