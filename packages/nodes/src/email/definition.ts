import { defineNode, list, object, text, unionOf } from "@orrery/node-kit";
import { z } from "zod";
import { credentialName, templateText } from "../config-shapes.ts";
import { firstLine } from "../first-line.ts";
import { textOfValue } from "../text-of-value.ts";

const addresses = z.union([templateText, z.array(templateText).max(100)]);

/** A field of addresses: one text with commas, or a list. */
function addressField(path: string, label: string, more: { readonly required?: true; readonly advanced?: true }) {
  return {
    path,
    label,
    placeholder: "ada@example.org",
    control: "text",
    expression: true,
    expressionKind: "json",
    expects: unionOf(text, list(text)),
    private: true,
    ...more,
  } as const;
}

export const emailDefinition = defineNode({
  type: "email",
  typeVersion: 1,
  title: "Send e-mail",
  description: "Sends a message through your mail server.",
  category: "network",
  icon: "mail",
  keywords: ["email", "mail", "smtp", "message", "notify", "send"],
  config: z.strictObject({
    server: credentialName.exactOptional(),
    from: templateText,
    to: addresses,
    cc: addresses.exactOptional(),
    bcc: addresses.exactOptional(),
    replyTo: templateText.exactOptional(),
    subject: templateText,
    text: templateText.exactOptional(),
    html: templateText.exactOptional(),
  }),
  fields: [
    {
      path: "server",
      label: "Mail server",
      help: "A mail server of this workspace. One is added in Settings, under Credentials.",
      control: "credential",
      credentialKinds: ["smtp"],
      required: true,
    },
    {
      path: "from",
      label: "From",
      placeholder: "Orders <orders@example.org>",
      control: "text",
      private: true,
      expression: true,
      expressionKind: "template",
      expects: text,
      required: true,
    },
    addressField("to", "To", { required: true }),
    addressField("cc", "Copy to", {}),
    {
      path: "subject",
      label: "Subject",
      control: "text",
      expression: true,
      expressionKind: "template",
      expects: text,
      required: true,
    },
    {
      path: "text",
      label: "Text",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      expects: text,
    },
    {
      path: "html",
      label: "HTML",
      help: "Shown in place of the text where the reader can. Values are put in as they are: what people wrote may hold tags.",
      control: "long-text",
      expression: true,
      expressionKind: "template",
      expects: text,
      advanced: true,
    },
    addressField("bcc", "Blind copy to", { advanced: true }),
    {
      path: "replyTo",
      label: "Answers go to",
      control: "text",
      private: true,
      expression: true,
      expressionKind: "template",
      expects: text,
      advanced: true,
    },
  ],
  initial: { from: "", to: "", subject: "", text: "" },
  traits: { role: "step", source: "untrusted", sink: "external-write" },
  effect: () => "once",
  inputs: () => [{ id: "in", label: "After" }],
  outputs: () => [{ id: "out", label: "Next" }],
  output: () => object({ messageId: text, accepted: list(text), rejected: list(text) }),
  capabilities: ({ server }) => (server === undefined ? {} : { secrets: [server] }),
  summary: ({ to, subject }) => [
    { text: firstLine(subject) },
    { text: `to ${firstLine(textOfValue(to))}`, mono: true },
  ],
  check: ({ text: words, html }) =>
    (words ?? "") === "" && (html ?? "") === ""
      ? [
          {
            path: "text",
            code: "ORR_EMAIL_EMPTY",
            message: "The message has neither text nor HTML.",
            severity: "warning" as const,
          },
        ]
      : [],
});
