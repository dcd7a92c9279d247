/** Whether a text can be the token of a link of ours: nothing else is put into an address we send people to. */
export function isInvitationToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{43}$/.test(text);
}
