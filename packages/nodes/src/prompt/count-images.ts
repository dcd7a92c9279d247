import type { Json } from "@orrery/node-kit";

/** More than most providers take at once. */
export const mostImages = 8;

/** How many images a prompt's config names; `some` where only the run knows. */
export function countImages(images: Json | undefined): number | "some" {
  if (Array.isArray(images)) return images.length;
  return images === undefined || images === "" ? 0 : "some";
}

/** The same for people; nothing where there are none. */
export function imageWords(images: Json | undefined): string {
  const count = countImages(images);
  if (count === 0) return "";
  if (count === "some") return "with images";
  return count === 1 ? "1 image" : `${count} images`;
}
