export { checkIntegrity, describeEdge } from "./check-integrity.ts";
export { checkJson } from "./check-json.ts";
export { type Clip, copyNodes } from "./clip/copy-nodes.ts";
export { parseClip } from "./clip/parse-clip.ts";
export { type Paste, type PastePlace, pasteOps } from "./clip/paste-ops.ts";
export { whyNoClip } from "./clip/why-no-clip.ts";
export { findInJson, type JsonHit } from "./data/find-in-json.ts";
export {
  type JsonKind,
  type JsonMember,
  type JsonPart,
  jsonAt,
  jsonKind,
  jsonMember,
  jsonPart,
  type PartQuestion,
  partLimits,
} from "./data/json-part.ts";
export type { GraphDiagnostic } from "./diagnostic.ts";
export { applyEdit } from "./edit/apply-edit.ts";
export { editCommandSchema, editOpSchema } from "./edit/edit-op-schema.ts";
export { type EditedField, type FieldEdit, fieldEdits, fieldKey, readField, setFieldOp } from "./edit/edited-field.ts";
export { replaceGraph } from "./edit/replace-graph.ts";
export { type ExplainedIssue, explainIssues } from "./explain-issues.ts";
export { canonicalGraph, formatGraph } from "./format-graph.ts";
export type {
  EditCommand,
  EditOp,
  EditRefusal,
  EditResult,
  Graph,
  GraphEdge,
  GraphJoin,
  GraphNode,
  GraphPin,
  GraphPolicy,
  GraphSettings,
  JsonPath,
  Point,
} from "./graph.ts";
export { executorLabel, graphSchema, nameSchema } from "./graph-schema.ts";
export { hashText } from "./hash-text.ts";
export type { Json, JsonObject, JsonSchema } from "./json.ts";
export { graphLimits } from "./limits.ts";
export { migrateGraph } from "./migrate-graph.ts";
export { newEdgeId, newNodeId } from "./new-ids.ts";
export { type ParseGraphResult, parseGraph } from "./parse-graph.ts";
export { type CutGraph, cutToNode } from "./partial/cut-to-node.ts";
export { withoutPins } from "./pins/without-pins.ts";
export { plainName } from "./plain-name.ts";
export { quote } from "./quote.ts";
export { type ReadJson, readJson } from "./read-json.ts";
export {
  type GalleryEntry,
  type GalleryIndex,
  galleryIndexSchema,
  galleryLimits,
  type ParseGalleryResult,
  parseGalleryIndex,
} from "./template/gallery-index.ts";
export { type GraphSketch, sketchGraph } from "./template/sketch-graph.ts";
export { type StrippedField, stripForTemplate, type TemplateCatalog } from "./template/strip-for-template.ts";
export {
  type TemplateAbout,
  type TemplateNeed,
  templateAboutSchema,
  templateNeeds,
} from "./template/template-about.ts";
export { isToolEdge, TOOLS, toolEntries } from "./tool-entries.ts";
