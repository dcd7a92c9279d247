"use client";
import type { WorkflowEditorHandle } from "@orrery/canvas";
import {
  type CompileStore,
  createBreakpoints,
  createCompileStore,
  type DocumentStore,
  WorkflowEditor,
} from "@orrery/canvas";
import type { JsonObject } from "@orrery/graph";
import { cards } from "@orrery/nodes/cards";
import { catalog } from "@orrery/nodes/catalog";
import { useToast } from "@orrery/ui";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useCommandPlaces } from "../command-places/use-command-places.ts";
import { CanvasSkeleton } from "../frame/canvas-skeleton.tsx";
import { useMakeWorkflow } from "../make-workflow/use-make-workflow.ts";
import { rememberedInput } from "../new-workflow/remembered-input.ts";
import { useEditorRun } from "../run-session/use-editor-run.ts";
import { useRunActive } from "../run-session/use-run-active.ts";
import { useRunControl } from "../run-session/use-run-control.ts";
import { DraftTrouble } from "../together/draft-trouble.tsx";
import { EditClash } from "../together/edit-clash.tsx";
import { Together } from "../together/together.tsx";
import { explainError } from "../trpc/explain-error.ts";
import { useTRPCClient } from "../trpc/trpc.ts";
import { EditorBar } from "./editor-bar.tsx";
import { openNodeDocs } from "./open-node-docs.ts";
import { createRunHost } from "./run-host.ts";
import { useCredentialFaces } from "./use-credential-faces.ts";
import { useInterfaces } from "./use-interfaces.ts";
import { useModelPrices } from "./use-model-prices.ts";
import { type OpenedDraft, useWorkflowDocument } from "./use-workflow-document.ts";

const SAME_WISH_WORDS = "Run was pressed twice at once. Press it again for another run.";

/** A workflow being edited and run: the bar, and the canvas with all its panels. */
export function EditorScreen(draft: OpenedDraft) {
  const document = useWorkflowDocument(draft, true);
  const interfaces = useInterfaces();
  const credentials = useCredentialFaces();
  const prices = useModelPrices();
  const [compile, setCompile] = useState<CompileStore | null>(null);
  useEffect(() => {
    if (!document) return;
    const made = createCompileStore({
      catalog,
      document,
      interfaces,
      ...(credentials !== undefined && { credentials }),
      ...(prices !== undefined && { prices }),
    });
    setCompile(made);
    return () => made.close();
  }, [document, interfaces, credentials, prices]);
  if (!document || !compile) return <CanvasSkeleton label="Opening the workflow" />;
  return (
    <Together workflowId={draft.workflowId}>
      <OpenEditor workflowId={draft.workflowId} document={document} compile={compile} />
    </Together>
  );
}

interface OpenEditorProps {
  workflowId: string;
  document: DocumentStore;
  compile: CompileStore;
}

function OpenEditor({ workflowId, document, compile }: OpenEditorProps) {
  const client = useTRPCClient();
  const toast = useToast();
  const editor = useRef<WorkflowEditorHandle>(null);
  const run = useEditorRun(workflowId, document);
  const active = useRunActive(run.overlay);
  const places = useCommandPlaces(workflowId);
  const makeWorkflow = useMakeWorkflow();
  const lastInput = useMemo(() => asObject(rememberedInput(workflowId)), [workflowId]);
  const host = useMemo(() => createRunHost({ client, runId: run.runId, openDocs: openNodeDocs }), [client, run.runId]);

  const breakpoints = useMemo(() => createBreakpoints(workflowId, window.localStorage), [workflowId]);
  /** Those of nodes that are still drawn: a run knows no others. */
  const stops = useCallback(() => {
    breakpoints.keepOnly(new Set(document.getState().graph.nodes.map((node) => node.id)));
    return [...breakpoints.getState()];
  }, [breakpoints, document]);
  const draft = useCallback(() => compile.settle().result.plan, [compile]);
  const control = useRunControl({
    ...{ runId: run.runId, workflowId, draft, breakpoints: stops, saved: run.saved, usesPins: true, onFork: run.show },
  });

  function start(input: JsonObject, to?: string) {
    run.start(input, stops(), to).then(
      (began) => {
        if (began === "same-wish") toast({ title: "One run was started", detail: SAME_WISH_WORDS });
      },
      (error: unknown) => {
        toast({ title: "The run was not started", detail: explainError(error).message, tone: "failed" });
      },
    );
  }

  function stop() {
    control?.stop().catch((error: unknown) => {
      toast({ title: "The run was not stopped", detail: explainError(error).message, tone: "failed" });
    });
  }

  return (
    <>
      <EditorBar
        workflowId={workflowId}
        document={document}
        runId={run.runId}
        overlay={run.overlay}
        control={control}
        starting={run.starting}
        onRun={() => editor.current?.run()}
        onSettings={() => editor.current?.openSettings()}
      />
      <DraftTrouble workflowId={workflowId} document={document} />
      <EditClash workflowId={workflowId} document={document} />
      <main className="min-h-0 min-w-0 flex-1">
        <WorkflowEditor
          ref={editor}
          document={document}
          compile={compile}
          overlay={run.overlay}
          catalog={catalog}
          cards={cards}
          host={host}
          control={control}
          breakpoints={breakpoints}
          places={places}
          makeWorkflow={makeWorkflow}
          run={{ active, starting: run.starting, lastInput, onRun: start, onStop: stop }}
        />
      </main>
    </>
  );
}

function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
