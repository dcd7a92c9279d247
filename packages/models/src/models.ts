import { coversAddress, type Egress } from "@orrery/egress";
import { type ModelAnswer, type ModelRequest, StepFailure } from "@orrery/node-kit";
import type {
  Embeddings,
  ModelCallBound,
  ModelClient,
  ModelDirectory,
  ModelRoute,
  ModelSetup,
  Secrets,
} from "@orrery/ports";
import { askProvider, hostOf } from "./ask-provider.ts";
import { boundCall } from "./bound-call.ts";
import { embedTexts } from "./embed-texts.ts";
import { environment, listAll, offline } from "./list-all.ts";
import { listModels } from "./list-models.ts";
import { lookForLocal } from "./look-for-local.ts";
import { askOffline } from "./offline/ask-offline.ts";
import { embedOffline } from "./offline/embed-offline.ts";
import { type Place, recordCall } from "./place.ts";
import { datedPrice, listedPrice, ownPrice } from "./prices/listed-price.ts";
import { type Environment, readProviderSettings } from "./provider-settings.ts";
import { askByRoute } from "./routes/ask-by-route.ts";
import { boundRoute } from "./routes/bound-route.ts";
import { orderForStep, viewRoute } from "./routes/read-routes.ts";

/** Of a test call. Models that think first need some room before they say a word. */
const testTokens = 512;
const testMs = 30_000;

export interface ModelsOptions {
  readonly env: Environment;
  readonly egress: Egress;
  /** What workspaces have set up; absent: only the environment counts. */
  readonly setup?: ModelSetup;
  /** Where the keys of workspaces' endpoints come from. */
  readonly secrets?: Secrets;
  /** Epoch ms. */
  readonly now?: () => number;
}

/**
 * The models of a workspace: those of the owner's endpoint (see `readProviderSettings`), those of the endpoints that the
 * workspace has set up (`<handle>/<model>`), and the offline model. `default` is the first of these that there is. A route
 * goes before a model of its name.
 * @throws Error in words for people where the environment is wrong.
 */
export function createModels({
  env,
  egress,
  setup,
  secrets,
  now = Date.now,
}: ModelsOptions): ModelClient & ModelDirectory & Embeddings {
  const settings = readProviderSettings(env);
  // The owner of the installation has set it, so it may be private.
  const ownEgress = settings === null ? egress : egress.withPrivateHosts([hostOf(settings.baseUrl)]);
  const ownPlaces: readonly Place[] =
    settings?.models.map((name) => ({
      id: name,
      name,
      provider: environment,
      egress: ownEgress,
      price: settings.prices.get(name) ?? null,
      endpoint: async () => ({ kind: "openai-compatible", baseUrl: settings.baseUrl, apiKey: settings.apiKey }),
    })) ?? [];

  async function placesOf(workspaceId: string | undefined): Promise<readonly Place[]> {
    if (setup === undefined || workspaceId === undefined) return ownPlaces;
    const [providers, prices] = await Promise.all([setup.providers(workspaceId), setup.prices(workspaceId)]);
    const known = ownPlaces.map((place) => ({ ...place, price: prices.get(place.id) ?? place.price }));
    const added = providers.flatMap((provider) =>
      provider.models.map((name): Place => {
        const id = `${provider.handle}/${name}`;
        const { kind, baseUrl, credential } = provider;
        const endpoint = async () => ({ kind, baseUrl, apiKey: await keyOf(workspaceId, credential, baseUrl) });
        const said = prices.get(id);
        const price = said === undefined ? listedPrice(provider, name) : ownPrice(said, kind);
        return { id, name, provider: provider.handle, egress, price, endpoint };
      }),
    );
    return [...known, ...added];
  }

  async function keyOf(workspaceId: string, credential: string | null, baseUrl: string): Promise<string | null> {
    if (credential === null) return null;
    const secret = (await secrets?.resolve(workspaceId, credential)) ?? null;
    const refused = (code: string, message: string) => new StepFailure({ code, message, class: "permanent" });
    if (secret === null) throw refused("CREDENTIAL_UNKNOWN", `There is no credential “${credential}” here.`);
    if (secret.kind !== "model")
      throw refused("CREDENTIAL_KIND", `“${credential}” is not the key of a model provider.`);
    if (!coversAddress(secret.hosts, baseUrl)) {
      throw refused("CREDENTIAL_HOST", `The credential “${credential}” may only go to ${secret.hosts.join(", ")}.`);
    }
    return secret.values.key ?? null;
  }

  const isOffline = (model: string, places: readonly Place[]) =>
    model === offline.id || (model === "default" && places.length === 0);
  const find = (model: string, places: readonly Place[]) =>
    model === "default" ? places[0] : places.find(({ id }) => id === model);

  async function routesOf(workspaceId: string | undefined): Promise<readonly ModelRoute[]> {
    return workspaceId === undefined ? [] : ((await setup?.routes?.(workspaceId)) ?? []);
  }

  /** Asks one model by its full name. */
  async function ask(
    request: ModelRequest,
    {
      places,
      ...means
    }: Pick<Parameters<typeof recordCall>[1], "workspaceId" | "route" | "givenUp"> & {
      readonly places: readonly Place[];
    },
  ): Promise<ModelAnswer> {
    if (isOffline(request.model, places)) return askOffline(request);
    const place = findOrRefuse(request.model, places);
    const { name, price, egress: way } = place;
    return recordCall(place, { ...means, setup, now }, async () =>
      askProvider(await place.endpoint(), request, { name, egress: way, price, now }),
    );
  }

  function boundOf(request: Parameters<ModelClient["bound"]>[0], places: readonly Place[]): ModelCallBound {
    if (isOffline(request.model, places)) return boundCall(request, { input: 0, output: 0 });
    return boundCall(request, find(request.model, places)?.price ?? null);
  }

  function findOrRefuse(model: string, places: readonly Place[]): Place {
    const place = find(model, places);
    if (place !== undefined) return place;
    const names = ["default", ...places.map(({ id }) => id), offline.id].slice(0, 20).join(", ");
    throw new StepFailure({
      code: "MODEL_UNKNOWN",
      message: `The model "${model.slice(0, 80)}" is not set up here. There is: ${names}.`,
      class: "permanent",
    });
  }

  const client: ModelClient & ModelDirectory & Embeddings = {
    async test(model, workspaceId) {
      const at = now();
      const signal = AbortSignal.timeout(testMs);
      const request = { model, prompt: "Answer with the one word: ready", maxTokens: testTokens, signal };
      try {
        const answer = await client.generate(request, workspaceId);
        return { ok: true, model: answer.model, latencyMs: Math.max(0, now() - at) };
      } catch (cause) {
        if (cause instanceof StepFailure) {
          const message =
            workspaceId === undefined
              ? cause.message
              : (secrets?.mask(workspaceId).text(cause.message) ?? cause.message);
          return { ok: false, code: cause.error.code, message };
        }
        return { ok: false, code: "MODEL_FAILED", message: "The call failed." };
      }
    },
    async list(workspaceId) {
      const [places, routes] = await Promise.all([placesOf(workspaceId), routesOf(workspaceId)]);
      return listAll(places, routes);
    },
    async bound(request, workspaceId) {
      const [places, routes] = await Promise.all([placesOf(workspaceId), routesOf(workspaceId)]);
      const route = routes.find(({ name }) => name === request.model);
      if (route === undefined) return boundOf(request, places);
      return boundRoute(route, (model) => boundOf({ ...request, model }, places));
    },
    async generate(request, workspaceId, origin) {
      request.signal.throwIfAborted();
      const [places, routes] = await Promise.all([placesOf(workspaceId), routesOf(workspaceId)]);
      const route = routes.find(({ name }) => name === request.model);
      if (setup === undefined || workspaceId === undefined || route === undefined) {
        return ask(request, { places, workspaceId, route: null });
      }
      const from = origin ?? { runId: "", stepKey: "", startedAt: now() };
      return askByRoute(route, {
        order: await orderForStep(route, { setup, workspaceId, places, origin: from }),
        request,
        priceOf: (model) => places.find(({ id }) => id === model)?.price ?? null,
        ask: (_model, asked, givenUp) => ask(asked, { places, workspaceId, route: route.name, givenUp }),
      });
    },
    async routes(workspaceId) {
      if (setup === undefined) return [];
      const [places, routes] = await Promise.all([placesOf(workspaceId), routesOf(workspaceId)]);
      return Promise.all(routes.map((route) => viewRoute(route, { setup, workspaceId, places, now: now() })));
    },
    builtInPrice: datedPrice,
    async listModels({ kind, baseUrl, credential }, workspaceId) {
      try {
        const apiKey = await keyOf(workspaceId, credential, baseUrl);
        const listed = await listModels({ kind, baseUrl, apiKey }, egress);
        if (listed.ok || secrets === undefined) return listed;
        return { ...listed, message: secrets.mask(workspaceId).text(listed.message) };
      } catch (cause) {
        if (cause instanceof StepFailure) return { ok: false, code: cause.error.code, message: cause.error.message };
        return { ok: false, code: "MODEL_LIST_REFUSED", message: "The models could not be asked for." };
      }
    },
    lookForLocal: () => lookForLocal(egress),
    async embed(request, workspaceId) {
      request.signal.throwIfAborted();
      if (request.model === offline.id) {
        return { vectors: request.texts.map(embedOffline), usage: { inputTokens: 0, outputTokens: 0, usd: 0 } };
      }
      const place = findOrRefuse(request.model, await placesOf(workspaceId));
      const { name, price, egress: way } = place;
      return recordCall(place, { setup, workspaceId, route: null, now }, async () =>
        embedTexts(await place.endpoint(), request, { name, egress: way, price, now }),
      );
    },
  };
  return client;
}
