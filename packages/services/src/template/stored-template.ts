import { type GalleryIndex, galleryIndexSchema, type TemplateAbout, templateAboutSchema } from "@orrery/graph";
import { ServiceError } from "../service-error.ts";

/** The words of a template as they stand in its row; a row of a later version that says more is refused as broken. */
export function storedAbout(json: unknown): TemplateAbout {
  return templateAboutSchema.parse(json);
}

/** The index of a gallery as it stands in its row. */
export function storedIndex(json: unknown): GalleryIndex {
  return galleryIndexSchema.parse(json);
}

/** What a person says of a template, held against what may be said. Throws `INVALID` (`TEMPLATE`). */
export function checkAbout(about: TemplateAbout): TemplateAbout {
  const parsed = templateAboutSchema.safeParse(about);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : `${issue.path.join(".")}: `;
  throw new ServiceError("INVALID", "TEMPLATE", `${place}${issue?.message ?? "This cannot be a template."}`);
}

/** Of a template that is not there, or another workspace's. */
export function noTemplate(): ServiceError {
  return new ServiceError("NOT_FOUND", "TEMPLATE", "There is no such template.");
}

/** Of a gallery that is not there, or another workspace's. */
export function noGallery(): ServiceError {
  return new ServiceError("NOT_FOUND", "GALLERY", "There is no such gallery.");
}
