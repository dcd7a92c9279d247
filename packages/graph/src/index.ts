export type {
  EditCommand,
  EditOp,
  EditRefusal,
  EditResult,
  Graph,
  GraphEdge,
  GraphJoin,
  GraphNode,
  GraphPolicy,
  GraphSettings,
  JsonPath,
  Point,
} from "./graph.ts";
export type { Json, JsonObject, JsonSchema } from "./json.ts";
