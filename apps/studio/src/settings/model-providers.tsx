"use client";
import type { ProviderRow } from "@orrery/services";
import { Button } from "@orrery/ui";
import { useState } from "react";
import { ChooseModels } from "./choose-models.tsx";
import { LocalModels } from "./local-models.tsx";
import { ModelLine } from "./model-line.tsx";
import { ProviderDialog } from "./provider-dialog.tsx";
import { RemoveProvider } from "./remove-provider.tsx";

export interface ModelProvidersProps {
  providers: readonly ProviderRow[];
  models: readonly { readonly id: string; readonly label: string; readonly offline: boolean }[];
  /** Handles of credentials that are keys of providers. */
  keys: readonly string[];
  canChange: boolean;
}

/** Where the workspace's models are asked, what they cost and how they did since yesterday. */
export function ModelProviders({ providers, models, keys, canChange }: ModelProvidersProps) {
  const [adding, setAdding] = useState(false);
  const byDefault = models.find(({ id }) => id === "default");
  return (
    <section aria-label="Models" className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-3">
        <p className="min-w-60 flex-1 text-muted text-sm">
          <span className="font-mono text-code">default</span> is{" "}
          <span className="break-all font-mono text-code">{byDefault?.label ?? "offline, no LLM"}</span>. Steps may name
          any model below; the built-in one is <span className="font-mono text-code">offline</span>: offline, no LLM.
        </p>
        {canChange && (
          <Button variant="primary" onClick={() => setAdding(true)}>
            Add a provider
          </Button>
        )}
      </div>
      {providers.length === 0 && (
        <p className="rounded-card border border-dashed px-4 py-6 text-center text-muted text-sm">
          No providers yet. Add OpenAI, Anthropic, Google, Mistral, Groq, Azure, Bedrock, or any endpoint that speaks
          like OpenAI, such as Ollama.
        </p>
      )}
      {providers.map((provider) => (
        <section key={provider.id} aria-label={provider.handle} className="rounded-card border">
          <header className="flex flex-wrap items-center gap-3 border-b px-4 py-2.5">
            <div className="min-w-40 flex-1">
              <h2 className="break-all font-mono text-code">{provider.handle}</h2>
              <p className="break-all text-dim text-xs">
                {provider.kind} · {provider.baseUrl} · {provider.credential ?? "no key"}
              </p>
            </div>
            {canChange && <ChooseModels provider={provider} />}
            {canChange && <RemoveProvider id={provider.id} handle={provider.handle} />}
          </header>
          <ul aria-label={`Models of ${provider.handle}`}>
            {provider.models.map((model) => (
              <ModelLine key={model.id} model={model} canChange={canChange} />
            ))}
          </ul>
        </section>
      ))}
      {canChange && <LocalModels providers={providers} />}
      {adding && <ProviderDialog keys={keys} onClose={() => setAdding(false)} />}
    </section>
  );
}
