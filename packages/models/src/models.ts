import type { Egress } from "@orrery/egress";
import { StepFailure } from "@orrery/node-kit";
import type { ModelClient, ModelDirectory, ModelInfo } from "@orrery/ports";
import { createAskProvider } from "./ask-provider.ts";
import { boundCall } from "./bound-call.ts";
import { askOffline } from "./offline/ask-offline.ts";
import { type Environment, readProviderSettings } from "./provider-settings.ts";

const offline: ModelInfo = { id: "offline", label: "offline, no LLM", offline: true };

export interface ModelsOptions {
  readonly env: Environment;
  readonly egress: Egress;
  /** Epoch ms. */
  readonly now?: () => number;
}

/**
 * The models of this installation: those of the owner's endpoint (see `readProviderSettings`) and the offline model,
 * which is also `default` where there is no endpoint.
 * @throws Error in words for people where the environment is wrong.
 */
export function createModels({ env, egress, now = Date.now }: ModelsOptions): ModelClient & ModelDirectory {
  const settings = readProviderSettings(env);
  const askProvider = settings === null ? null : createAskProvider(settings, egress, now);
  const known: readonly ModelInfo[] =
    settings === null
      ? [{ ...offline, id: "default" }]
      : [
          { id: "default", label: settings.models[0], offline: false },
          ...settings.models.slice(1).map((id) => ({ id, label: id, offline: false })),
          offline,
        ];

  return {
    list: async () => known,
    bound(request) {
      const isOffline = request.model === offline.id || settings === null;
      if (isOffline) return boundCall(request, { input: 0, output: 0 });
      const name = request.model === "default" ? settings.models[0] : request.model;
      return boundCall(request, settings.prices.get(name) ?? null);
    },
    async generate(request) {
      request.signal.throwIfAborted();
      const { model } = request;
      if (model === offline.id || (model === "default" && settings === null)) return askOffline(request);
      const name = model === "default" ? settings?.models[0] : settings?.models.find((id) => id === model);
      if (name === undefined || askProvider === null) {
        const names = known.map(({ id }) => id).join(", ");
        throw new StepFailure({
          code: "MODEL_UNKNOWN",
          message: `The model "${model.slice(0, 80)}" is not set up here. There is: ${names}.`,
          class: "permanent",
        });
      }
      return askProvider(name, request);
    },
  };
}
