import type { Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { ListedModels, ModelProviderKind } from "@orrery/ports";
import { type Endpoint, hostOf } from "./ask-provider.ts";
import { readModelNames } from "./read-model-names.ts";

const waitMs = 15_000;
const maxBytes = 4_000_000;
const mostPages = 10;

type Refusal = Extract<ListedModels, { readonly ok: false }>;

/** Where a kind of endpoint lists its models, and how it is told the key; null where it has no list that names what is called. */
function listing(kind: ModelProviderKind, key: string | null) {
  const bearer: Readonly<Record<string, string>> = key === null ? {} : { authorization: `Bearer ${key}` };
  switch (kind) {
    case "openai-compatible":
    case "openai":
    case "mistral":
    case "groq":
      return { query: "", after: null, headers: bearer };
    case "anthropic":
      return {
        query: "?limit=1000",
        after: "after_id",
        headers: { "anthropic-version": "2023-06-01", ...(key !== null && { "x-api-key": key }) },
      };
    case "google":
      return {
        query: "?pageSize=1000",
        after: "pageToken",
        headers: key === null ? {} : { "x-goog-api-key": key },
      };
    case "azure":
    case "bedrock":
      return null;
  }
}

/**
 * Asks an endpoint through the guard which models it has (`GET …/models`), in the order of their names. Never rejects: what
 * went wrong is said (`MODEL_LIST_NONE`, `MODEL_LIST_REFUSED`, `MODEL_LIST_UNREADABLE`, `EGRESS_…`). Redirects are not
 * followed: the key goes nowhere else.
 */
export async function listModels(
  { kind, baseUrl, apiKey }: Endpoint,
  egress: Pick<Egress, "fetch">,
): Promise<ListedModels> {
  const asked = listing(kind, apiKey);
  const host = hostOf(baseUrl);
  if (asked === null) return refused("MODEL_LIST_NONE", nameless[kind] ?? "It has no list of what it is called by.");
  const signal = AbortSignal.timeout(waitMs);
  const found = new Set<string>();
  let more = asked.query;
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const { status, body } = await egress.fetch(
        {
          url: `${baseUrl}/models${more}`,
          method: "GET",
          headers: { accept: "application/json", ...asked.headers },
          redirect: "manual",
          maxBytes,
          signal,
        },
        { hosts: [host] },
      );
      if (status !== 200) return refused("MODEL_LIST_REFUSED", statusWords(host, status));
      const read = readModelNames(kind, body);
      if (read === null) {
        return refused("MODEL_LIST_UNREADABLE", `${host} answers with no list of models. Type their names.`);
      }
      for (const name of read.names) found.add(name);
      if (read.next === null || asked.after === null) break;
      more = `${asked.query}&${asked.after}=${encodeURIComponent(read.next)}`;
    }
  } catch (cause) {
    if (cause instanceof StepFailure) return refused(cause.error.code, cause.error.message);
    return refused("MODEL_LIST_REFUSED", `${host} did not answer with its models.`);
  }
  return { ok: true, models: [...found].toSorted() };
}

/** Of kinds whose lists name something else than what is called. */
const nameless: Partial<Readonly<Record<ModelProviderKind, string>>> = {
  azure: "Azure calls a model by the name of your deployment. Type it as the portal shows it.",
  bedrock:
    "Bedrock calls a model by its id or that of an inference profile. Type it as the console shows it, such as us.anthropic.claude-sonnet-4-5-20250929-v1:0.",
};

function statusWords(host: string, status: number): string {
  if (status === 401 || status === 403) return `${host} refuses the key. Check it under Credentials.`;
  if (status === 404) return `${host} has no list of models at this address. Check the address, or type their names.`;
  return `${host} answered with status ${status} when it was asked for its models.`;
}

function refused(code: string, message: string): Refusal {
  return { ok: false, code, message };
}
