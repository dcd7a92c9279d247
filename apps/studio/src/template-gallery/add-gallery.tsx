"use client";
import { Button, Dialog, Field, TextField, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useMay } from "../access/access-context.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";

const FORM = "gallery-form";

/** Adds a gallery that a team hosts, by the address of its index; nothing for those who may not. */
export function AddGallery() {
  const [isOpen, setOpen] = useState(false);
  if (!useMay("template.write")) return null;
  return (
    <>
      <Button icon={<Plus aria-hidden size={16} strokeWidth={1.75} />} onClick={() => setOpen(true)}>
        Add a gallery
      </Button>
      {isOpen && <AddGalleryDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function AddGalleryDialog({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [url, setUrl] = useState("");
  const add = useMutation(
    trpc.template.addGallery.mutationOptions({
      onSuccess: ({ title, templates }) => {
        const count = templates === 1 ? "1 template" : `${templates} templates`;
        toast({ title: `${title} is added`, detail: `It holds ${count}.`, tone: "done" });
        router.refresh();
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (url.trim() !== "" && !add.isPending) add.mutate({ url: url.trim() });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Add a gallery"
      description="Templates that your team or others host. Each is held against its index before it is used, and you see it first."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={FORM} variant="primary" disabled={url.trim() === ""} busy={add.isPending}>
            Add
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} autoComplete="off">
        <Field
          label="Address of its index"
          hint="A JSON file on the web. Orrery asks for it, and again when you check for changes."
          {...(add.error && { error: explainError(add.error).message })}
        >
          <TextField
            value={url}
            onValueChange={setUrl}
            placeholder="https://example.org/gallery.json"
            maxLength={2_000}
            inputMode="url"
            mono
          />
        </Field>
      </form>
    </Dialog>
  );
}
