"use client";
import { Button, Dialog, Spinner } from "@orrery/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { templateHref } from "../template-gallery/template-source.ts";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { SaveTemplateForm } from "./save-template-form.tsx";

const FORM = "save-template-form";

/** Keeps a workflow as a template of the workspace: what stays behind and what it needs first, then the words for it. */
export function SaveTemplateDialog({ workflowId, onClose }: { workflowId: string; onClose: () => void }) {
  const trpc = useTRPC();
  const router = useRouter();
  const check = useQuery(trpc.template.check.queryOptions({ workflowId }, { gcTime: 0, refetchOnWindowFocus: false }));
  const save = useMutation(trpc.template.save.mutationOptions());
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Save as template"
      description="Everybody in this workspace finds it in the gallery. It is the workflow as it is saved now: what you change later does not change the template."
      actions={
        save.data ? (
          <>
            <Button onClick={onClose}>Close</Button>
            <Button variant="primary" onClick={() => router.push(templateHref({ kind: "own" }, save.data.id))}>
              Look at it
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" form={FORM} variant="primary" disabled={!check.data} busy={save.isPending}>
              Save as template
            </Button>
          </>
        )
      }
    >
      {save.data ? (
        <p role="status">It is saved. You find it in Templates, under Your templates.</p>
      ) : check.data ? (
        <SaveTemplateForm
          id={FORM}
          workflowId={workflowId}
          check={check.data}
          refused={save.error ? explainError(save.error).message : null}
          onSave={({ words, sampleInput }) => {
            const { needs, hosts, duration } = check.data;
            if (!save.isPending) {
              save.mutate({
                ...{ workflowId, title: words.title, description: words.description, shows: words.shows },
                ...{ task: words.task, patterns: [...words.patterns], duration, sampleInput },
                ...{ needs: [...needs], hosts: [...hosts] },
              });
            }
          }}
        />
      ) : check.error ? (
        <p role="alert">{explainError(check.error).message}</p>
      ) : (
        <p role="status" className="flex items-center gap-2 text-dim">
          <Spinner size={16} /> Looking at the workflow
        </p>
      )}
    </Dialog>
  );
}
