export type { CommandPlace, CommandPlaces } from "./commands/command-places.ts";
export {
  type CommentItem,
  CommentsContext,
  type CommentsHost,
  type CommentThread,
} from "./comments/comments-host.ts";
export { type ComparedSide, CompareView, type CompareViewProps } from "./compare/compare-view.tsx";
export {
  type CompiledDocument,
  type CompileState,
  type CompileStore,
  createCompileStore,
} from "./compile/compile-store.ts";
export {
  type CreateDocumentOptions,
  createDocument,
  type DocumentState,
  type DocumentStore,
  type SaveState,
} from "./document/document-store.ts";
export {
  type DocumentStorage,
  type DocumentTransport,
  type DocumentTrouble,
  type NumberedCommand,
  type PushAnswer,
  TransportRefusal,
} from "./document/document-transport.ts";
export { fieldTitle, valueWords } from "./document/field-title.ts";
export type { Overwritten, RefusedEdit } from "./document/replica.ts";
export { type Breakpoints, createBreakpoints } from "./editor/breakpoints.ts";
export {
  type EditorRun,
  WorkflowEditor,
  type WorkflowEditorHandle,
  type WorkflowEditorProps,
} from "./editor/workflow-editor.tsx";
export type { MakeWorkflow } from "./extract-subflow/make-workflow.ts";
export { PresenceAvatars } from "./presence/presence-avatars.tsx";
export { PresenceContext } from "./presence/presence-context.ts";
export type { OwnSign, PresencePlace, PresenceSign } from "./presence/presence-place.ts";
export { createPresence, type PresenceStore } from "./presence/presence-store.ts";
export type { ContainerRun, KeptFrom, NodeRun } from "./run/node-run.ts";
export type { ForkedRun, ForkOrder, LinkedRun, RunControl } from "./run/run-control.ts";
export {
  type CreateRunOverlayOptions,
  createRunOverlay,
  type RunOverlay,
  type RunOverlayState,
} from "./run/run-overlay.ts";
export {
  type FormField,
  formFields,
  initialValues,
  missingFields,
  tidyValues,
} from "./run-panel/form-fields.ts";
export { InputForm, type InputFormProps } from "./run-panel/input-form.tsx";
export { RunView, type RunViewProps } from "./run-view/run-view.tsx";
export { VersionView, type VersionViewProps } from "./version-view/version-view.tsx";
