"use client";
import type { CredentialKind } from "@orrery/services";
import { Button, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { KIND_WORDS, splitHosts } from "./credential-words.ts";

const FORM = "credential-form";

/** Adds a credential. */
export function CredentialDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [kind, setKind] = useState<CredentialKind>("bearer");
  const [handle, setHandle] = useState("");
  const [hosts, setHosts] = useState("");
  const [open, setOpen] = useState("");
  const [value, setValue] = useState("");
  const create = useMutation(
    trpc.credential.create.mutationOptions({
      onSuccess: () => {
        router.refresh();
        onClose();
      },
    }),
  );
  const words = KIND_WORDS[kind];
  const isComplete =
    handle !== "" && splitHosts(hosts).length > 0 && value !== "" && (words.open === null || open !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || create.isPending) return;
    create.mutate({
      handle,
      kind,
      hosts: splitHosts(hosts),
      value,
      ...(kind === "header" && { name: open }),
      ...(kind === "basic" && { user: open }),
    });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Add a credential"
      description="Its value is sealed as soon as you save it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isComplete} busy={create.isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field label="Name" hint="Steps name it so. Small letters, digits, - and _.">
          <TextField
            value={handle}
            onValueChange={(text) => setHandle(text.toLowerCase())}
            placeholder="github"
            maxLength={64}
            mono
          />
        </Field>
        <Field label="Kind">
          <Select
            value={kind}
            onValueChange={setKind}
            options={Object.entries(KIND_WORDS).map(([id, { label }]) => ({ value: id as CredentialKind, label }))}
          />
        </Field>
        {words.open !== null && (
          <Field label={words.open}>
            <TextField value={open} onValueChange={setOpen} maxLength={100} mono />
          </Field>
        )}
        <Field label={words.secret}>
          <TextField type="password" autoComplete="new-password" value={value} onValueChange={setValue} mono />
        </Field>
        <Field label="Hosts it may go to" hint="With commas. Requests to any other host are refused.">
          <TextField value={hosts} onValueChange={setHosts} placeholder="api.example.com" mono />
        </Field>
        {create.isError && (
          <p role="alert" className="text-failed text-sm">
            {explainError(create.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
