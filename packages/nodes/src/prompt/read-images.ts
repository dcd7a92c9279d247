import {
  imageMediaType,
  isFileValue,
  type Json,
  type ModelImage,
  type StepContext,
  StepFailure,
} from "@orrery/node-kit";
import { nameOfType } from "../name-of-type.ts";
import { mostImages } from "./count-images.ts";

const mostBytes = 5_000_000;

/**
 * The images that a file value, or a list of them, names, in their order. What they are is told by their bytes.
 * @throws StepFailure `IMAGE_EXPECTED` for a value that is no file, `IMAGE_TYPE` for a file that is no image,
 *   `IMAGE_TOO_MANY`, and what the files say (`FILE_GONE`, `FILE_TOO_LARGE`)
 */
export async function readImages(files: StepContext["files"], given: Json | undefined): Promise<readonly ModelImage[]> {
  if (given === undefined || given === "") return [];
  const values: readonly Json[] = Array.isArray(given) ? given : [given];
  if (values.length > mostImages) {
    const message = `A prompt takes at most ${mostImages} images, and there are ${values.length}.`;
    throw new StepFailure({ code: "IMAGE_TOO_MANY", message, class: "limit" });
  }
  // Not one of them is read before it is known that all are files.
  const named = values.map((value, at) => {
    if (isFileValue(value)) return value;
    const which = values.length === 1 ? "The image" : `Image ${at + 1}`;
    throw refused("IMAGE_EXPECTED", `${which} is to be a file that a step gave, and is ${nameOfType(value)}.`);
  });
  const images: ModelImage[] = [];
  for (const file of named) {
    const bytes = await files.read(file, mostBytes);
    const mediaType = imageMediaType(bytes);
    if (mediaType === null) throw refused("IMAGE_TYPE", `“${file.name}” is no PNG, JPEG, WebP or GIF image.`);
    images.push({ mediaType, bytes });
  }
  return images;
}

function refused(code: string, message: string): StepFailure {
  return new StepFailure({ code, message, class: "permanent" });
}
