"use client";
import { formFields, InputForm, initialValues, tidyValues } from "@orrery/canvas";
import type { JsonObject, JsonSchema } from "@orrery/graph";
import { Button, Dialog, Spinner } from "@orrery/ui";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useMemo, useState } from "react";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPC } from "../trpc/trpc.ts";
import { type FormProblems, formProblems } from "./form-problems.ts";

export interface StartDialogProps {
  workflowId: string;
  name: string;
  onClose: () => void;
}

/** Starts a run of the version that was published last, with what it takes, and goes to the run's page. */
export function StartDialog({ workflowId, name, onClose }: StartDialogProps) {
  const trpc = useTRPC();
  const router = useRouter();
  const form = useId();
  const versions = useQuery(trpc.workflow.versions.queryOptions({ id: workflowId }));
  const latest = versions.data?.versions[0];
  const version = useQuery({
    ...trpc.workflow.version.queryOptions({ id: workflowId, number: latest?.number ?? 1 }),
    enabled: latest !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const start = useMutation(trpc.run.startPublished.mutationOptions());
  const failure = start.error ?? version.error ?? versions.error;

  function run(input: JsonObject) {
    start.mutate({ workflowId, input }, { onSuccess: ({ runId }) => router.push(`/runs/${runId}`) });
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={latest ? `Run version ${latest.number}` : "Run"}
      description={<bdi>{name}</bdi>}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant="primary"
            busy={start.isPending || start.isSuccess}
            disabled={version.data === undefined}
            icon={<Play aria-hidden size={14} strokeWidth={1.75} />}
          >
            Run
          </Button>
        </>
      }
    >
      {failure && (
        <p role="alert" className="mb-3 break-words text-failed text-sm">
          {explainError(failure).message}
        </p>
      )}
      {versions.data && !latest && (
        <p className="text-muted text-sm">
          Nothing of this workflow is published yet. Open it, press Publish, then run it from here.
        </p>
      )}
      {version.data ? (
        <StartForm id={form} schema={version.data.plan.inputSchema} onStart={run} />
      ) : (
        (versions.isPending || (latest && version.isPending)) && (
          <p role="status" className="flex items-center gap-2 text-dim text-sm">
            <Spinner /> Reading what it takes
          </p>
        )
      )}
    </Dialog>
  );
}

interface StartFormProps {
  id: string;
  schema: JsonSchema;
  onStart: (input: JsonObject) => void;
}

const NONE: FormProblems = { fields: new Map(), whole: null };

function StartForm({ id, schema, onStart }: StartFormProps) {
  const fields = useMemo(() => formFields(schema), [schema]);
  const [values, setValues] = useState<JsonObject>(() => initialValues(fields));
  const [problems, setProblems] = useState(NONE);

  function submit() {
    const input = tidyValues(fields, values);
    const found = formProblems(schema, { fields, input });
    setProblems(found);
    if (found.fields.size === 0 && found.whole === null) onStart(input);
  }

  return (
    <form
      id={id}
      aria-label="Run with"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey) && !event.repeat) {
          event.preventDefault();
          submit();
        }
      }}
    >
      {fields.length === 0 ? (
        <p className="text-muted text-sm">It takes nothing. Press Run.</p>
      ) : (
        <InputForm fields={fields} values={values} onValues={setValues} problems={problems.fields} />
      )}
      {problems.whole !== null && (
        <p role="alert" className="mt-3 break-words text-failed text-xs">
          {problems.whole}
        </p>
      )}
    </form>
  );
}
