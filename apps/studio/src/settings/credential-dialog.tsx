"use client";
import type { CredentialKind, OpenFields } from "@orrery/services";
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
  const [open, setOpen] = useState<OpenFields>({});
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
  const isOpenComplete = words.open.every(({ field, choices }) => choices !== undefined || (open[field] ?? "") !== "");
  const isComplete = handle !== "" && splitHosts(hosts).length > 0 && value !== "" && isOpenComplete;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete || create.isPending) return;
    const asked = words.open.flatMap(({ field }) => (open[field] === undefined ? [] : [[field, open[field]]]));
    create.mutate({ handle, kind, hosts: splitHosts(hosts), value, ...Object.fromEntries(asked) });
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
            onValueChange={(next) => {
              setKind(next);
              setOpen({});
            }}
            options={Object.entries(KIND_WORDS).map(([id, { label }]) => ({ value: id as CredentialKind, label }))}
          />
        </Field>
        {words.open.map(({ field, label, choices }) => (
          <Field key={field} label={label}>
            {choices === undefined ? (
              <TextField
                value={open[field] ?? ""}
                onValueChange={(text) => setOpen({ ...open, [field]: text })}
                maxLength={100}
                mono
              />
            ) : (
              <Select
                value={open[field] ?? choices[0]?.value ?? ""}
                onValueChange={(choice) => setOpen({ ...open, [field]: choice })}
                options={choices}
              />
            )}
          </Field>
        ))}
        <Field label={words.secret} {...(words.secretHint !== undefined && { hint: words.secretHint })}>
          <TextField type="password" autoComplete="new-password" value={value} onValueChange={setValue} mono />
        </Field>
        <Field
          label={words.server === undefined ? "Hosts it may go to" : "Server"}
          hint={words.server?.hint ?? "With commas. Requests to any other host are refused."}
        >
          <TextField
            value={hosts}
            onValueChange={setHosts}
            placeholder={words.server?.placeholder ?? "api.example.com"}
            mono
          />
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
