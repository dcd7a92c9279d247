"use client";
import { Button, Dialog } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { Template } from "../templates/template.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { wordsInForm, wordsOfForm } from "./template-words.ts";
import { TemplateWordsFields } from "./template-words-fields.tsx";

const FORM = "change-template-form";

/** Changes what is said of a template; its drawing stays. */
export function ChangeTemplateDialog({ template, onClose }: { template: Template; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const [words, setWords] = useState(() => wordsInForm(template));
  const change = useMutation(
    trpc.template.change.mutationOptions({
      onSuccess: () => {
        router.refresh();
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { patterns, ...said } = wordsOfForm(words);
    if (said.title !== "" && !change.isPending) change.mutate({ id: template.id, ...said, patterns: [...patterns] });
  };
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Change words"
      description="What is said of the template, and what it is found by."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={FORM}
            variant="primary"
            disabled={words.title.trim() === ""}
            busy={change.isPending}
          >
            Save
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="flex flex-col gap-3" autoComplete="off">
        <TemplateWordsFields words={words} onChange={setWords} />
        {change.error && (
          <p role="alert" className="text-failed text-sm">
            {explainError(change.error).message}
          </p>
        )}
      </form>
    </Dialog>
  );
}
