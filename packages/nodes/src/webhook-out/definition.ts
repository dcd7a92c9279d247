import { defineNode, number, object, text } from "@orrery/node-kit";
import { z } from "zod";
import { anyJson, credentialName, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { literalHost } from "../literal-host.ts";

export const webhookOutDefinition = defineNode({
  type: "webhook-out",
  typeVersion: 1,
  title: "Send webhook",
  description: "Tells another service by a signed call that something has happened.",
  category: "network",
  icon: "send",
  keywords: ["webhook", "notify", "call", "post", "signed", "event", "standard webhooks"],
  config: z.strictObject({
    url: templateText,
    signing: credentialName.exactOptional(),
    payload: anyJson,
    id: templateText.exactOptional(),
  }),
  fields: [
    {
      path: "url",
      label: "Address",
      placeholder: "https://example.org/hooks/orders",
      control: "text",
      expression: true,
      expressionKind: "url",
      expects: text,
      required: true,
    },
    {
      path: "signing",
      label: "Signed with",
      help: "A signing secret of this workspace. The receiver checks the signature with the same one.",
      control: "credential",
      credentialKinds: ["signing"],
      required: true,
    },
    {
      path: "payload",
      label: "Message",
      help: "Sent as JSON.",
      control: "json",
      expression: true,
      expressionKind: "json",
      required: true,
    },
    {
      path: "id",
      label: "Id of the message",
      help: "By which the receiver knows a message that comes twice. Left empty it is a key of this step, the same for each attempt.",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
      advanced: true,
    },
  ],
  initial: { url: "", payload: { type: "", data: {} } },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  effect: () => "keyed",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ id: text, status: number }),
  capabilities: ({ url, signing }) => {
    const host = literalHost(url);
    return {
      hosts: host.kind === "host" ? [host.host] : host.kind === "any" ? ["host:*"] : [],
      ...(signing !== undefined && { secrets: [signing] }),
    };
  },
  summary: ({ url }) => [{ text: `POST ${firstLine(url)}`, mono: true }],
  check: ({ url }) => {
    const host = url.trim() === "" ? null : literalHost(url);
    return host?.kind === "problem" ? [{ path: "url", code: "ORR_ADDRESS", message: host.message }] : [];
  },
});
