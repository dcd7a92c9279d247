import { boolean, choice, defineNode, object } from "@orrery/node-kit";
import { z } from "zod";
import { templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";

/** The handles that a case may not be called after, since they mean something else. */
const taken = new Set(["otherwise", "error", "in"]);

const switchCase = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  when: z.union([templateText, z.boolean()]),
});

export const switchDefinition = defineNode({
  type: "switch",
  typeVersion: 1,
  title: "Switch",
  description: "Goes the way of the first case that is true.",
  category: "flow",
  icon: "split",
  keywords: ["case", "route", "choose", "condition", "match"],
  config: z.strictObject({ cases: z.array(switchCase).max(64) }),
  fields: [
    {
      path: "cases",
      label: "Cases",
      help: "The first case that is true wins. Without any, it goes on at “otherwise”.",
      control: "cases",
      required: true,
    },
    {
      path: "cases.*.when",
      label: "When",
      placeholder: '{{ start.kind == "bug" }}',
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: boolean,
      lazy: true,
      required: true,
    },
  ],
  initial: { cases: [{ id: "first", when: "" }] },
  traits: { role: "step", source: "trusted", sink: "none" },
  effect: () => "pure",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: ({ cases }) => [...cases.map(({ id }) => ({ id, label: id })), { id: "otherwise", label: "Otherwise" }],
  output: ({ config }) => object({ taken: choice(...config.cases.map(({ id }) => id), "otherwise") }),
  summary: ({ cases }) => cases.slice(0, 2).map(({ id, when }) => ({ text: `${id}: ${firstLine(when)}`, mono: true })),
  check: ({ cases }) =>
    cases.flatMap(({ id }, index) => {
      const path = `cases.${index}.id`;
      if (taken.has(id))
        return [{ path, code: "ORR_CASE_ID", message: `A case cannot be called “${id}”. Choose another name.` }];
      const first = cases.findIndex((other) => other.id === id);
      return first === index
        ? []
        : [{ path, code: "ORR_CASE_ID", message: `Two cases are called “${id}”. Rename one.` }];
    }),
});
