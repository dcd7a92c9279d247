import type { Graph } from "@orrery/graph";
import type { Credentials } from "../credentials.ts";
import { edges, graph, node, output, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const asking = (): Graph =>
  graph(
    [
      start(),
      node("issues", "http-request", { url: "https://api.example.com/issues", auth: "tracker" }),
      output("end", "{{ issues }}"),
    ],
    edges("start -> issues", "issues -> end"),
  );

const having = (kind: string, ...hosts: readonly string[]): Credentials => new Map([["tracker", { kind, hosts }]]);

/** What can be wrong with a credential that a step names. They are looked at where the workspace is known, not in files. */
export const credentialCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_CREDENTIAL_UNKNOWN",
    title: "A credential that a step names is not there",
    explanation:
      "Workflows hold the name of a credential only, so a file from elsewhere may name one that this workspace lacks.",
    mend: "Add it in Settings under this name, or choose another.",
    example: asking,
    credentials: new Map(),
  },
  {
    code: "ORR_CREDENTIAL_KIND",
    title: "A credential is of another kind",
    explanation:
      "The key of a model provider is only for model calls; a request takes a token, a header, or a name and password.",
    mend: "Choose a credential of a kind that fits.",
    example: asking,
    credentials: having("model", "api.example.com"),
  },
  {
    code: "ORR_CREDENTIAL_HOST",
    title: "A credential may not go to this host",
    explanation: "Each credential names the hosts that it may be sent to; the address of the step is another one.",
    mend: "Mend the address, or add the host to the credential in Settings if it is to be trusted with it.",
    example: asking,
    credentials: having("bearer", "example.org"),
  },
];
