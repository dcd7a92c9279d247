import { XMLParser, XMLValidator } from "fast-xml-parser";
import { DocumentProblem } from "./document-problem.ts";

/** Elements as members, attributes as members that begin with `@`, text beside them as `#text`. Entities of its own are not expanded. */
export function readXml(text: string): object {
  const sound = XMLValidator.validate(text);
  if (sound !== true) {
    throw new DocumentProblem("DOCUMENT_UNREADABLE", `This is no XML: ${sound.err.msg} (line ${sound.err.line}).`);
  }
  if (/<!DOCTYPE[^>]*\[/i.test(text)) {
    throw new DocumentProblem("DOCUMENT_UNREADABLE", "XML that declares entities of its own is not read.");
  }
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    parseTagValue: false,
    maxNestedTags: 60,
  });
  return { root: parser.parse(text) };
}
