"use client";
import { Button, Dialog, Field, TextField, useToast } from "@orrery/ui";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { countWords } from "./memory-words.ts";

const FORM = "forget-person-form";

/** Removes all that belongs to a person. */
export function ForgetPersonDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const toast = useToast();
  const [person, setPerson] = useState("");
  const forget = useMutation(
    trpc.memory.forgetPerson.mutationOptions({
      onSuccess: ({ memories, records }) => {
        void cache.invalidateQueries({ queryKey: trpc.memory.list.queryKey() });
        const what = `${countWords(records, "record")} in ${countWords(memories, "memory").replace("memorys", "memories")}`;
        toast({ title: memories === 0 ? "There was nothing about this person" : `Forgot ${what}` });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (person.trim() !== "" && !forget.isPending) forget.mutate({ person: person.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Forget a person"
      description="Removes every memory that belongs to this person, for good. Logs of runs go by retention."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="danger" disabled={person.trim() === ""} busy={forget.isPending}>
            Forget
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} autoComplete="off">
        <Field
          label="Person"
          hint="Exactly as workflows write it, such as an address."
          error={forget.error === null ? undefined : explainError(forget.error).message}
        >
          <TextField value={person} onValueChange={setPerson} maxLength={200} placeholder="ada@example.org" />
        </Field>
      </form>
    </Dialog>
  );
}
