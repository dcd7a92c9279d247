"use client";
import { Button, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ModelPicker, splitNames } from "./model-picker.tsx";
import { addressWords, namesHint, PROVIDER_KINDS, type ProviderKind } from "./provider-kind-words.ts";

const NO_KEY = "(none)";
const FORM = "provider-form";

/** Sets up an endpoint. */
export function ProviderDialog({ keys, onClose }: { keys: readonly string[]; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [kind, setKind] = useState<ProviderKind>("openai-compatible");
  const [handle, setHandle] = useState("");
  const [baseUrl, setBaseUrl] = useState("");
  const [credential, setCredential] = useState(NO_KEY);
  const [models, setModels] = useState("");
  const add = useMutation(
    trpc.models.addProvider.mutationOptions({
      onSuccess: () => {
        router.refresh();
        onClose();
      },
    }),
  );
  const names = splitNames(models);
  const address = addressWords(kind);
  const hasAddress = !address.isNeeded || baseUrl.trim() !== "";
  const isComplete = handle !== "" && names.length > 0 && hasAddress;
  const endpoint = {
    kind,
    ...(baseUrl.trim() !== "" && { baseUrl: baseUrl.trim() }),
    ...(credential !== NO_KEY && { credential }),
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || add.isPending) return;
    add.mutate({ handle, models: names, ...endpoint });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Add a provider"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isComplete} busy={add.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field label="Provider">
          <Select value={kind} onValueChange={setKind} options={PROVIDER_KINDS} />
        </Field>
        <Field label="Name" hint="The first part of its models' names.">
          <TextField value={handle} onValueChange={(text) => setHandle(text.toLowerCase())} maxLength={64} mono />
        </Field>
        <Field label="Address" hint={address.hint}>
          <TextField value={baseUrl} onValueChange={setBaseUrl} placeholder={address.placeholder} mono />
        </Field>
        <Field label="Key" hint="A credential of the kind “Key of a model provider”.">
          <Select
            value={credential}
            onValueChange={setCredential}
            options={[{ value: NO_KEY, label: "No key" }, ...keys.map((key) => ({ value: key, label: key }))]}
          />
        </Field>
        <ModelPicker
          key={JSON.stringify(endpoint)}
          endpoint={endpoint}
          text={models}
          onText={setModels}
          hint={namesHint(kind)}
          canList={hasAddress}
        />
        {add.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(add.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
