import type { ModelProviderKind } from "@orrery/ports";
import { ServiceError } from "../service-error.ts";
import { providerKinds } from "./provider-kinds.ts";

/** Where an endpoint is asked, without a slash at its end. Throws `INVALID` (`PROVIDER_ADDRESS`). */
export function readAddress({
  kind,
  baseUrl,
}: {
  readonly kind: ModelProviderKind;
  readonly baseUrl?: string;
}): string {
  const address = baseUrl?.trim() || providerKinds[kind];
  const url = address === null || !isText(address) ? null : URL.parse(address);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== "" ||
    url.password !== "" ||
    url.search !== ""
  ) {
    const example = examples[kind] ?? "http://127.0.0.1:11434/v1";
    throw new ServiceError(
      "INVALID",
      "PROVIDER_ADDRESS",
      `Say where it is asked, such as ${example}, without a key in it.`,
    );
  }
  return url.href.replace(/\/+$/, "");
}

const examples: Partial<Readonly<Record<ModelProviderKind, string>>> = {
  azure: "https://my-resource.openai.azure.com/openai",
  bedrock: "https://bedrock-runtime.us-east-1.amazonaws.com",
};

/** Names of models, each once, without those that are empty. Throws `INVALID` (`PROVIDER_MODELS`). */
export function readModels(names: readonly string[]): string[] {
  const models = [...new Set(names.map((name) => name.trim()).filter((name) => name !== ""))];
  if (models.length === 0) throw new ServiceError("INVALID", "PROVIDER_MODELS", "Name at least one of its models.");
  const bad = models.find((name) => !isText(name));
  if (bad === undefined) return models;
  const shown = bad.toWellFormed().replaceAll("\0", "\ufffd").slice(0, 80);
  throw new ServiceError("INVALID", "PROVIDER_MODELS", `“${shown}” holds a sign that no name can have.`);
}

/** Whether the database can keep it: no NUL, and no half of a sign that takes two. */
export function isText(text: string): boolean {
  return text.isWellFormed() && !text.includes("\0");
}
