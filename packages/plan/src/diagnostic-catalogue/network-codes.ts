import { edges, graph, node, output, start } from "./draw.ts";
import type { CatalogueEntry } from "./entry.ts";

const one = (type: string, config: Parameters<typeof node>[2]) => () =>
  graph([start({ text: { type: "string" } }), node("a", type, config)], edges("start -> a"));

const answering =
  (answer: "now" | "output", ...responds: readonly ReturnType<typeof node>[]) =>
  () =>
    graph(
      [node("hook", "webhook", { answer }), ...responds, output("end", "{{ hook.body }}")],
      edges(
        ...["hook", ...responds.map(({ id }) => id), "end"].map((id, at, all) => `${all[at - 1]} -> ${id}`).slice(1),
      ),
    );

/** Settings of the types that reach other services. */
export const networkCodes: readonly CatalogueEntry[] = [
  {
    code: "ORR_RESPOND_UNASKED",
    title: "An answer that nobody waits for",
    explanation:
      "Respond answers the caller of a webhook that waits for the output. A webhook that answers at once has done so already, and other starts have no caller.",
    mend: "Let the webhook answer “With the output”, or remove the step.",
    example: answering("now", node("a", "respond", { status: 202 })),
  },
  {
    code: "ORR_RESPOND_TWICE",
    title: "A caller is answered twice",
    explanation:
      "An error where one answer follows another; a warning where both may be given side by side: the first that ends is the answer.",
    mend: "Keep one, or put them on branches of which one is taken.",
    example: answering("output", node("a", "respond", { status: 202 }), node("b", "respond", { status: 200 })),
  },
  {
    code: "ORR_RESPOND_HEADER",
    title: "An answer may not set this header",
    explanation:
      "Headers that belong to the connection, cookies and permissions for other sites (CORS) would reach beyond the address of the webhook.",
    mend: "Remove it.",
    example: answering("output", node("a", "respond", { headers: { "Set-Cookie": "a=1" } })),
  },
  {
    code: "ORR_SQL_DATABASE",
    title: "No database is chosen",
    explanation: "A statement goes to the database that a credential names.",
    mend: "Choose one. It is added in Settings, under Credentials.",
    example: one("sql", { statement: "SELECT 1" }),
  },
  {
    code: "ORR_SQL_EXPRESSION",
    title: "A statement holds an expression",
    explanation: "What the expression gives would be read as SQL, whoever wrote it.",
    mend: "Write $1 in its place, and give the expression among the values.",
    example: one("sql", { connection: "shop", statement: "SELECT * FROM t WHERE name = '{{ start.text }}'" }),
  },
  {
    code: "ORR_SQL_VALUES",
    title: "Statement and values do not fit each other",
    explanation: "Each value has its place in the statement ($1, $2, …), and each place its value.",
    mend: "Add what is missing, or remove what is not used.",
    example: one("sql", { connection: "shop", statement: "SELECT $1, $2", values: ["{{ start.text }}"] }),
  },
  {
    code: "ORR_EMAIL_EMPTY",
    title: "A message is empty",
    explanation: "A warning. It has neither text nor HTML.",
    mend: "Write one of them.",
    example: one("email", { server: "post", from: "a@example.org", to: "b@example.org", subject: "Hello" }),
  },
  {
    code: "ORR_FILE_NAME",
    title: "A file's name is none",
    explanation:
      "A name is no path on a server: it has 1 to 200 signs, and its parts between slashes are not empty, . or ..",
    mend: "Change it, for example to reports/november.csv.",
    example: one("file", { action: "write", name: "../passwd", content: "{{ start.text }}" }),
  },
  {
    code: "ORR_FILE_CONTENT",
    title: "A file is to be text, and its content is not",
    explanation: "Text and base64 are texts; anything else is written as JSON.",
    mend: "Choose JSON, or give a text.",
    example: one("file", { action: "write", name: "a.txt", as: "text", content: { a: 1 } }),
  },
  {
    code: "ORR_PAGING",
    title: "A list in pages cannot be asked for so",
    explanation: "Only GET can be asked again for the next page, and all pages become one list of values.",
    mend: "Choose GET, and save the entries by a File step.",
    example: one("http-request", { method: "POST", url: "https://example.org/", paging: "link" }),
  },
];
