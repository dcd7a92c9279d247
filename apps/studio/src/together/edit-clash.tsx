"use client";
import { type DocumentStore, fieldTitle, type Overwritten, type RefusedEdit, valueWords } from "@orrery/canvas";
import { type EditedField, type FieldEdit, fieldEdits, type Json, readField, setFieldOp } from "@orrery/graph";
import { Button } from "@orrery/ui";
import { useQuery } from "@tanstack/react-query";
import { CloudAlert, GitMerge } from "lucide-react";
import { useSyncExternalStore } from "react";
import { tabClientId } from "../editor/tab-client-id.ts";
import { CopyButton } from "../frame/copy-button.tsx";
import { useTRPC } from "../trpc/trpc.ts";

export interface EditClashProps {
  workflowId: string;
  document: DocumentStore;
}

/** Edits of several people that met in one field, or no longer fitted the document: one after another, until they are seen. */
export function EditClash({ workflowId, document }: EditClashProps) {
  const { refused, overwritten, graph } = useSyncExternalStore(
    document.subscribe,
    document.getState,
    document.getState,
  );
  const count = refused.length + overwritten.length;
  const [first] = refused;
  const [over] = overwritten;
  const mine = first && onlyField(first);
  const left = count > 1 ? ` ${count - 1} more like this.` : "";
  if (first && mine) {
    const now = readField(graph, mine.field);
    return (
      <TwoValues
        key={first.commandId}
        title={
          first.refusal === "CONFLICT"
            ? `${fieldTitle(graph, document.catalog, mine.field)} was changed by both of you. Theirs stands.${left}`
            : `A change was not kept. ${first.message}${left}`
        }
        workflowId={workflowId}
        field={mine.field}
        theirs={now}
        mine={mine.value}
        stands="theirs"
        onUse={setValue(document, mine, now)}
        onDone={() => document.dismissRefused(first.commandId)}
      />
    );
  }
  if (first) return <RefusedLine edit={first} left={left} onDone={() => document.dismissRefused(first.commandId)} />;
  if (!over) return null;
  return (
    <TwoValues
      key={over.commandId}
      title={`${fieldTitle(graph, document.catalog, over.mine.field)} was changed by both of you. Yours stands.${left}`}
      workflowId={workflowId}
      field={over.mine.field}
      theirs={over.theirs.value}
      mine={over.mine.value}
      stands="mine"
      onUse={setValue(document, over.theirs, readField(graph, over.theirs.field))}
      onDone={() => document.dismissRefused(over.commandId)}
    />
  );
}

/** The one field that a refused edit was about; null where it was about something else. */
function onlyField({ op }: RefusedEdit): FieldEdit | null {
  const edits = fieldEdits(op);
  return edits.length === 1 ? (edits[0] ?? null) : null;
}

/** Sets a field as a new edit; null where its place is gone, or its kind cannot be set so. */
function setValue(
  document: DocumentStore,
  wanted: Overwritten["theirs"],
  now: Json | undefined,
): (() => boolean) | null {
  const op = setFieldOp(wanted, now);
  const { field } = wanted;
  const isThere = !("nodeId" in field) || document.getState().graph.nodes.some(({ id }) => id === field.nodeId);
  return op && isThere ? () => document.edit(op).ok : null;
}

interface TwoValuesProps {
  title: string;
  workflowId: string;
  field: EditedField;
  theirs: Json | undefined;
  mine: Json | undefined;
  stands: "theirs" | "mine";
  onUse: (() => boolean) | null;
  onDone: () => void;
}

function TwoValues({ title, workflowId, field, theirs, mine, stands, onUse, onDone }: TwoValuesProps) {
  const trpc = useTRPC();
  const asked = { id: workflowId, field: plainField(field), notClient: tabClientId() };
  const { data: writer } = useQuery({ ...trpc.workflow.whoChanged.queryOptions(asked), retry: false });
  const who =
    writer === undefined || writer === null
      ? "Theirs"
      : writer.isMe
        ? "You, in another tab"
        : (writer.name ?? "Theirs");
  const texts = { theirs: valueWords(theirs), mine: valueWords(mine) };
  return (
    <section
      role="alert"
      aria-label="Two changes met"
      className="flex max-h-[45vh] shrink-0 flex-col gap-2 overflow-y-auto border-b bg-waiting/8 px-3 py-2 text-xs"
    >
      <p className="flex items-start gap-2">
        <GitMerge aria-hidden size={15} strokeWidth={1.75} className="mt-px shrink-0 text-waiting" />
        <span className="min-w-0 break-words font-medium">{title}</span>
      </p>
      <div className="grid gap-2 sm:grid-cols-2">
        <OneValue who={who} text={texts.theirs} stands={stands === "theirs"} />
        <OneValue who="Yours" text={texts.mine} stands={stands === "mine"} />
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        {stands === "theirs" && texts.mine !== "" && (
          <CopyButton text={texts.mine} name="Copy yours" copied="Your text is copied" />
        )}
        <Button size="sm" onClick={onDone}>
          {stands === "theirs" ? "Keep theirs" : "Keep mine"}
        </Button>
        {onUse && (
          <Button
            size="sm"
            variant="secondary"
            onClick={() => {
              if (onUse()) onDone();
            }}
          >
            {stands === "theirs" ? "Use mine" : "Use theirs"}
          </Button>
        )}
      </div>
    </section>
  );
}

function OneValue({ who, text, stands }: { who: string; text: string; stands: boolean }) {
  return (
    <div className="min-w-0 rounded-control border bg-panel">
      <p className="flex gap-2 border-b px-2 py-1 text-2xs text-muted">
        <bdi className="min-w-0 flex-1 truncate">{who}</bdi>
        {stands && <span className="shrink-0 text-done">stands</span>}
      </p>
      <section
        aria-label={who}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
        tabIndex={0}
        className="max-h-32 overflow-auto whitespace-pre-wrap break-words px-2 py-1 font-mono text-code"
      >
        {text === "" ? <span className="text-dim">empty</span> : text}
      </section>
    </div>
  );
}

interface RefusedLineProps {
  edit: RefusedEdit;
  left: string;
  onDone: () => void;
}

function RefusedLine({ edit, left, onDone }: RefusedLineProps) {
  return (
    <div role="alert" className="flex shrink-0 flex-wrap items-center gap-2 border-b bg-failed/10 px-3 py-1.5 text-xs">
      <CloudAlert aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-failed" />
      <p className="min-w-0 flex-1 break-words">
        <span className="font-medium text-failed">A change was not kept. </span>
        {edit.message}
        {left}
      </p>
      <Button size="sm" onClick={onDone}>
        Understood
      </Button>
    </div>
  );
}

/** As the request takes it. */
function plainField(field: EditedField) {
  return "path" in field ? { ...field, path: [...field.path] } : field;
}
