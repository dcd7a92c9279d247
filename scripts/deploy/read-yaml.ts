import { parseAllDocuments } from "yaml";

/** The documents of a YAML file as plain data, with merge keys carried out. Keys given twice are problems, too. */
export function readYaml(text: string): {
  readonly documents: readonly unknown[];
  readonly problems: readonly string[];
} {
  const parsed = parseAllDocuments(text, { merge: true, strict: true, uniqueKeys: true });
  const documents = Array.isArray(parsed) ? parsed : [];
  return {
    documents: documents.map((document) => document.toJS()),
    problems: documents.flatMap((document) => [...document.errors, ...document.warnings].map(({ message }) => message)),
  };
}
