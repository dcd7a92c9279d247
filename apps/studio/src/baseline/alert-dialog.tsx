"use client";
import { deviationKinds } from "@orrery/engine/baseline";
import type { AlertTargetRow, CredentialRow } from "@orrery/services";
import { Button, Checkbox, Dialog, Field, Select, TextField } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { alertDraft, draftTarget, isComplete } from "./alert-draft.ts";
import { KIND_LABEL, QUIET_TIMES } from "./alert-words.ts";

const FORM = "alert-form";
const CHANNELS = [
  { value: "webhook", label: "Webhook" },
  { value: "email", label: "E-mail" },
] as const;

export interface AlertDialogProps {
  /** What is changed; absent: a new one is added. */
  row?: AlertTargetRow;
  credentials: readonly CredentialRow[];
  onClose: () => void;
  onSaved: () => unknown;
}

/** Adds or changes one who is told. */
export function AlertDialog({ row, credentials, onClose, onSaved }: AlertDialogProps) {
  const trpc = useTRPC();
  const [draft, setDraft] = useState(() => alertDraft(row));
  const onSuccess = () => {
    onSaved();
    onClose();
  };
  const add = useMutation(trpc.alert.add.mutationOptions({ onSuccess }));
  const change = useMutation(trpc.alert.change.mutationOptions({ onSuccess }));
  const isPending = add.isPending || change.isPending;
  const error = add.error ?? change.error;
  const wanted = draft.channel === "webhook" ? "signing" : "smtp";
  const usable = credentials
    .filter(({ kind }) => kind === wanted)
    .map(({ handle }) => ({ value: handle, label: handle }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isComplete(draft) || isPending) return;
    const target = draftTarget(draft);
    if (row === undefined) add.mutate(target);
    else change.mutate({ id: row.id, ...target });
  };
  const quiet = QUIET_TIMES.some(({ value }) => value === draft.quiet)
    ? QUIET_TIMES
    : [...QUIET_TIMES, { value: draft.quiet, label: `${draft.quiet} minutes` }];
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={row === undefined ? "Add an alert" : `Change ${row.name}`}
      description="It is sent until it is taken, for about a day."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={!isComplete(draft)} busy={isPending}>
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <Field label="Name">
          <TextField
            value={draft.name}
            onValueChange={(name) => setDraft({ ...draft, name })}
            placeholder="Operations"
            maxLength={80}
          />
        </Field>
        <Field label="Sent by">
          <Select
            value={draft.channel}
            onValueChange={(channel) => setDraft({ ...draft, channel, credential: "" })}
            options={CHANNELS}
          />
        </Field>
        {draft.channel === "webhook" ? (
          <Field label="Address" hint="It gets a POST of JSON, signed by Standard Webhooks.">
            <TextField
              value={draft.url}
              onValueChange={(url) => setDraft({ ...draft, url })}
              placeholder="https://ops.example.org/alerts"
              mono
            />
          </Field>
        ) : (
          <>
            <Field label="From">
              <TextField
                value={draft.from}
                onValueChange={(from) => setDraft({ ...draft, from })}
                placeholder="orrery@example.org"
                mono
              />
            </Field>
            <Field label="To" hint="With commas.">
              <TextField
                value={draft.to}
                onValueChange={(to) => setDraft({ ...draft, to })}
                placeholder="ada@example.org"
                mono
              />
            </Field>
          </>
        )}
        {usable.length === 0 ? (
          <p className="text-muted text-sm">
            {wanted === "signing"
              ? "It needs a signing secret that may go to its host. "
              : "It needs a mail server of this workspace. "}
            <Link href="/settings/credentials" className="underline hover:text-ink">
              Add a credential
            </Link>
          </p>
        ) : (
          <Field label={wanted === "signing" ? "Signing secret" : "Mail server"}>
            <Select
              value={draft.credential}
              onValueChange={(credential) => setDraft({ ...draft, credential })}
              options={draft.credential === "" ? [{ value: "", label: "Choose one" }, ...usable] : usable}
            />
          </Field>
        )}
        <fieldset className="flex flex-col gap-1.5 text-sm">
          <legend className="pb-1 text-muted text-xs">Tell when</legend>
          {deviationKinds.map((kind) => (
            <Checkbox
              key={kind}
              label={KIND_LABEL[kind]}
              checked={draft.kinds.includes(kind)}
              onCheckedChange={(isOn) =>
                setDraft({
                  ...draft,
                  kinds: deviationKinds.filter((one) => (one === kind ? isOn : draft.kinds.includes(one))),
                })
              }
            />
          ))}
        </fieldset>
        <Field label="Quiet time" hint="The same thing at the same step is told at most once in this time.">
          <Select value={draft.quiet} onValueChange={(value) => setDraft({ ...draft, quiet: value })} options={quiet} />
        </Field>
        <Checkbox
          label="On: alerts are sent here"
          checked={draft.enabled}
          onCheckedChange={(enabled) => setDraft({ ...draft, enabled })}
        />
        {error !== null && (
          <p role="alert" className="text-failed text-sm">
            {explainError(error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
