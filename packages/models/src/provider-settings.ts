/** The owner's model endpoint, from the environment. */
export interface ProviderSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** The first one is `default`. */
  readonly models: readonly [string, ...string[]];
  /** By model, in US dollars for a million tokens. A model without one is counted in tokens only. */
  readonly prices: ReadonlyMap<string, TokenPrice>;
}

export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  /** Of input that the provider had kept from an earlier call; absent: as `input`. */
  readonly cached?: number;
  /** Of input that the provider keeps for later ones; absent: as `input`. */
  readonly kept?: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `ORRERY_MODEL_BASE_URL`, `ORRERY_MODEL_NAME` (one name, or several with commas; the first is `default`) and
 * `ORRERY_MODEL_API_KEY`, and `ORRERY_MODEL_PRICES`: for each model in the same order, dollars for a million tokens in and
 * out (`0.15/0.6, 2/8`). Null where no base URL is set.
 * @throws Error in words for people where they do not fit together.
 */
export function readProviderSettings(env: Environment): ProviderSettings | null {
  const address = env.ORRERY_MODEL_BASE_URL?.trim();
  if (!address) return null;
  const url = URL.parse(address);
  if (url === null || (url.protocol !== "http:" && url.protocol !== "https:")) {
    throw new Error(`ORRERY_MODEL_BASE_URL is not a web address: "${address.slice(0, 80)}".`);
  }
  const [first, ...others] = (env.ORRERY_MODEL_NAME ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (first === undefined) {
    throw new Error("ORRERY_MODEL_BASE_URL is set, and ORRERY_MODEL_NAME is not. Say which model to ask.");
  }
  return {
    baseUrl: url.href.replace(/\/+$/, ""),
    apiKey: env.ORRERY_MODEL_API_KEY?.trim() || null,
    models: [first, ...others],
    prices: readPrices(env.ORRERY_MODEL_PRICES, [first, ...others]),
  };
}

function readPrices(text: string | undefined, models: readonly string[]): ReadonlyMap<string, TokenPrice> {
  const prices = new Map<string, TokenPrice>();
  if (!text?.trim()) return prices;
  const entries = text.split(",").map((entry) => entry.trim());
  for (const [index, entry] of entries.entries()) {
    const model = models[index];
    if (entry === "" || model === undefined) continue;
    const match = /^(\d+(?:\.\d+)?)\s*\/\s*(\d+(?:\.\d+)?)$/.exec(entry);
    if (match === null) {
      throw new Error(
        `ORRERY_MODEL_PRICES has "${entry.slice(0, 40)}" for ${model}. Write dollars for a million tokens in and out: 0.15/0.6.`,
      );
    }
    prices.set(model, { input: Number(match[1]), output: Number(match[2]) });
  }
  return prices;
}
