"use client";
import { Button, useToast } from "@orrery/ui";
import { useMutation } from "@tanstack/react-query";
import { Pencil, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { useMay } from "../access/access-context.tsx";
import type { Template } from "../templates/template.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { ChangeTemplateDialog } from "./change-template-dialog.tsx";
import { RemoveTemplateDialog } from "./remove-template-dialog.tsx";

const ICON = { "aria-hidden": true, size: 16, strokeWidth: 1.75 } as const;

/** What editors can do with a template of the workspace beside using it. */
export function OwnTemplateActions({ template }: { template: Template }) {
  const trpc = useTRPC();
  const router = useRouter();
  const toast = useToast();
  const [open, setOpen] = useState<"change" | "remove" | null>(null);
  const remove = useMutation(
    trpc.template.remove.mutationOptions({
      onSuccess: () => {
        toast({ title: "The template is deleted", detail: "Workflows made from it stay.", tone: "done" });
        router.push("/templates");
        router.refresh();
      },
      onError: (error) => toast({ title: "Nothing was changed", detail: explainError(error).message, tone: "failed" }),
    }),
  );
  if (!useMay("template.write")) return null;
  return (
    <>
      <Button icon={<Pencil {...ICON} />} onClick={() => setOpen("change")}>
        <span className="sr-only sm:not-sr-only">Change words</span>
      </Button>
      <Button icon={<Trash2 {...ICON} />} onClick={() => setOpen("remove")}>
        <span className="sr-only sm:not-sr-only">Delete</span>
      </Button>
      {open === "change" && <ChangeTemplateDialog template={template} onClose={() => setOpen(null)} />}
      {open === "remove" && (
        <RemoveTemplateDialog
          title={template.title}
          busy={remove.isPending}
          onRemove={() => remove.mutate({ id: template.id })}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
