export { createModels, type ModelsOptions } from "./models.ts";
export { type Environment, type ProviderSettings, readProviderSettings } from "./provider-settings.ts";
