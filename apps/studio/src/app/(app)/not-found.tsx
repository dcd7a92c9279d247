import { NotFoundMessage } from "../../frame/not-found-message.tsx";
import { TopBar } from "../../frame/top-bar.tsx";

export default function NotFound() {
  return (
    <>
      <TopBar title="Not found" />
      <main className="grid min-h-0 flex-1 place-items-center p-4">
        <NotFoundMessage />
      </main>
    </>
  );
}
