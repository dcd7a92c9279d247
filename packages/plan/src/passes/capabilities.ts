import type { Capabilities } from "@orrery/node-kit";
import type { Diagnostic } from "../plan.ts";
import { noCapabilities } from "./parse.ts";
import type { Structure } from "./structure.ts";

export interface CapabilityFindings {
  readonly capabilities: Capabilities;
  readonly diagnostics: readonly Diagnostic[];
}

const kinds = ["hosts", "models", "secrets", "tools", "namespaces"] as const;

/** Pass 6: what the steps of the plan may reach, sorted; a step gets nothing else. */
export function capabilitiesPass({ live, nodes }: Structure): CapabilityFindings {
  const granted = {
    hosts: new Set<string>(),
    models: new Set<string>(),
    secrets: new Set<string>(),
    tools: new Set<string>(),
    namespaces: new Set<string>(),
  };
  const diagnostics: Diagnostic[] = [];
  for (const id of live) {
    const wanted = nodes.get(id)?.capabilities ?? noCapabilities;
    if (wanted === noCapabilities) continue;
    for (const kind of kinds) for (const name of wanted[kind] ?? []) granted[kind].add(name);
    if (!wanted.hosts?.includes("host:*")) continue;
    const message = `Where “${id}” connects to is only known in a run, so it may reach any public host. Write the host into the address to allow only that one.`;
    diagnostics.push({ code: "ORR_HOST_ANY", severity: "warning", message, nodeId: id });
  }
  const capabilities = {
    hosts: [...granted.hosts].toSorted(),
    models: [...granted.models].toSorted(),
    secrets: [...granted.secrets].toSorted(),
    tools: [...granted.tools].toSorted(),
    namespaces: [...granted.namespaces].toSorted(),
  };
  return { capabilities, diagnostics };
}
