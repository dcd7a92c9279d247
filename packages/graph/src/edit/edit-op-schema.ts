import { z } from "zod";
import type { EditCommand, EditOp } from "../graph.ts";
import {
  edgeSchema,
  joinSchema,
  nameSchema,
  nodeSchema,
  pinSchema,
  pointSchema,
  policySchema,
  settingsSchema,
  sizeSchema,
} from "../graph-schema.ts";
import type { Json } from "../json.ts";

const id = z.string().min(1).max(300);
const label = z.string().max(200);
/** Plain JSON is checked before (`checkJson`). */
const json = z.custom<Json>((value) => value !== undefined, { error: "expected JSON" });
const path = z.array(z.union([z.string().max(200), z.int().min(0).max(1_000_000)])).max(60);

/** The shape of an edit from outside. Whether it can be applied is `applyEdit`'s to say. */
export const editOpSchema: z.ZodType<EditOp> = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("node.add"), node: nodeSchema, before: id.exactOptional() }),
  z.strictObject({ op: z.literal("node.remove"), id }),
  z.strictObject({
    op: z.literal("node.move"),
    moves: z.array(z.strictObject({ id, position: pointSchema })).max(10_000),
  }),
  z.strictObject({ op: z.literal("node.resize"), id, size: sizeSchema.nullable() }),
  z.strictObject({ op: z.literal("node.rename"), from: id, to: id }),
  z.strictObject({ op: z.literal("node.label"), id, label: label.nullable() }),
  z.strictObject({ op: z.literal("node.parent"), id, parentId: id.nullable(), position: pointSchema }),
  z.strictObject({ op: z.literal("node.disable"), id, disabled: z.boolean() }),
  z.strictObject({ op: z.literal("node.pin"), id, pinned: pinSchema.nullable() }),
  z.strictObject({
    op: z.literal("config.set"),
    id,
    path,
    value: json.exactOptional(),
    was: z.string().max(64).exactOptional(),
  }),
  z.strictObject({ op: z.literal("policy.set"), id, policy: policySchema.nullable() }),
  z.strictObject({ op: z.literal("join.set"), id, join: joinSchema.nullable() }),
  z.strictObject({ op: z.literal("edge.add"), edge: edgeSchema, before: id.exactOptional() }),
  z.strictObject({ op: z.literal("edge.remove"), id }),
  z.strictObject({ op: z.literal("graph.name"), name: nameSchema }),
  z.strictObject({ op: z.literal("graph.description"), description: z.string().max(10_000).nullable() }),
  z.strictObject({ op: z.literal("settings.set"), settings: settingsSchema.nullable() }),
  z.strictObject({
    op: z.literal("batch"),
    name: label,
    get ops() {
      return z.array(editOpSchema).max(100_000);
    },
  }),
]);

const clientText = z
  .string()
  .min(1)
  .max(64)
  .refine((text) => !text.includes("\0"), "An id may not hold the character NUL.");
const place = z.int().min(0).max(2_147_483_647);

/** The shape of an edit command on its way to the draft log. */
export const editCommandSchema: z.ZodType<EditCommand> = z.strictObject({
  opVersion: z.literal(1),
  commandId: clientText,
  clientId: clientText,
  clientSeq: place,
  baseSeq: place,
  op: editOpSchema,
});
