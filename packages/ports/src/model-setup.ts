/** How an endpoint is spoken to. */
export type ModelProviderKind =
  | "openai-compatible"
  | "openai"
  | "anthropic"
  | "google"
  | "mistral"
  | "groq"
  | "azure"
  | "bedrock";

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

/** `ordered`: as they stand. `weighted`: by chance, in proportion. `adaptive`: by what was seen of each. */
export type ModelRouteMode = "ordered" | "weighted" | "adaptive";

/** A name over several models: which is asked first, and which after it. */
export interface ModelRoute {
  /** By which steps ask for it; `default` takes the place of the first model. */
  readonly name: string;
  readonly mode: ModelRouteMode;
  /** Not empty; full names of models, or `offline`. `weight` > 0: how much more than another it is wanted. */
  readonly members: readonly { readonly model: string; readonly weight: number }[];
  /** Whether the next is asked after any error, or only after one that may pass. */
  readonly fallbackOn: "any" | "transient";
  /** How long one member may take, ms; null: as long as the step. */
  readonly timeoutMs: number | null;
  /** The next member is asked too where no answer came for so long, ms; null: never. */
  readonly hedgeAfterMs: number | null;
  /** Epoch ms: what was seen later changes nothing, and nothing is tried for the sake of knowing. Null: it learns. */
  readonly frozenAt: number | null;
}

/** What was seen of a model before a moment. */
export interface ModelFigures {
  readonly calls: number;
  readonly failed: number;
  /** Of calls that answered: mean and standard deviation of the natural logarithm of the ms they took. Null without any. */
  readonly logLatency: { readonly mean: number; readonly deviation: number } | null;
  /** Mean of those that answered, where the price is known. */
  readonly usd: number | null;
}

/** A member of a route as it stands now, with the reasons. */
export interface ModelRouteMember {
  readonly model: string;
  readonly weight: number;
  readonly figures: ModelFigures;
  /** Of this route: likelihood to answer × weight × speed × thrift, each in [0, 1] but the weight. */
  readonly answers: number;
  readonly speed: number;
  readonly thrift: number;
  readonly score: number;
}

export interface ModelRouteView extends Omit<ModelRoute, "members"> {
  /** An adaptive route's best first, the others' as they stand. */
  readonly members: readonly ModelRouteMember[];
}

/** What a provider's published list said of a model, dollars for a million tokens. */
export interface BuiltInPrice {
  readonly input: number;
  readonly output: number;
  /** `YYYY-MM-DD` */
  readonly asOf: string;
}

/** A model server on this machine, where one might be. */
export interface LocalEndpoint {
  /** Fit for a provider's handle. */
  readonly name: string;
  readonly baseUrl: string;
  /** False: the owner of the installation does not allow the address, so it was not asked. */
  readonly isAllowed: boolean;
  /** Names of its models; null where nothing answers as a model server. */
  readonly models: readonly string[] | null;
}

/** What an endpoint lists of its models, by name; or why it does not, in words for people. */
export type ListedModels =
  | { readonly ok: true; readonly models: readonly string[] }
  | { readonly ok: false; readonly code: string; readonly message: string };

/** One call of a model, as it is kept beside the runs. */
export interface ModelCallRecord {
  readonly workspaceId: string;
  /** `<handle>`, or `environment`. */
  readonly provider: string;
  readonly model: string;
  /** By which it was chosen; null where the step named the model itself. */
  readonly route: string | null;
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
  /** Absent: there are none. */
  routes?(workspaceId: string): Promise<readonly ModelRoute[]>;
  /** Of the last 200 calls in the week before `before` (epoch ms), by model's full name, with nothing of those never called. */
  figures?(
    workspaceId: string,
    models: readonly { readonly provider: string; readonly model: string }[],
    before: number,
  ): Promise<readonly (ModelFigures & { readonly provider: string; readonly model: string })[]>;
  /** Never throws: a call that could not be written down has been made all the same. */
  record(call: ModelCallRecord): void;
}
