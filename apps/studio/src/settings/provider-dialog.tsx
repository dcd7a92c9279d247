"use client";
import { Button, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

const KINDS = [
  { value: "openai-compatible", label: "Speaks like OpenAI (Ollama, vLLM, LM Studio, …)" },
  { value: "openai", label: "OpenAI" },
  { value: "anthropic", label: "Anthropic" },
  { value: "google", label: "Google" },
  { value: "mistral", label: "Mistral (not tried)" },
  { value: "groq", label: "Groq (not tried)" },
] as const;
const NO_KEY = "(none)";
const FORM = "provider-form";

/** Sets up an endpoint. */
export function ProviderDialog({ keys, onClose }: { keys: readonly string[]; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [kind, setKind] = useState<(typeof KINDS)[number]["value"]>("openai-compatible");
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
  const names = models.split(/[\s,]+/).filter((name) => name !== "");
  const isComplete = handle !== "" && names.length > 0;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || add.isPending) return;
    add.mutate({
      handle,
      kind,
      models: names,
      ...(baseUrl.trim() !== "" && { baseUrl: baseUrl.trim() }),
      ...(credential !== NO_KEY && { credential }),
    });
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
          <Select value={kind} onValueChange={setKind} options={KINDS} />
        </Field>
        <Field label="Name" hint="The first part of its models' names.">
          <TextField value={handle} onValueChange={(text) => setHandle(text.toLowerCase())} maxLength={64} mono />
        </Field>
        <Field
          label="Address"
          hint={
            kind === "openai-compatible"
              ? "A private address has to be allowed with ORRERY_ALLOW_PRIVATE_HOSTS."
              : "Leave it empty for the usual one."
          }
        >
          <TextField value={baseUrl} onValueChange={setBaseUrl} placeholder="http://127.0.0.1:11434/v1" mono />
        </Field>
        <Field label="Key" hint="A credential of the kind “Key of a model provider”.">
          <Select
            value={credential}
            onValueChange={setCredential}
            options={[{ value: NO_KEY, label: "No key" }, ...keys.map((key) => ({ value: key, label: key }))]}
          />
        </Field>
        <Field label="Models" hint="Their names, with commas.">
          <TextField value={models} onValueChange={setModels} mono />
        </Field>
        {add.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(add.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
