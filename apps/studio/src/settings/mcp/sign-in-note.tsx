const WORDS: Readonly<Record<string, { readonly text: string; readonly isGood: boolean }>> = {
  done: { text: "You are signed in. Look at what the server offers, and approve what may be used.", isGood: true },
  refused: { text: "Signing in was broken off there. Nothing was changed.", isGood: false },
  over: { text: "That sign-in is over, or was begun by somebody else. Press Sign in once more.", isGood: false },
  failed: { text: "The server did not take what you came back with. Press Sign in once more.", isGood: false },
};

/** How a sign-in at a server went, when the person comes back from it. */
export function SignInNote({ outcome }: { outcome: string }) {
  const words = Object.hasOwn(WORDS, outcome) ? WORDS[outcome] : undefined;
  if (words === undefined) return null;
  return (
    <p role={words.isGood ? "status" : "alert"} className={words.isGood ? "text-done text-sm" : "text-failed text-sm"}>
      {words.text}
    </p>
  );
}
