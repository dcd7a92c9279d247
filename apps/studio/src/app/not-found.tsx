import { NotFoundMessage } from "../frame/not-found-message.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <NotFoundMessage />
    </main>
  );
}
