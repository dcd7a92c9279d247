import type { Credentials } from "../credentials.ts";
import type { Diagnostic } from "../plan.ts";
import type { Structure } from "./structure.ts";

/** Holds each field that names a credential against those that there are. */
export function credentialsPass({ live, nodes }: Structure, credentials: Credentials): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const id of live) {
    const { definition, config, capabilities } = nodes.get(id) ?? {};
    for (const field of definition?.fields ?? []) {
      const handle = field.control === "credential" ? config?.[field.path] : undefined;
      if (typeof handle !== "string" || handle === "") continue;
      const at = { severity: "error", nodeId: id, field: field.path } as const;
      const face = credentials.get(handle);
      const shown = handle.slice(0, 80);
      if (face === undefined) {
        const message = `There is no credential “${shown}” here. Add it in Settings, or choose another.`;
        found.push({ ...at, code: "ORR_CREDENTIAL_UNKNOWN", message });
        continue;
      }
      if (field.credentialKinds !== undefined && !field.credentialKinds.includes(face.kind)) {
        const message = `The credential “${shown}” is of the kind ${face.kind}; this takes ${field.credentialKinds.join(", ")}.`;
        found.push({ ...at, code: "ORR_CREDENTIAL_KIND", message });
      }
      for (const host of capabilities?.hosts ?? []) {
        if (host === "host:*" || face.hosts.some((allowed) => covers(allowed, host))) continue;
        const message = `The credential “${shown}” may only go to ${face.hosts.join(", ")}, not to ${host}.`;
        found.push({ ...at, code: "ORR_CREDENTIAL_HOST", message });
      }
    }
  }
  return found;
}

/** An entry without a port stands for all of them. */
function covers(allowed: string, host: string): boolean {
  return allowed === host || (!/:\d+$/.test(allowed) && host.replace(/:\d+$/, "") === allowed);
}
