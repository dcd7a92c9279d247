export type { ModelAnswer, ModelRequest } from "@orrery/node-kit";
export type { Json } from "@orrery/plan";
