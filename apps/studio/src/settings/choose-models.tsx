"use client";
import type { ProviderRow } from "@orrery/services";
import { Button, Dialog } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ModelPicker, splitNames } from "./model-picker.tsx";
import { namesHint, readKind } from "./provider-kind-words.ts";

const FORM = "choose-models-form";

/** Which models of a provider steps may name, chosen anew. */
export function ChooseModels({ provider }: { provider: ProviderRow }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button size="sm" aria-label={`Choose models of ${provider.handle}`} onClick={() => setIsOpen(true)}>
        Choose models
      </Button>
      {isOpen && <ChooseModelsDialog provider={provider} onClose={() => setIsOpen(false)} />}
    </>
  );
}

function ChooseModelsDialog({ provider, onClose }: { provider: ProviderRow; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const { id, handle, baseUrl, credential } = provider;
  const kind = readKind(provider.kind) ?? "openai-compatible";
  const [text, setText] = useState(provider.models.map((model) => model.id.slice(handle.length + 1)).join(", "));
  const names = splitNames(text);
  const save = useMutation(
    trpc.models.chooseModels.mutationOptions({
      onSuccess: () => {
        router.refresh();
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (names.length > 0 && !save.isPending) save.mutate({ id, models: names });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Models of ${handle}`}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={names.length === 0} busy={save.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <ModelPicker
          endpoint={{ kind, baseUrl, ...(credential !== null && { credential }) }}
          text={text}
          onText={setText}
          hint={namesHint(kind)}
          canList
        />
        {save.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(save.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
