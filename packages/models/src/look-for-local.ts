import type { Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { LocalEndpoint } from "@orrery/ports";
import { readModelNames } from "./read-model-names.ts";

/** Where model servers of a machine listen if nobody says otherwise. */
const usual = [
  { name: "ollama", port: 11_434 },
  { name: "vllm", port: 8_000 },
  { name: "lmstudio", port: 1_234 },
] as const;
const waitMs = 5_000;
const maxBytes = 1_000_000;
const mostModels = 100;

/**
 * Asks the usual ports of this machine, through the guard, whether an OpenAI-compatible server is there (`GET /v1/models`).
 * `isAllowed` is false where the owner of the installation does not allow the address; `models` null where nothing answers as one.
 */
export function lookForLocal(
  egress: Pick<Egress, "fetch">,
  servers: readonly { readonly name: string; readonly port: number }[] = usual,
): Promise<LocalEndpoint[]> {
  return Promise.all(servers.map((server) => lookAt(egress, server)));
}

async function lookAt(
  egress: Pick<Egress, "fetch">,
  { name, port }: { readonly name: string; readonly port: number },
): Promise<LocalEndpoint> {
  const host = `127.0.0.1:${port}`;
  const baseUrl = `http://${host}/v1`;
  const signal = AbortSignal.timeout(waitMs);
  try {
    const asked = { url: `${baseUrl}/models`, method: "GET", redirect: "manual", maxBytes, signal } as const;
    const { status, body } = await egress.fetch(asked, { hosts: [host] });
    const read = status === 200 ? readModelNames("openai-compatible", body) : null;
    const models = read === null ? null : read.names.slice(0, mostModels);
    return { name, baseUrl, isAllowed: true, models };
  } catch (cause) {
    const isAllowed = !(cause instanceof StepFailure && cause.error.code === "EGRESS_DENIED");
    return { name, baseUrl, isAllowed, models: null };
  }
}
