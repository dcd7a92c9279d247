/** The owner's model endpoint, from the environment. */
export interface ProviderSettings {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly apiKey: string | null;
  /** The first one is `default`. */
  readonly models: readonly [string, ...string[]];
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `ORRERY_MODEL_BASE_URL`, `ORRERY_MODEL_NAME` (one name, or several with commas; the first is `default`) and
 * `ORRERY_MODEL_API_KEY`. Null where no base URL is set.
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
  };
}
