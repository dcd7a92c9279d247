"use client";
import { Button, Dialog, Spinner } from "@orrery/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Eye } from "lucide-react";
import { useRef, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { LeftOut } from "./left-out.tsx";
import { NewLink } from "./new-link.tsx";
import { OpenLinks } from "./open-links.tsx";
import { FIRST_TERMS, ShareTermsFields, termsInput } from "./share-terms-fields.tsx";

const FRAME = "share-workflow-preview";

/** What of a workflow stays behind, a look at it as others will, and a link that shows it and gives its file. */
export function ShareWorkflowDialog({ workflowId, onClose }: { workflowId: string; onClose: () => void }) {
  const trpc = useTRPC();
  const cache = useQueryClient();
  const preview = useQuery(trpc.share.templatePreview.queryOptions({ workflowId }, { gcTime: 0 }));
  const links = useQuery(trpc.share.list.queryOptions({ workflowId }));
  const [terms, setTerms] = useState(FIRST_TERMS);
  const [isPreviewed, setPreviewed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const make = useMutation(
    trpc.share.makeTemplate.mutationOptions({
      onSuccess: () => cache.invalidateQueries({ queryKey: trpc.share.list.queryKey() }),
    }),
  );
  const stripped = preview.data?.stripped;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title="Share this workflow"
      description="Others see it as it is saved now, and may take it as a file: its nodes, wiring, notes, prompts and settings. Runs and what they gave are not in it."
      actions={
        <Button
          variant="primary"
          busy={make.isPending}
          disabled={stripped === undefined}
          onClick={() => make.mutate({ workflowId, ...termsInput(terms) })}
        >
          Make a link
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {make.data && <NewLink token={make.data.token} kind="template" />}
        {stripped ? (
          <LeftOut stripped={stripped} />
        ) : preview.error ? (
          <p role="alert">{explainError(preview.error).message}</p>
        ) : (
          <p role="status" className="flex items-center gap-2 text-dim">
            <Spinner size={16} /> Looking at the workflow
          </p>
        )}
        <ShareTermsFields
          terms={terms}
          onChange={setTerms}
          error={make.error ? explainError(make.error).message : null}
        />
        <form ref={form} method="post" action="/share/preview" target={FRAME} className="hidden">
          <input type="hidden" name="workflow" value={workflowId} />
        </form>
        <div>
          <Button
            icon={<Eye aria-hidden size={16} strokeWidth={1.75} />}
            onClick={() => {
              setPreviewed(true);
              form.current?.submit();
            }}
          >
            See it as they will
          </Button>
        </div>
        <iframe
          name={FRAME}
          title="The workflow as others will see it"
          hidden={!isPreviewed}
          className="h-96 w-full rounded-control border"
        />
        {links.data && links.data.length > 0 && <OpenLinks rows={links.data} namesTarget={false} />}
      </div>
    </Dialog>
  );
}
