/** How an endpoint is spoken to. */
export type ModelProviderKind = "openai-compatible" | "openai" | "anthropic" | "google";

/** An endpoint that a workspace has set up. Its models are called `<handle>/<model>`. */
export interface ModelProvider {
  readonly handle: string;
  readonly kind: ModelProviderKind;
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** The handle of a credential of the kind `model`; null where the endpoint wants no key. */
  readonly credential: string | null;
  readonly models: readonly string[];
}

/** One call of a model, as it is kept beside the runs. */
export interface ModelCallRecord {
  readonly workspaceId: string;
  /** `<handle>`, or `environment`. */
  readonly provider: string;
  readonly model: string;
  /** Null where it answered. */
  readonly errorCode: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Null where the price is not known. */
  readonly usd: number | null;
  readonly latencyMs: number;
  /** Epoch ms. */
  readonly at: number;
}

/** What workspaces have set up of models, for the process that calls them. */
export interface ModelSetup {
  /** Oldest first. */
  providers(workspaceId: string): Promise<readonly ModelProvider[]>;
  /** Dollars for a million tokens, by the model's full name. */
  prices(workspaceId: string): Promise<ReadonlyMap<string, { readonly input: number; readonly output: number }>>;
  /** Never throws: a call that could not be written down has been made all the same. */
  record(call: ModelCallRecord): void;
}
