/** What people read of each kind of endpoint, in the order of the list they choose from. */
export const PROVIDER_KINDS = [
  { value: "openai-compatible", label: "Speaks like OpenAI (Ollama, vLLM, LM Studio, …)" },
  { value: "openai", label: "OpenAI" },
  { value: "anthropic", label: "Anthropic" },
  { value: "google", label: "Google" },
  { value: "mistral", label: "Mistral (not tried)" },
  { value: "groq", label: "Groq (not tried)" },
  { value: "azure", label: "Azure OpenAI (not tried)" },
  { value: "bedrock", label: "Amazon Bedrock, with an API key (not tried)" },
] as const;

export type ProviderKind = (typeof PROVIDER_KINDS)[number]["value"];

interface AddressWords {
  readonly placeholder: string;
  readonly hint: string;
  /** Whether there is no usual address. */
  readonly isNeeded: boolean;
}

const usual: AddressWords = { placeholder: "", hint: "Leave it empty for the usual one.", isNeeded: false };

const addresses: Partial<Readonly<Record<ProviderKind, AddressWords>>> = {
  "openai-compatible": {
    placeholder: "http://127.0.0.1:11434/v1",
    hint: "A private address has to be allowed with ORRERY_ALLOW_PRIVATE_HOSTS.",
    isNeeded: true,
  },
  azure: {
    placeholder: "https://my-resource.openai.azure.com/openai",
    hint: "That of your resource, ending in /openai.",
    isNeeded: true,
  },
  bedrock: {
    placeholder: "https://bedrock-runtime.us-east-1.amazonaws.com",
    hint: "That of your region.",
    isNeeded: true,
  },
};

/** What is said of the address of a kind. */
export function addressWords(kind: ProviderKind): AddressWords {
  return addresses[kind] ?? usual;
}

/** What is said of the names of its models. */
export function namesHint(kind: ProviderKind): string {
  if (kind === "azure") return "The names of your deployments, with commas.";
  if (kind === "bedrock") return "Ids of models or inference profiles, with commas.";
  return "Their names, with commas, or chosen from its list.";
}

/** The kind as a row has it; null where this page does not know it. */
export function readKind(text: string): ProviderKind | null {
  return PROVIDER_KINDS.find(({ value }) => value === text)?.value ?? null;
}
