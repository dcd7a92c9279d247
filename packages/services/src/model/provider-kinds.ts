import type { ModelProviderKind } from "@orrery/ports";

/** The endpoints that can be set up, each with where it is asked when nothing else is said. */
export const providerKinds: Readonly<Record<ModelProviderKind, string | null>> = {
  "openai-compatible": null,
  openai: "https://api.openai.com/v1",
  anthropic: "https://api.anthropic.com/v1",
  google: "https://generativelanguage.googleapis.com/v1beta",
  mistral: "https://api.mistral.ai/v1",
  groq: "https://api.groq.com/openai/v1",
  // Of a resource and of a region: there is no address for all.
  azure: null,
  bedrock: null,
};

/** The kind as a row has it; null where a newer version wrote it. */
export function readProviderKind(text: string): ModelProviderKind | null {
  const kinds: readonly ModelProviderKind[] = [
    ...(["openai-compatible", "openai", "anthropic", "google"] as const),
    ...(["mistral", "groq", "azure", "bedrock"] as const),
  ];
  return kinds.find((kind) => kind === text) ?? null;
}
