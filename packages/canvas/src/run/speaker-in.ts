/** Who speaks in a turn, where there are several: told in the first words of what it was given. */
export function speakerIn(preview: string | null): string | null {
  return /"speaker":\s*"([^"\\]{1,60})"/.exec(preview ?? "")?.[1] ?? null;
}
